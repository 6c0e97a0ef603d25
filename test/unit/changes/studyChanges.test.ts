import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isEmpty, studyChanges } from '../../../src/core/changes/studyChanges.js';
import type { Coding, CodingChange, StudyChanges } from '../../../src/core/changes/types.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { Study } from '../../../src/core/study/study.js';
import { runs } from '../markdown/generators.js';
import { edited, history } from '../merge/histories.js';

const codebook =
  '# Codebook\n\n## Trust {#trust}\n\nThat one relies on others.\n\n## Cost {#cost}\n\nThat it is dear.\n';

interface Files {
  readonly codebook?: string;
  readonly participants?: string;
  readonly documents?: Readonly<Record<string, string>>;
  readonly notes?: Readonly<Record<string, string>>;
}

function study(files: Files | string): Study {
  const { documents, notes, ...rest }: Files = typeof files === 'string' ? { documents: { 'a.md': files } } : files;
  const parsed = (texts: Readonly<Record<string, string>> = {}): (readonly [string, CodedText])[] =>
    Object.entries(texts).map(([path, text]) => [path, CodedText.parse(text)]);
  return Study.create({
    codebook: rest.codebook ?? codebook,
    participants: rest.participants,
    documents: parsed(documents),
    notes: parsed(notes),
  });
}

const said = ({ code, passage }: Coding): string => {
  const facts = Object.entries(passage.attributes).map(([key, value]) => ` ${key}=${value}`);
  return `${code}${facts.join('')} "${passage.quote}"`;
};

function sayCoding(change: CodingChange): string {
  switch (change.kind) {
    case 'added':
      return `+ ${said(change.after)}`;
    case 'removed':
      return `- ${said(change.before)}`;
    default:
      return `${change.kind} ${said(change.before)} > ${said(change.after)}`;
  }
}

function codings(before: Files | string, after: Files | string): readonly string[] {
  return studyChanges(study(before), study(after)).documents.flatMap((document) => document.codings.map(sayCoding));
}

