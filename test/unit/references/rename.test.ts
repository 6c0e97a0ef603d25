import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { referencesTo } from '../../../src/core/references/references.js';
import { renameId, renameName, type RenameResult } from '../../../src/core/references/rename.js';
import { formatMessage } from '../../../src/core/text/message.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { studyFiles, studyOf, type Files } from '../study/studies.js';

function after(files: Files, result: RenameResult): Files {
  if (result.kind === 'refused') assert.fail(formatMessage(result.message));
  const changed = { ...files };
  for (const [path, edits] of result.edits) changed[path] = applyEdits(files[path] ?? '', edits);
  return changed;
}

function withId(files: Files, from: string, to: string): Files {
  return after(files, renameId(studyOf(files), from, to));
}

function withName(files: Files, code: string, name: string): Files {
  return after(files, renameName(studyOf(files), code, name));
}

function refusal(result: RenameResult): string {
  return result.kind === 'refused' ? `${result.reason}: ${formatMessage(result.message)}` : 'renamed';
}

const files: Files = {
  'codebook.md':
    '# K\n\n## Barrierer {.theme}\n\n### Kostnad {#kostnad key=k}\n\n## X {parent=kostnad themes="barrierer kostnad"}\n',
  'transcripts/a.md': '**A1:** [Det er [dyrt]{.kostnad by=kn}]{.x .kostnad}. []{#k1 .kostnad}Ja\n\nNei[]{end=k1}\n',
  'transcripts/b.md': '**A1:** [Ja]{.barrierer}\r\n',
};

describe('renaming an id', () => {
  it('should change it in marks and in the codebook, and nothing else', () => {
    const renamed = withId(files, 'kostnad', 'utgift');
    assert.deepEqual(renamed, {
      'codebook.md':
        '# K\n\n## Barrierer {.theme}\n\n### Kostnad {#utgift key=k}\n\n## X {parent=utgift themes="barrierer utgift"}\n',
      'transcripts/a.md': '**A1:** [Det er [dyrt]{.utgift by=kn}]{.x .utgift}. []{#k1 .utgift}Ja\n\nNei[]{end=k1}\n',
      'transcripts/b.md': files['transcripts/b.md'],
    });
    assert.deepEqual(withId(renamed, 'utgift', 'kostnad'), files);
  });

  it('should write the id where the heading’s text gave it', () => {
    const book = (heading: string): Files => ({ 'codebook.md': `${heading}\n\nOrd.\n` });
    assert.deepEqual(withId(book('## Pris'), 'pris', 'p'), book('## Pris {#p}'));
    assert.deepEqual(withId(book('## Pris {.theme}'), 'pris', 'p'), book('## Pris {#p .theme}'));
    assert.deepEqual(withId(book('## Pris {}'), 'pris', 'p'), book('## Pris {#p}'));
    assert.deepEqual(withId(book('## Pris ##'), 'pris', 'p'), book('## Pris {#p} ##'));
    assert.deepEqual(withId(book('Pris\n----'), 'pris', 'p'), book('Pris {#p}\n----'));
    assert.deepEqual(withId(book('## `Pris`'), 'pris', 'p'), book('## `Pris` {#p}'));
  });

  it('should rename a code that the codebook lacks', () => {
    const loose = { 'transcripts/a.md': '[Ja]{.y}' };
    assert.deepEqual(withId(loose, 'y', 'z'), { 'transcripts/a.md': '[Ja]{.z}' });
  });

  it('should be refused with the reason', () => {
    const study = studyOf(files);
    assert.match(refusal(renameId(study, 'kostnad', 'barrierer')), /^taken: There is a code barrierer already/);
    assert.match(refusal(renameId(study, 'barrierer', 'Høy pris')), /^invalid-code: .*Write høy-pris/);
    assert.match(refusal(renameId(study, 'barrierer', '2')), /^invalid-code/);
    assert.match(refusal(renameId(study, 'ukjent', 'a')), /^not-there/);
    const loose = studyOf({ 'codebook.md': '## A\n', 'transcripts/a.md': '[]{#i .b}' });
    assert.match(refusal(renameId(loose, 'a', 'b')), /^taken: b is used already/);
    const twice = studyOf({ 'codebook.md': '## A\n\n## A\n' });
    assert.match(refusal(renameId(twice, 'a', 'b')), /^declared-twice/);
    const merging = studyOf({ 'transcripts/a.md': '<<<<<<< a\n[x]{.b}\n=======\n[x]{.c}\n>>>>>>> b\n' });
    assert.match(refusal(renameId(merging, 'b', 'd')), /^conflict-markers: transcripts\/a.md/);
    const unread = study.withUnreadable('transcripts/c.md', 'not-utf-8');
    assert.match(refusal(renameId(unread, 'kostnad', 'd')), /^unreadable: transcripts\/c.md/);
    assert.equal(refusal(renameId(study, 'kostnad', 'kostnad')), 'renamed');
  });
});

