import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { buildIndex } from '../../../src/core/study/codeIndex.js';
import { formatIndex } from '../../../src/core/study/formatIndex.js';
import { type Study } from '../../../src/core/study/study.js';
import { document } from '../documents.js';
import * as studies from './studies.js';

const runs = Number(process.env.EMIC_RUNS ?? 200);

/** All that a study tells, as plain data. */
async function told(study: Study): Promise<unknown> {
  return {
    index: formatIndex(await buildIndex(study)),
    problems: study.allProblems.map(({ path, start, end, rule }) => `${path} ${start} ${end} ${rule}`),
    guide: study.guide,
    people: study.people,
    uncatalogued: study.uncataloguedCodes,
    files: study.files,
  };
}

describe('a study', () => {
  const study = studies.studyOf(studies.readFiles(studies.samskaping));

  it('should count the passages, documents and people of each code', () => {
    const rows = [...study.codebook.codes.map(({ id }) => id), 'Ordhold', 'nowhere'].map((id) => {
      const { passages, documents, participants } = study.count(id);
      return [id, passages, documents, participants];
    });
    assert.deepEqual(rows, [
      ['barrierer', 1, 1, 1],
      ['kostnad', 4, 2, 3],
      ['tid', 2, 2, 1],
      ['tillit', 1, 1, 2],
      ['ord', 1, 1, 1],
      ['Ordhold', 1, 1, 1],
      ['nowhere', 0, 0, 0],
    ]);
  });

  it('should count a theme with all that counts for it, each passage once', () => {
    assert.deepEqual(study.count('barrierer', { aggregate: true }), { passages: 7, documents: 3, participants: 3 });
    assert.deepEqual(study.count('tillit', { aggregate: true }), { passages: 4, documents: 3, participants: 3 });
  });

  it('should give a theme the passages of codes that name it in `themes`', () => {
    const quotes = study.passagesOf('tillit', { aggregate: true }).map(({ quote }) => quote);
    assert.deepEqual(quotes, [
      'lang tid',
      'Vi stolte på ham.\n\n**A3:** Ja, det gjorde vi.',
      'Han holdt ord',
      'Ferga gikk',
    ]);
  });

  it('should list codes that the codebook lacks', () => {
    assert.deepEqual(study.uncataloguedCodes, ['Ordhold']);
  });

  it('should list people in the order of the table, and say who has no transcript', () => {
    assert.deepEqual(
      study.people.map(({ id, hasTranscript }) => [id, hasTranscript]),
      [
        ['A1', true],
        ['A2', true],
        ['A3', true],
        ['A4', false],
      ],
    );
  });

  it('should list people whom the table lacks after the others, by id, and leave interviewers out', () => {
    const other = studies.studyOf({
      'codebook.md': '---\ninterviewers: [Intervjuer, KN]\n---\n',
      'participants.csv': 'id\nB1\nKN\nA1\n',
      'transcripts/x.md': '**Intervjuer:** Hva?\n\n**Åse:** Ja.\n\n**Kari:** Nei.\n\n**A1:** Jo.\n',
    });
    assert.deepEqual(
      other.people.map(({ id }) => id),
      ['B1', 'A1', 'Kari', 'Åse'],
    );
  });

  it('should put the sections of all documents together', () => {
    assert.deepEqual(
      study.guide.map(({ key, text, parent, level }) => [key, text, parent, level]),
      [
        ['start', 'Start', undefined, 0],
        ['penger', 'Penger', 'start', 1],
        ['Slutt', 'Slutt', undefined, 0],
      ],
    );
  });

  it('should give a section the place that its first document gives it', () => {
    const other = studies.studyOf({
      'transcripts/a.md': '## A {#a}\n\n## B {#b}\n',
      'transcripts/b.md': '## A {#a}\n\n### New {#n}\n\n## B {#b}\n\n### A {#a}\n',
    });
    assert.deepEqual(
      other.guide.map(({ key, parent }) => [key, parent]),
      [
        ['a', undefined],
        ['n', 'a'],
        ['b', undefined],
      ],
    );
  });

  it('should have paths in NFC and in the order of their code units', () => {
    const other = studies.studyOf({
      'transcripts/b.md': 'b',
      'transcripts/A\u030a.md': 'a',
      'transcripts/a/b.md': 'c',
      'transcripts/B.md': 'd',
    });
    assert.deepEqual(
      other.transcripts.map(({ path }) => path),
      ['transcripts/B.md', 'transcripts/a/b.md', 'transcripts/b.md', 'transcripts/\u00c5.md'],
    );
    assert.equal(other.transcript('transcripts/A\u030a.md')?.path, 'transcripts/\u00c5.md');
  });

  it('should keep what a change does not touch', () => {
    const changed = study.withDocument('transcripts/note.md', CodedText.parse('Ny.\n'));
    assert.equal(changed.transcript('transcripts/a1.md'), study.transcript('transcripts/a1.md'));
    const described = study.withCodebook(
      studies.readFiles(studies.samskaping)['codebook.md']?.replace('bare penger', 'kroner'),
    );
    assert.equal(described.transcript('transcripts/a1.md'), study.transcript('transcripts/a1.md'));
    assert.notEqual(described, study);
  });

  it('should be itself where nothing changes', () => {
    const files = studies.readFiles(studies.samskaping);
    assert.equal(study.withCodebook(files['codebook.md']), study);
    assert.equal(study.withParticipants(files['participants.csv']), study);
    assert.equal(study.withDocument('transcripts/none.md', undefined), study);
    assert.equal(study.withDocument('transcripts/a1.md', study.transcript('transcripts/a1.md')?.text), study);
  });

  it('should read labels anew where the interviewers or the participants change', () => {
    const asked = study.withCodebook('---\ninterviewers: []\n---\n');
    assert.deepEqual(asked.transcript('transcripts/a1.md')?.participants, ['Intervjuer', 'A1']);
    assert.equal(asked.transcript('transcripts/a1.md')?.text, study.transcript('transcripts/a1.md')?.text);
  });

  it('should report a file that cannot be read, and forget what it held', () => {
    const broken = study.withUnreadable('transcripts/a1.md', 'not-utf-8');
    assert.equal(broken.transcript('transcripts/a1.md'), undefined);
    assert.deepEqual(
      broken.problems('transcripts/a1.md').map(({ rule }) => rule),
      ['not-utf-8'],
    );
    const mended = broken.withDocument('transcripts/a1.md', study.transcript('transcripts/a1.md')?.text);
    assert.deepEqual(mended.problems('transcripts/a1.md'), []);
    assert.deepEqual(mended.count('kostnad'), study.count('kostnad'));
  });

  it('should know no code where the codebook cannot be read, and say so once', () => {
    const broken = study.withUnreadable('codebook.md', 'not-utf-8');
    assert.deepEqual(
      broken.allProblems.map(({ path, rule }) => [path, rule]),
      [['codebook.md', 'not-utf-8']],
    );
    assert.equal(broken.count('kostnad').passages, 4);
  });

  it('should do without a participants’ table that cannot be read', () => {
    const broken = study.withUnreadable('participants.csv', 'cannot-read');
    assert.deepEqual(
      broken.people.map(({ id }) => id),
      ['A1', 'A2', 'A3'],
    );
    assert.deepEqual(
      broken.problems('participants.csv').map(({ rule }) => rule),
      ['cannot-read'],
    );
  });

  it('should tell the same whatever the order in which its documents come', async () => {
    await fc.assert(
      fc.asyncProperty(studies.studyFiles, fc.infiniteStream(fc.nat()), async (files, numbers) => {
        const shuffled = Object.entries(files)
          .map((entry) => ({ entry, at: numbers.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry);
        assert.deepEqual(await told(studies.studyOf(Object.fromEntries(shuffled))), await told(studies.studyOf(files)));
      }),
      { numRuns: runs },
    );
  });

  it('should tell after changes what a study made anew tells', async () => {
    const change = fc.oneof(
      fc.record({ path: studies.transcriptPath, text: fc.option(studies.transcript, { nil: undefined }) }),
      fc.record({ path: fc.constant('codebook.md'), text: studies.codebook }),
      fc.record({ path: fc.constant('participants.csv'), text: fc.option(studies.participants, { nil: undefined }) }),
    );
    const step = fc.record({ change, ask: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(studies.studyFiles, fc.array(step, { maxLength: 6 }), async (files, steps) => {
        let study = studies.studyOf(files);
        const now: Record<string, string | undefined> = { ...files };
        for (const {
          change: { path, text },
          ask,
        } of steps) {
          // Counts that were asked for before are carried over, others are summed anew: both ways must agree.
          if (ask) await told(study);
          now[path] = text;
          if (path === 'codebook.md') study = study.withCodebook(text);
          else if (path === 'participants.csv') study = study.withParticipants(text);
          else study = study.withDocument(path, text === undefined ? undefined : CodedText.parse(text));
        }
        const left = Object.fromEntries(
          Object.entries(now).filter((entry): entry is [string, string] => entry[1] !== undefined),
        );
        assert.deepEqual(await told(study), await told(studies.studyOf(left)));
      }),
      { numRuns: runs },
    );
  });

  it('should count what it lists', () => {
    fc.assert(
      fc.property(studies.studyFiles, (files) => {
        const any = studies.studyOf(files);
        for (const code of [...any.codebook.codes.map(({ id }) => id), ...any.uncataloguedCodes]) {
          for (const aggregate of [false, true]) {
            const passages = any.passagesOf(code, { aggregate });
            const people = new Set(passages.flatMap((passage) => any.peopleIn(passage)));
            assert.deepEqual(any.count(code, { aggregate }), {
              passages: passages.length,
              documents: new Set(passages.map(({ document }) => document)).size,
              participants: people.size,
            });
            assert.deepEqual([...any.peopleOfCode(code, { aggregate })].sort(), [...people].sort());
          }
        }
      }),
      { numRuns: runs },
    );
  });

  it('should make something of whatever its files hold, and point at problems inside them', async () => {
    await fc.assert(
      fc.asyncProperty(document, document, fc.oneof(document, fc.string()), async (book, text, table) => {
        const files: studies.Files = { 'codebook.md': book, 'participants.csv': table, 'transcripts/a.md': text };
        const any = studies.studyOf(files);
        await told(any);
        for (const { path, start, end, message } of any.allProblems) {
          assert.ok(start >= 0 && start <= end && end <= (files[path]?.length ?? 0), `${path} ${start} ${end}`);
          assert.notEqual(message.template, '');
        }
      }),
      { numRuns: runs },
    );
  });
});