describe('what changed between two states of a study', () => {
  it('should be a coding that was added, and one that was removed', () => {
    assert.deepEqual(codings('We [rely]{.trust} on them.', 'We rely on [them]{.cost}.'), [
      '- trust "rely"',
      '+ cost "them"',
    ]);
  });

  it('should be a coding with other words', () => {
    assert.deepEqual(codings('We [rely]{.trust} on them.', 'We [rely on them]{.trust}.'), [
      'resized trust "rely" > trust "rely on them"',
    ]);
  });

  it('should be a coding with another code, coder or stance', () => {
    assert.deepEqual(codings('We [rely]{.trust}.', 'We [rely]{.cost}.'), ['recoded trust "rely" > cost "rely"']);
    assert.deepEqual(codings('We [rely]{.trust by=kn}.', 'We [rely]{.trust by=kn stance=contra}.'), [
      'recoded trust by=kn "rely" > trust by=kn stance=contra "rely"',
    ]);
  });

  it('should be no coding where marks are only written otherwise', () => {
    assert.deepEqual(codings('We [rely]{.trust .cost}.', 'We [[rely]{.cost}]{#k1 .trust}.'), []);
    assert.deepEqual(codings('We [rely]{.trust}.', 'We []{#k2 .trust}rely[]{end=k2}.'), []);
  });

  it('should be a code that was put on a coded passage, alone', () => {
    assert.deepEqual(codings('We [rely]{.trust}.', 'We [rely]{.trust .cost}.'), ['+ cost "rely"']);
  });

  it('should be no coding where words were corrected in it, at its edges, or all of it', () => {
    for (const [before, after] of [
      ['We [rely on thme all]{.trust}.', 'We [rely on them all]{.trust}.'],
      ['We [rely on thme]{.trust} now.', 'We [rely on them]{.trust} now.'],
      ['We [rley]{.trust} on.', 'We [rely]{.trust} on.'],
      ['We [no]{.trust} on.', 'We [yes]{.trust} on.'],
      ['So we [rley]{.trust} onn them.', 'So we [rely]{.trust} on them.'],
      ['We [rely]{.trust} on.', 'Now, indeed, we [rely]{.trust} on.'],
    ]) {
      assert.deepEqual(codings(before!, after!), [], before);
      assert.deepEqual(codings(after!, before!), [], `${before!}, back`);
    }
  });

  it('should tell the words that were changed, with what they were', () => {
    const [document] = studyChanges(
      study('We [rley]{.trust} on them.\n'),
      study('We [rely]{.trust} on them.\n'),
    ).documents;
    assert.deepEqual(
      document?.texts.map(({ was, now }) => [was, now]),
      [['rley', 'rely']],
    );
  });

  it('should be no coding where its paragraph was moved', () => {
    const paragraphs = ['One [rely]{.trust} one.', 'Two and more words.', 'Three and still more words.'];
    assert.deepEqual(codings(paragraphs.join('\n\n'), [...paragraphs.slice(1), paragraphs[0]!].join('\n\n')), []);
  });

  it('should know a coding again by its id', () => {
    assert.deepEqual(codings('[Rely]{#k1 .trust} on them now.', 'Rely on them [now]{#k1 .trust}.'), [
      'resized trust "Rely" > trust "now"',
    ]);
  });

  it('should know a transcript again that was renamed, and corrected at the same time', () => {
    const text = 'We [rely]{.trust} on.\n\nAnd so it goes.\n\nTo the end.\n';
    const changes = studyChanges(
      study({ documents: { 'a.md': text, 'c.md': 'Other.\n' } }),
      study({ documents: { 'Møte b.md': text.replace('so', 'thus'), 'c.md': 'Other.\n' } }),
    );
    assert.deepEqual(
      changes.documents.map(({ before, after, codings: all, texts }) => [before?.path, after?.path, all, texts.length]),
      [['a.md', 'Møte b.md', [], 1]],
    );
  });

  it('should list all codings of a transcript that is new', () => {
    assert.deepEqual(codings({ documents: {} }, '[[One]{.trust} two]{.cost .trust}'), [
      '+ cost "One two"',
      '+ trust "One two"',
      '+ trust "One"',
    ]);
  });

  it('should be the name of a code, and no coding, where a code has another id', () => {
    const changes = studyChanges(
      study('We [rely]{.trust} on.'),
      study({
        codebook: codebook.replace('Trust {#trust}', 'Reliance {#reliance}'),
        documents: { 'a.md': 'We [rely]{.reliance} on.' },
      }),
    );
    assert.deepEqual([changes.codebook.map(({ kind }) => kind), changes.documents], [['renamed'], []]);
  });

  it('should be the name of a code that is known again only by its passages', () => {
    const other = codebook.replace(
      'Trust {#trust}\n\nThat one relies on others.',
      'Faith {#faith}\n\nQuite another one.',
    );
    const more = `${other}\n## Time {#time}\n`;
    const changes = studyChanges(
      study('We [rely]{.trust} on [them]{.trust}.'),
      study({ codebook: more, documents: { 'a.md': 'We [rely]{.faith} on [them]{.faith}.' } }),
    );
    assert.deepEqual(
      [changes.codebook.map(({ kind }) => kind).sort(), changes.documents],
      [['born', 'redefined', 'renamed'], []],
    );
  });

  it('should be memos that were written, changed and removed', () => {
    const memo = (id: string, text: string): string => `\n\n[^memo-${id}]: ${text}`;
    const changes = studyChanges(
      study(`[One]{#k1 .trust}[^memo-k1] [two]{#k2 .trust}[^memo-k2].${memo('k1', 'First.')}${memo('k2', 'Second.')}`),
      study(
        `[One]{#k1 .trust}[^memo-k1] [two]{#k2 .trust} [three]{#k3 .trust}[^memo-k3].${memo('k1', 'Changed.')}${memo('k3', 'Third.')}`.replace(
          ' [three]',
          ' [three]',
        ),
      ),
    );
    assert.deepEqual(
      changes.documents.flatMap(({ memos }) =>
        memos.map(({ kind, before, after }) => [kind, before?.memo, after?.memo]),
      ),
      [
        ['changed', 'First.', 'Changed.'],
        ['removed', 'Second.', undefined],
        ['added', undefined, 'Third.'],
      ],
    );
  });

  it('should be participants, notes and settings', () => {
    const changes = studyChanges(
      study({ participants: 'id,role\nA1,mayor\nA2,nurse\n', notes: { 'memos/a.md': 'One', 'memos/b.md': 'Two' } }),
      study({
        codebook: `---\nlanguage: nb\n---\n${codebook}`,
        participants: 'id,role,age\na1,clerk,\nA3,nurse,41\n',
        notes: { 'memos/a.md': 'Other', 'memos/c.md': 'Two' },
      }),
    );
    assert.deepEqual(changes.participants, [
      { kind: 'changed', id: 'a1', attributes: [{ name: 'role', was: 'mayor', now: 'clerk' }] },
      {
        kind: 'added',
        id: 'A3',
        attributes: [
          { name: 'role', was: '', now: 'nurse' },
          { name: 'age', was: '', now: '41' },
        ],
      },
      { kind: 'removed', id: 'A2', attributes: [{ name: 'role', was: 'nurse', now: '' }] },
    ]);
    assert.deepEqual(
      changes.notes.map(({ kind, path }) => `${kind} ${path}`),
      ['changed memos/a.md', 'removed memos/b.md', 'added memos/c.md'],
    );
    assert.deepEqual([changes.hasOtherSettings, changes.codebook, changes.documents], [true, [], []]);
  });

  const texts = fc.constantFrom(
    '**A1:** One two three four five.\n\n**B:** Six seven eight.\n\nNine ten.\n',
    'Ett [to tre]{#k1 .x}[^memo-k1] fire [fem]{.y by=kn}.\n\nSeks [sju [åtte]{.z} ni]{.x}.\n\n[^memo-k1]: Hm.\n',
  );
  const histories = fc.tuple(texts, history, history).map(([text, one, other]) => {
    const before = edited(text, one, 'a');
    return [before, edited(before, other, 'b')] as const;
  });

  it('should be nothing from a state to itself', () => {
    fc.assert(
      fc.property(histories, ([text]) => assert.ok(isEmpty(studyChanges(study(text), study(text))))),
      runs(),
    );
  });

  it('should be the reverse on the way back', () => {
    const summed = ({ documents }: StudyChanges, way: 'there' | 'back'): readonly string[] =>
      documents
        .flatMap(({ codings: all, memos, texts: words }) => [
          ...all.map(({ kind, before, after }) => {
            const sides = [before, after].map((one) => (one === undefined ? '' : said(one)));
            return [kind, ...(way === 'there' ? sides : sides.reverse())].join('|');
          }),
          ...memos.map(({ kind, before, after }) => {
            const sides = [before?.memo, after?.memo].map(String);
            return [kind, ...(way === 'there' ? sides : sides.reverse())].join('|');
          }),
          ...words.map(({ was, now }) => (way === 'there' ? [was, now] : [now, was]).join('|')),
        ])
        .map((text) =>
          way === 'there' ? text : text.replace(/^(added|removed)/, (kind) => (kind === 'added' ? 'removed' : 'added')),
        )
        .sort();
    fc.assert(
      fc.property(histories, ([one, other]) => {
        const [a, b] = [study(one), study(other)];
        assert.deepEqual(summed(studyChanges(b, a), 'back'), summed(studyChanges(a, b), 'there'));
      }),
      runs(),
    );
  });

  it('should hold every coding that is in one state only, once, and none that is in both', () => {
    fc.assert(
      fc.property(histories, ([one, other]) => {
        const [a, b] = [study(one), study(other)];
        const [document] = studyChanges(a, b).documents;
        const all = document?.codings ?? [];
        const listed = (side: 'before' | 'after'): string[] =>
          all
            .flatMap((change) => change[side] ?? [])
            .map(({ passage, code }) => `${String([...a.passages, ...b.passages].indexOf(passage))} ${code}`);
        for (const side of ['before', 'after'] as const)
          assert.equal(new Set(listed(side)).size, listed(side).length, 'once');
        // By their words alone, as far as these tell codings apart.
        const count = (codes: readonly string[]): Map<string, number> => {
          const counts = new Map<string, number>();
          for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
          return counts;
        };
        const codesOf = ({ passages }: Study): string[] =>
          passages.flatMap((passage) =>
            [...new Set(passage.codes)].map(
              (code) => `${code} ${JSON.stringify(Object.entries(passage.attributes).sort())}`,
            ),
          );
        const [inA, inB] = [count(codesOf(a)), count(codesOf(b))];
        const of = (coding: Coding): string =>
          `${coding.code} ${JSON.stringify(Object.entries(coding.passage.attributes).sort())}`;
        for (const { before, after } of all) {
          if (before !== undefined) inA.set(of(before), (inA.get(of(before)) ?? 0) - 1);
          if (after !== undefined) inB.set(of(after), (inB.get(of(after)) ?? 0) - 1);
        }
        const left = (counts: Map<string, number>): unknown => [...counts].filter(([, n]) => n !== 0).sort();
        assert.deepEqual(left(inA), left(inB), 'what is in no change is in both');
      }),
      runs(),
    );
  });
});
