import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { codeSelection } from '../../../src/core/coding/coding.js';
import { blinded, byOf, hiddenFrom, signed } from '../../../src/core/rounds/blind.js';
import { RoundError } from '../../../src/core/rounds/roundError.js';
import { closed, readRound, roundId, writeRound, type Round } from '../../../src/core/rounds/round.js';
import { bundleCli, Repository, type Ended } from '../cli/repositories.js';
import { document } from '../documents.js';
import { Folder } from '../cli/terminals.js';

const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 200) };

const round: Round = {
  id: 'forste',
  title: 'Første: «prøve»',
  coders: ['kn', 'ol', 'Åse B.'],
  transcripts: [],
  begins: 'agreed',
  isOpen: true,
  inFolders: false,
  joined: [],
};

function blindedOrRefused(text: CodedText, of: Round, coder: string): CodedText | undefined {
  try {
    return blinded(text, 'a.md', of, coder);
  } catch (error) {
    assert.ok(error instanceof RoundError, String(error));
    return undefined;
  }
}

describe('rounds of blind coding', () => {
  it('should be read as they are written, with Norwegian names and names that YAML means otherwise', () => {
    for (const one of [
      round,
      {
        ...round,
        coders: ['no', '1'],
        transcripts: ['transcripts/A 1.md', 'transcripts/b*.md'],
        begins: 'bare' as const,
      },
    ])
      assert.deepEqual(readRound('rounds/forste.md', writeRound(one)), one);
  });

  it('should be no round without coders, elsewhere, or in what is no front matter', () => {
    assert.equal(readRound('rounds/a.md', '# Notes\n'), undefined);
    assert.equal(readRound('memos/a.md', writeRound(round)), undefined);
    assert.equal(readRound('rounds/a.md', '---\ncoders:\n---\n'), undefined);
  });

  it('should stay open where the state cannot be read, so that nothing is shown by mistake', () => {
    assert.equal(readRound('rounds/a.md', '---\nstate: clos\ncoders: [kn, ol]\n---\n')?.isOpen, true);
  });

  it('should be closed without another change of the file, with CRLF and BOM too', () => {
    const text = '\ufeff---\r\ntitle: a\r\nstate: open\r\ncoders: [kn, ol]\r\n---\r\n\r\nWe talked.\r\n';
    assert.equal(closed(text), text.replace('open', 'closed'));
    assert.equal(readRound('rounds/a.md', closed('---\ncoders: [kn, ol]\n---\n'))?.isOpen, false);
  });

  it('should have ids that a branch can be named after', () => {
    assert.equal(roundId('1. Første runde!'), 'første-runde');
    assert.equal(roundId('12'), '');
  });

  it('should hide from a coder what others coded in the transcripts of an open round, and nothing else', () => {
    const hides = hiddenFrom([{ ...round, transcripts: ['transcripts/a*.md'] }], 'kn');
    assert.ok(hides);
    assert.equal(hides('transcripts/a1.md', 'ol'), true);
    assert.equal(hides('transcripts/a1.md', 'kn'), false);
    assert.equal(hides('transcripts/a1.md', undefined), false);
    assert.equal(hides('transcripts/b1.md', 'ol'), false);
    assert.equal(hiddenFrom([{ ...round, isOpen: false }], 'kn'), undefined);
    assert.equal(hiddenFrom([round], 'somebody'), undefined);
  });

  it('should take out what others coded, with its memos, and leave the words', () => {
    const text = CodedText.parse(
      'A1: [Vi [vil]{.a by=kn}]{.b} [det]{#m1 .c by=ol}[^memo-m1] samme.\n\n[^memo-m1]: Hm.\n',
    );
    assert.equal(blinded(text, 'transcripts/a.md', round, 'kn').text, 'A1: [Vi [vil]{.a by=kn}]{.b} det samme.\n');
    const bare = blinded(text, 'transcripts/a.md', { ...round, begins: 'bare' }, 'kn');
    assert.equal(bare.text, 'A1: Vi vil det samme.\n');
  });

  it('should leave any text’s words as they were, and none of another’s codings', () => {
    fc.assert(
      fc.property(document, fc.constantFrom('kn', 'ol'), fc.boolean(), (source, coder, isBare) => {
        const text = CodedText.parse(source);
        const after = blindedOrRefused(text, { ...round, begins: isBare ? 'bare' : 'agreed' }, coder);
        // Where a text would read otherwise without its marks, nothing is taken out of it, and that is said.
        fc.pre(after !== undefined);
        assert.equal(after.clean, text.clean);
        const left = text.passages.filter((one) => !isBare && [undefined, '', coder].includes(byOf(one)));
        assert.equal(after.passages.length, left.length);
      }),
      runs,
    );
  });

  it('should sign what a coder made, though the words changed, and nothing that was there', () => {
    const before = CodedText.parse('A1: Vi [vil]{.a} det samme alle sammen.\n');
    const after = CodedText.parse('A1: Ja, vi [vil]{.a} [det]{.b} samme [alle]{.c by=ol} sammen.\n');
    assert.equal(
      signed(before, after, 'Åse B.').text,
      'A1: Ja, vi [vil]{.a} [det]{.b by="Åse B."} samme [alle]{.c by=ol} sammen.\n',
    );
  });

  it('should give codes that joined an agreed passage a mark of the coder’s own, and leave one that was recoded', () => {
    const before = CodedText.parse('A1: Vi [vil]{#m1 .a stance=pro}[^memo-m1] det [samme]{.c}.\n\n[^memo-m1]: Hm.\n');
    const after = before.update([
      { start: before.text.indexOf(' stance'), end: before.text.indexOf(' stance'), text: ' .b' },
      ...[before.text.indexOf('.c')].map((at) => ({ start: at, end: at + 2, text: '.d' })),
    ]);
    const result = signed(before, after, 'kn');
    assert.equal(result.clean, before.clean);
    assert.deepEqual(
      result.passages
        .map((one) => `${one.id ?? ''} ${one.codes.join()} ${byOf(one) ?? '-'} ${one.memo?.text ?? ''}`)
        .sort(),
      [' b kn ', ' d - ', 'm1 a - Hm.'],
    );
  });

  it('should sign just one coding that was added to any text', () => {
    fc.assert(
      fc.property(document, fc.nat(), fc.nat(), (source, from, length) => {
        const before = CodedText.parse(source);
        // Two passages of one id are a problem of their own: nobody can tell which of them is which.
        const ids = before.passages.flatMap(({ id }) => id ?? []);
        fc.pre(new Set(ids).size === ids.length);
        const start = from % Math.max(1, before.length);
        const coded = codeSelection(before, { start, end: start + 1 + (length % 20) }, ['ny'], {
          facts: { stance: 'x' },
        });
        fc.pre(coded.kind === 'edits' && coded.edits.length > 0);
        const after = before.update(coded.edits);
        fc.pre(after.passages.length === before.passages.length + 1);
        const result = signed(before, after, 'kn');
        assert.equal(result.clean, after.clean);
        const count = (text: CodedText): number => text.passages.filter((one) => byOf(one) === 'kn').length;
        assert.equal(count(result), count(after) + 1);
      }),
      runs,
    );
  });
});

