import assert from 'node:assert/strict';
import fs from 'node:fs';
import { formatMessage } from '../../../src/core/text/message.js';
import { findConflicts } from '../../../src/core/text/conflicts.js';
import { rules, type Problem, type Rule } from '../../../src/core/study/problem.js';
import { studyOf, type Files } from './studies.js';

interface DescribedRule {
  readonly name: string;
  readonly part: string;
  readonly severity: string;
  readonly example: string;
}

/** The rules as docs/problems.md describes them. */
function describedRules(): readonly DescribedRule[] {
  const parts = fs.readFileSync('docs/problems.md', 'utf8').split(/^## /m).slice(1);
  return parts.flatMap((part) => {
    const [title = '', ...sections] = part.split(/^### /m);
    return sections.map((section) => ({
      name: /^\S+/.exec(section)?.[0] ?? '',
      part: title.trim(),
      severity: /^(Error|Warning|Info)\./m.exec(section)?.[1]?.toLowerCase() ?? '',
      example: (/(?:^ {4}.*\n+)+/m.exec(section)?.[0] ?? '').trimEnd().replace(/^ {4}/gm, ''),
    }));
  });
}

const codebook = '## Kostnad {#kostnad}\n\n## Barriere {#barriere}\n';
const table = 'id,role,place\nA1,leader,Oslo\n';

/** A study in which the example of a rule stands where its part says. */
function studyWith({ name, part, example }: DescribedRule): Files {
  const document = 'transcripts/a.md';
  switch (part) {
    case 'The codebook':
      return { 'codebook.md': `${example}\n`, [document]: 'Ja.\n' };
    case "The participants' table":
      return { 'codebook.md': codebook, 'participants.csv': `id,role\n${example}\n`, [document]: 'Ja.\n' };
    case 'Participants and speakers':
      return {
        'codebook.md': codebook,
        'participants.csv': table,
        [document]: name === 'unknown-participant' ? `---\n${example}\n---\n` : `${example}\n`,
      };
    case 'Links':
      return { 'codebook.md': codebook, [document]: 'Ja.\n', 'memos/m.md': `${example}\n` };
    case 'Files':
      return { 'codebook.md': codebook, [document]: `${example}\n` };
    default:
      return { 'codebook.md': codebook, [document]: `Ja.\n\n${example}\n` };
  }
}

function only(files: Files, rule: Rule): Problem {
  const found = studyOf(files).allProblems.filter((each) => each.rule === rule);
  assert.equal(found.length, 1, `${rule}: ${found.length}`);
  return found[0]!;
}

/** The text that a problem points at. */
function pointedAt(files: Files, { path, start, end }: Problem): string {
  return files[path]!.slice(start, end);
}

describe('problems', () => {
  const described = describedRules();

  it('should all be described, with their severity', () => {
    assert.deepEqual(Object.fromEntries(described.map(({ name, severity }) => [name, severity])), { ...rules });
  });

  const onDisk = ['not-utf-8', 'cannot-read', 'no-transcripts', 'missing-codebook'];
  const byKey = ['real-name', 'not-looked-through'];
  for (const rule of described.filter(({ name }) => ![...onDisk, ...byKey].includes(name))) {
    it(`should find ${rule.name} in its example`, () => {
      const files = studyWith(rule);
      const found = studyOf(files).allProblems;
      assert.ok(
        found.some(({ rule: name }) => name === rule.name),
        `found ${found.map(({ rule: name, message }) => `${name}: ${formatMessage(message)}`).join('; ') || 'nothing'}`,
      );
    });
  }

  it('should be none in a transcript as it should be', () => {
    const files = {
      'codebook.md': `---\ninterviewers: [Intervjuer]\n---\n${codebook}`,
      'participants.csv': table,
      'transcripts/a.md': [
        '---\nparticipants: [A1]\n---\n# A1',
        '**Intervjuer:** Hva er 5 < 6? [navn], [x](y){.z}, [00:12:03]',
        '**A1:** [Det [ble]{.barriere} dyrt]{.kostnad by=kn}. []{#r .kostnad}Ja.',
        '**A1:** Nei.[]{end=r}[^memo-r]',
        '[^memo-r]: Hun nøler.',
      ].join('\n\n'),
    };
    assert.deepEqual(studyOf(files).allProblems, []);
  });

  it('should name a known code that an unknown one resembles', () => {
    const files = {
      'codebook.md': '## Målgruppe {#målgruppe}\n',
      'transcripts/a.md': 'a [b]{.Malgruppe} c [d]{.helt-annet}\n',
    };
    const similar = only(files, 'similar-codes');
    assert.equal(pointedAt(files, similar), '.Malgruppe');
    assert.deepEqual(similar.message.args, ['Malgruppe', 'målgruppe']);
    assert.equal(pointedAt(files, only(files, 'unknown-code')), '.helt-annet');
  });

  it('should point at the unknown code of a range where it begins', () => {
    const files = { 'codebook.md': codebook, 'transcripts/a.md': '[]{#r .kostnad .prisen}En\n\nto[]{end=r}\n' };
    assert.equal(pointedAt(files, only(files, 'unknown-code')), '.prisen');
  });

  it('should report an unknown code once where a study has no codebook, as the missing codebook', () => {
    const study = studyOf({ 'transcripts/a.md': '[b]{.c}\n' });
    assert.deepEqual(
      study.allProblems.map(({ rule }) => rule),
      ['missing-codebook'],
    );
  });

  it('should say so when a study has no transcripts', () => {
    const { message, path } = only({ 'codebook.md': codebook }, 'no-transcripts');
    assert.equal(path, 'codebook.md');
    assert.match(formatMessage(message), /transcripts\/\*\*\/\*\.md/);
  });

  describe('of lines that other tools take for the address of a link', () => {
    const found = (text: string): readonly string[] => {
      const files = { 'codebook.md': codebook, 'transcripts/a.md': text };
      return studyOf(files)
        .problems('transcripts/a.md')
        .filter(({ rule }) => rule === 'link-definition')
        .map((each) => pointedAt(files, each));
    };

    it('should be found at the start of a paragraph', () => {
      assert.deepEqual(found('[A1]: Ja\n\n[A2]: "Nei"\n'), ['[A1]: Ja', '[A2]: "Nei"']);
    });
    it('should be found one below the other', () =>
      assert.deepEqual(found('[A1]: Ja\n[A2]: Nei\nOg så.\n'), ['[A1]: Ja', '[A2]: Nei']));
    it('should be found where a word is coded', () => assert.deepEqual(found('[A1]: [Ja]{.kostnad}\n'), ['[A1]: [Ja']));
    it('should be found in a quote', () => assert.deepEqual(found('> [A1]: Ja\n'), ['[A1]: Ja']));
    it('should not be found where more is said', () => assert.deepEqual(found('[A1]: Ja, det var dyrt\n'), []));
    it('should not be found within a paragraph', () => assert.deepEqual(found('Og så\n[A1]: Ja\n'), []));
    it('should not be found in footnotes and code', () =>
      assert.deepEqual(found('[^1]: Ja\n\n`[A1]: Ja`\n\n```\n[A1]: Ja\n```\n'), []));
    it('should not be found in headings', () => assert.deepEqual(found('# [A1]: Ja\n'), []));
  });

  describe('of merges', () => {
    const places = (text: string): readonly string[] =>
      findConflicts(text).map(({ start, end }) => text.slice(start, end));
    const conflict = '<<<<<<< HEAD\nen\n=======\nto\n>>>>>>> theirs';

    it('should find each conflict from its first to its last line', () => {
      assert.deepEqual(places(`a\n${conflict}\nb\n${conflict}\n`), [conflict, conflict]);
    });
    it('should find the middle of three versions', () => {
      const three = '<<<<<<< a\n1\n||||||| b\n2\n=======\n3\n>>>>>>> c';
      assert.deepEqual(places(three), [three]);
    });
    it('should find them with CR LF', () => {
      const windows = conflict.replaceAll('\n', '\r\n');
      assert.deepEqual(places(`a\r\n${windows}\r\nb`), [windows]);
    });
    it('should find a marker that was left alone', () => {
      assert.deepEqual(places('a\n<<<<<<< HEAD\nb\n'), ['<<<<<<< HEAD']);
      assert.deepEqual(places('a\n>>>>>>> theirs\nb\n'), ['>>>>>>> theirs']);
    });
    it('should leave a heading’s line of signs alone', () => assert.deepEqual(places('Tittel\n=======\n'), []));
    it('should leave signs within a line alone', () => assert.deepEqual(places('a <<<<<<< b\n>>>>>>>>\n'), []));

    it('should report them in the codebook and the participants’ table too', () => {
      const study = studyOf({
        'codebook.md': `${codebook}\n${conflict}\n`,
        'participants.csv': `id\n${conflict}\n`,
        'transcripts/a.md': `${conflict}\n`,
      });
      const paths = study.allProblems.filter(({ rule }) => rule === 'conflict-markers').map(({ path }) => path);
      assert.deepEqual(paths, ['codebook.md', 'participants.csv', 'transcripts/a.md']);
    });

    it('should tell of nothing else between their markers, where all stands twice', () => {
      const study = studyOf({
        'codebook.md': codebook,
        'transcripts/a.md':
          '[en]{.no}\n\n<<<<<<< HEAD\n[to]{#k1 .no}\n=======\n[tre]{#k1 .no}\n>>>>>>> theirs\n\n[fire]{.no}\n',
      });
      assert.deepEqual(
        study.allProblems.map(({ start, rule }) => `${start} ${rule}`),
        ['5 unknown-code', '11 conflict-markers', '84 unknown-code'],
      );
    });
  });

  it('should come in the order of files and places', () => {
    const study = studyOf({
      'codebook.md': '## 1\n\n## A {#a parent=none}\n',
      'transcripts/b.md': '[x]{.no} []{end=q}\n',
      'transcripts/a.md': '[x]{.no}\n\n[^memo-m]: Ja.\n',
    });
    assert.deepEqual(
      study.allProblems.map(({ path, rule }) => `${path} ${rule}`),
      [
        'codebook.md no-id',
        'codebook.md unknown-parent',
        'transcripts/a.md unknown-code',
        'transcripts/a.md memo-without-reference',
        'transcripts/b.md unknown-code',
        'transcripts/b.md orphan-end',
      ],
    );
  });
});