describe('links to a renamed code', () => {
  const linked: Files = {
    'codebook.md': '## Pris\n\nSe [[tid]].\n\n## Tid\n\nSom [[pris]] og [[Pris]].\n',
    'transcripts/a.md': '[Ja]{#k1 .pris}[^memo-k1]\n\n[^memo-k1]: Om [[pris|prisen]], ikke [[tid]].\n',
    'memos/m.md': '---\nabout: pris\n---\nOm [[pris]], [prisen](../codebook.md#pris) og [[ukjent]]. `[[pris]]`\n',
  };

  it('should follow its id', () => {
    const renamed = withId(linked, 'pris', 'p');
    assert.deepEqual(renamed, {
      'codebook.md': '## Pris {#p}\n\nSe [[tid]].\n\n## Tid\n\nSom [[p]] og [[Pris]].\n',
      'transcripts/a.md': '[Ja]{#k1 .p}[^memo-k1]\n\n[^memo-k1]: Om [[p|prisen]], ikke [[tid]].\n',
      'memos/m.md': '---\nabout: p\n---\nOm [[p]], [prisen](../codebook.md#p) og [[ukjent]]. `[[pris]]`\n',
    });
  });

  it('should follow its name', () => {
    const renamed = withName(linked, 'pris', 'Kostnad');
    assert.equal(renamed['codebook.md'], '## Kostnad\n\nSe [[tid]].\n\n## Tid\n\nSom [[kostnad]] og [[Kostnad]].\n');
    assert.deepEqual(withName(renamed, 'kostnad', 'Pris'), linked);
  });
});

describe('renaming a name', () => {
  it('should change the heading alone where the id is written', () => {
    const renamed = withName(files, 'kostnad', ' Høy *pris* ');
    assert.deepEqual(renamed, {
      ...files,
      'codebook.md': files['codebook.md']?.replace('### Kostnad', '### Høy \\*pris\\*'),
    });
  });

  it('should take along the id that follows from it', () => {
    const renamed = withName(files, 'barrierer', 'Hindringer');
    assert.deepEqual(renamed, {
      ...files,
      'codebook.md':
        '# K\n\n## Hindringer {.theme}\n\n### Kostnad {#kostnad key=k}\n\n## X {parent=kostnad themes="hindringer kostnad"}\n',
      'transcripts/b.md': '**A1:** [Ja]{.hindringer}\r\n',
    });
    assert.deepEqual(withName(renamed, 'hindringer', 'Barrierer'), files);
    assert.deepEqual(withName(files, 'barrierer', 'BARRIERER')['transcripts/b.md'], files['transcripts/b.md']);
  });

  it('should be refused with the reason', () => {
    const study = studyOf(files);
    assert.match(refusal(renameName(study, 'barrierer', 'Kostnad')), /^taken/);
    assert.match(refusal(renameName(study, 'barrierer', ' ')), /^no-name/);
    assert.match(refusal(renameName(study, 'barrierer', '12')), /^no-name/);
    assert.match(refusal(renameName(study, 'ukjent', 'A')), /^not-there/);
  });
});

describe('renaming, whatever the study', () => {
  const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 200) };
  const codes = fc.constantFrom('start', 'price', 'time', 'trust', 'word', 'Time', 'other');
  const fresh = fc.constantFrom('new', 'Ny-kode', 'å_1', 'kosta');

  it('should change no clean text, and give every file back when undone', () => {
    let renamed = 0;
    fc.assert(
      fc.property(studyFiles, codes, fresh, (before, from, to) => {
        const study = studyOf(before);
        const result = renameId(study, from, to);
        if (result.kind === 'refused') {
          fc.pre(result.reason !== 'law' && result.reason !== 'codebook');
          return;
        }
        renamed++;
        const changed = after(before, result);
        const now = studyOf(changed);
        for (const { path, text } of study.transcripts) assert.equal(now.transcript(path)?.text.clean, text.clean);
        assert.deepEqual(
          [...referencesTo(now, from)].filter(({ role }) => role !== 'name'),
          [],
        );
        assert.deepEqual(now.count(to, { aggregate: true }), study.count(from, { aggregate: true }));
        assert.deepEqual(withId(changed, to, from), before);
      }),
      runs,
    );
    assert.ok(renamed > runs.numRuns / 4, `${renamed} renamed`);
  });

  it('should never be refused by law 1', () => {
    fc.assert(
      fc.property(studyFiles, codes, fresh, (before, from, to) => {
        const result = renameId(studyOf(before), from, to);
        assert.ok(result.kind === 'edits' || !['law', 'codebook'].includes(result.reason), refusal(result));
      }),
      runs,
    );
  });

  it('should read as an incremental parse does', () => {
    fc.assert(
      fc.property(studyFiles, codes, fresh, (before, from, to) => {
        const study = studyOf(before);
        const result = renameId(study, from, to);
        if (result.kind === 'refused') return;
        for (const [path, edits] of result.edits) {
          const text = study.transcript(path)?.text;
          if (text === undefined) continue;
          const passages = text.update(edits).passages.map(({ codes: own, quote }) => [own, quote]);
          assert.deepEqual(
            passages,
            CodedText.parse(applyEdits(text.text, edits)).passages.map(({ codes: own, quote }) => [own, quote]),
          );
        }
      }),
      runs,
    );
  });
});