const codebook = '# Kodebok\n\n## Kostnad {#kostnad}\n\nDet koster.\n\n## Tid {#tid}\n\nDet tar tid.\n';
const talk = 'A1: Vi vil det samme alle sammen.\n\nA2: Det er [dyrt]{.kostnad} for [bygda]{.tid by=ol}.\n';

describe('emic round in git', () => {
  const tools = new Folder();
  const emic = tools.file('emic.cjs');
  const repositories: Repository[] = [];

  before(async function () {
    this.timeout(60_000);
    await bundleCli(emic);
  });
  after(() => tools.remove());
  afterEach(() => {
    for (const { folder } of repositories.splice(0)) folder.remove();
  });

  const at = 'Mine studier/Åse';
  const file = `${at}/transcripts/Første møte.md`;
  const start = (...options: readonly string[]): Repository => {
    const repository = new Repository(emic);
    repositories.push(repository);
    repository.commit('Begin', { [`${at}/codebook.md`]: codebook, [file]: talk, 'other.txt': 'Not of the study.\n' });
    const { status, error } = repository.emic('round', 'start', 'Første', at, '--coders', 'kn,ol', ...options);
    assert.equal(status, 0, error);
    return repository;
  };
  const works = (repository: Repository, coder: string, text: string): void => {
    repository.git('switch', '-q', `round/første/${coder}`);
    repository.commit(`Work of ${coder}`, { [file]: text });
    repository.git('switch', '-q', 'main');
  };
  const bare = talk.replace('[bygda]{.tid by=ol}', 'bygda');

  it('should give each coder a branch without what the others coded, and leave all else alone', () => {
    const repository = start();
    assert.equal(repository.git('show', `round/første/kn:${file}`), bare);
    assert.equal(repository.git('show', `round/første/ol:${file}`), talk);
    assert.equal(repository.git('show', 'round/første/kn:other.txt'), 'Not of the study.\n');
    assert.equal(repository.git('status', '--porcelain'), '');
    assert.equal(repository.folder.read(file), talk);
    assert.doesNotMatch(repository.folder.read(`${at}/rounds/første.md`), /[\da-f]{40}|\/tmp/);
  });

  it('should say where to go on, and begin nowhere that commits get lost', () => {
    const repository = new Repository(emic);
    repositories.push(repository);
    repository.folder.write({ [`${at}/codebook.md`]: codebook, [file]: talk });
    assert.deepEqual(repository.emic('round', 'status', at).out, 'There is no round.\n');
    assert.match(repository.emic('round', 'close', 'Første', at).error, /^emic: There is no round Første\./);
    const begin = (): Ended => repository.emic('round', 'start', 'Første', at, '--coders', 'kn,ol');
    assert.match(begin().error, /^emic: Nothing is committed yet/);
    repository.commit('Begin', {});
    repository.git('switch', '-q', '-c', 'other');
    repository.commit('Mine', { [file]: bare });
    repository.git('switch', '-q', 'main');
    repository.commit('Theirs', { [file]: 'A1: Nei.\n' });
    const tip = repository.git('rev-parse', 'HEAD');
    repository.git('switch', '-q', '--detach');
    assert.match(begin().error, /^emic: The study is on no branch here \(detached HEAD\)/);
    repository.git('switch', '-q', 'main');
    for (const underWay of ['merge', 'rebase', 'cherry-pick']) {
      assert.notEqual(repository.try(underWay, 'other').status, 0);
      repository.git('checkout', '-q', '--ours', '.');
      repository.git('add', '-A');
      assert.match(begin().error, new RegExp(`^emic: A ${underWay} is not finished`));
      repository.git(underWay, '--abort');
    }
    assert.equal(repository.git('rev-parse', 'HEAD'), tip);
    assert.equal(repository.git('branch', '--list', 'round/*'), '');
    assert.match(begin().out, /runs git switch round\/første\/<name> and codes there/);
  });

  it('should leave out what quotes others, in branches as in folders, and not take it for taken out at the end', () => {
    const repository = new Repository(emic);
    repositories.push(repository);
    const quoting = {
      [`${at}/analysis/Funn.md`]: 'Ol fant «bygda».\n',
      [`${at}/originals/prosjekt.qdpx`]: new Uint8Array([80, 75, 0, 4]),
      [`${at}/code-index.json`]: '{"passages": ["bygda"]}\n',
      [`${at}/memos/ol.md`]: '---\nauthor: ol\n---\nJeg tror at bygda er viktig.\n',
    };
    repository.commit('Begin', {
      [`${at}/codebook.md`]: codebook,
      [file]: talk,
      'analysis/x.md': 'Of no study.\n',
      ...quoting,
    });
    const { status, error } = repository.emic('round', 'start', 'Første', at, '--coders', 'kn,ol');
    assert.equal(status, 0, error);
    const there = (branch: string): readonly string[] =>
      repository.git('-c', 'core.quotePath=false', 'ls-tree', '-r', '--name-only', branch).trim().split('\n');
    const common = ['analysis/x.md', `${at}/codebook.md`, `${at}/rounds/første.md`, file];
    assert.deepEqual(there('round/første/kn').toSorted(), common.toSorted());
    assert.deepEqual(there('round/første/ol').toSorted(), [...common, `${at}/memos/ol.md`].toSorted());
    works(repository, 'kn', bare.replace('det samme', '[det samme]{.tid}'));
    repository.git('switch', '-q', 'round/første/ol');
    repository.commit('An analysis of my own', {
      [`${at}/analysis/Funn.md`]: 'Mine.\n',
      [`${at}/analysis/Mitt.md`]: 'Mine.\n',
    });
    repository.git('switch', '-q', 'main');
    const closed = repository.emic('round', 'close', 'første', at);
    assert.equal(closed.status, 0, closed.error);
    for (const [name, content] of Object.entries(quoting))
      if (!name.endsWith('code-index.json')) assert.deepEqual(repository.folder.bytes(name), Buffer.from(content));
    assert.equal(repository.emic('index', at, '--check').status, 0);
    assert.equal(repository.folder.read(`${at}/analysis/Mitt.md`), 'Mine.\n');
    assert.match(repository.folder.read(file), /\[det samme\]\{\.tid by=kn\}/);
  });

  it('should follow a transcript that one coder renamed, also where the other coded it under its old name', () => {
    const repository = start();
    const renamed = `${at}/transcripts/1. møte.md`;
    repository.git('switch', '-q', 'round/første/kn');
    repository.git('mv', file, renamed);
    repository.commit('Rename', { [renamed]: bare.replace('det samme', '[det samme]{.tid}') });
    repository.git('switch', '-q', 'main');
    works(repository, 'ol', talk.replace('alle', '[alle]{.tid}'));
    const { status, error } = repository.emic('round', 'close', 'første', at);
    assert.equal(status, 0, error);
    assert.equal(repository.try('cat-file', '-e', `HEAD:${file}`).status === 0, false);
    const text = repository.folder.read(renamed);
    for (const one of ['[det samme]{.tid by=kn}', '[alle]{.tid by=ol}', '[bygda]{.tid by=ol}'])
      assert.ok(text.includes(one));
    assert.equal(repository.git('status', '--porcelain'), '');
  });

  it('should not take a transcript for taken out that a coder saved as what is no UTF-8', () => {
    const repository = start();
    repository.git('switch', '-q', 'round/første/kn');
    repository.commit('Latin', { [file]: Buffer.from(bare, 'latin1').fill(0xe5, 4, 5) });
    repository.git('switch', '-q', 'main');
    const { status, error } = repository.emic('round', 'close', 'første', at);
    assert.equal(status, 2);
    assert.match(error, /UTF-8/);
    assert.equal(repository.folder.read(file), talk);
    assert.equal(repository.git('status', '--porcelain'), '');
  });

  it('should say how much is coded, and never what', () => {
    const repository = start();
    works(repository, 'kn', bare.replace('det samme', '[det samme]{.tid}'));
    const { out } = repository.emic('round', 'status', at);
    assert.match(out, /kn: 1 passage in 1 of 1 transcripts/);
    assert.match(out, /ol: 0 passages in 0 of 1 transcripts/);
    assert.doesNotMatch(out, /det samme|tid\b/);
    // On the coder's own branch, and after others were joined, a coder has made as much.
    repository.git('switch', '-q', 'round/første/kn');
    assert.match(repository.emic('round', 'status', at).out, /kn: 1 passage in 1 of 1 transcripts\n/);
    repository.git('switch', '-q', 'main');
    repository.git('merge', '-q', '--no-edit', 'round/første/kn');
    assert.match(repository.emic('round', 'status', at).out, /kn: 1 passage in 1 of 1 transcripts, in the study\n/);
  });

  it('should bring the codings of all together, signed, each by a merge of its own, and compare them', () => {
    const repository = start();
    works(
      repository,
      'kn',
      bare.replace('det samme', '[det samme]{.tid}').replace('for bygda', '[for bygda]{.kostnad}'),
    );
    works(repository, 'ol', talk.replace('det samme', '[det samme]{.tid}'));
    const { status, out, error } = repository.emic('round', 'close', 'Første', at);
    assert.equal(status, 0, error + out);
    const text = CodedText.parse(repository.folder.read(file));
    assert.equal(text.clean, CodedText.parse(talk).clean);
    const codings = text.passages.map(
      (one) => `${text.sliceClean(one.clean.start, one.clean.end)}: ${one.codes.join()} ${byOf(one) ?? '-'}`,
    );
    assert.deepEqual(codings.sort(), [
      'bygda: tid ol',
      'det samme: tid kn',
      'det samme: tid ol',
      'dyrt: kostnad -',
      'for bygda: kostnad kn',
    ]);
    assert.equal(repository.git('status', '--porcelain'), '');
    for (const coder of ['kn', 'ol']) repository.git('merge-base', '--is-ancestor', `round/første/${coder}`, 'HEAD');
    assert.match(repository.folder.read(`${at}/rounds/første.md`), /^state: closed$/m);
    // With its results, which are those that are made of the files afterwards.
    const comparison = repository.folder.read(`${at}/analysis/round-første.md`);
    assert.match(comparison, /<!-- emic:begin -->[^]*\| *\**Kostnad[^]*<!-- emic:end -->/);
    assert.equal(repository.git('show', `HEAD:${at}/analysis/round-første.md`), comparison);
    const made = repository.emic('analyze', at, '--check');
    assert.equal(made.status, 0, made.error + made.out);
    assert.equal(repository.emic('round', 'close', 'første', at).status, 2);
  });

  it('should leave to a person what two changed in two ways, and go on after that', () => {
    const repository = start();
    works(repository, 'kn', bare.replace('samme', 'like'));
    works(repository, 'ol', talk.replace('samme', 'ulike').replace('alle', '[alle]{.tid}'));
    const stopped = repository.emic('round', 'close', 'første', at);
    assert.equal(stopped.status, 1, stopped.error);
    const text = repository.folder.read(file);
    assert.match(text, /^<<<<<<< agreed\n[^]*like[^]*=======\n[^]*ulike[^]*>>>>>>> ol$/m);
    assert.match(repository.git('-c', 'core.quotePath=false', 'ls-files', '-u'), new RegExp(`1\\t${file}`));
    assert.notEqual(repository.try('commit', '-q', '-m', 'Not yet').status, 0);
    assert.equal(repository.emic('round', 'close', 'første', at).status, 2);
    repository.commit('Not decided', {});
    const undecided = repository.emic('round', 'close', 'første', at);
    assert.match(
      undecided.error,
      /^emic: Nobody has chosen yet between the two versions in transcripts\/Første møte\.md/,
    );
    assert.match(repository.folder.read(`${at}/rounds/første.md`), /state: open/);
    repository.commit('Decide', { [file]: text.replace(/<<<<<<<[^]*?=======\n([^]*?)>>>>>>> ol\n/, '$1') });
    const { status, error } = repository.emic('round', 'close', 'første', at);
    assert.equal(status, 0, error);
    assert.match(repository.folder.read(file), /\[alle\]\{\.tid by=ol\}/);
  });

  it('should know the branches of others as they were fetched, and do without a coder who did not take part', () => {
    const repository = start();
    works(repository, 'kn', bare.replace('det samme', '[det samme]{.tid}'));
    const tip = repository.git('rev-parse', 'round/første/kn').trim();
    repository.git('update-ref', 'refs/remotes/origin/round/første/kn', tip);
    repository.git('branch', '-q', '-D', 'round/første/kn');
    repository.git('branch', '-q', '-D', 'round/første/ol');
    const missing = repository.emic('round', 'close', 'første', at);
    assert.equal(missing.status, 2);
    assert.match(missing.error, /round\/første\/ol is not here/);
    assert.equal(repository.emic('round', 'close', 'første', at, '--without', 'ol').status, 0);
    assert.match(repository.folder.read(file), /\[det samme\]\{\.tid by=kn\}/);
  });

  it('should refuse what cannot go well in one sentence, and write nothing', () => {
    const repository = start();
    for (const [words, says] of [
      [['Første', at, '--coders', 'kn,ol'], /already/],
      [['To', at, '--coders', 'kn'], /two coders/],
      [['12', at, '--coders', 'kn,ol'], /letter/],
      [['To', at, '--coders', 'k n,k-n'], /same name/],
    ] as const) {
      const { status, error } = repository.emic('round', 'start', ...words);
      assert.equal(status, 2);
      assert.match(error, says);
    }
    repository.folder.write({ [file]: 'Unsaved thoughts.\n' });
    const { status, error } = repository.emic('round', 'start', 'To', at, '--coders', 'kn,ol');
    assert.equal(status, 2);
    assert.match(error, /not committed/);
    assert.deepEqual(repository.git('branch', '--list', 'round/to/*'), '');
  });
});
