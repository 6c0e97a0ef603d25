import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { textsOf } from '../../../src/core/pseudonyms/studyTexts.js';
import { formatMessage } from '../../../src/core/text/message.js';
import { withdrawalReport } from '../../../src/core/withdrawal/report.js';
import type { Withdrawn, WithdrawalPlan } from '../../../src/core/withdrawal/types.js';
import { planWithdrawal } from '../../../src/core/withdrawal/withdrawal.js';
import { yamlEntries } from '../../../src/core/withdrawal/yamlRemoval.js';
import { studyOf, transcript as randomTranscript, type Files } from '../study/studies.js';

const codebook =
  '---\nemic: 1\ninterviewers: [I]\n---\n# Kodebok\n\n## Tillit {#tillit}\n\n«Det var dyrt og leit for oss alle», sa en.\n';

interface Outcome {
  readonly plan: WithdrawalPlan;
  readonly files: Files;
}

async function withdraw(files: Files, withdrawn: Withdrawn): Promise<Outcome> {
  const study = studyOf(files);
  const plan = await planWithdrawal(study, withdrawn, Object.keys(files));
  if (plan.kind === 'refused') throw new Error(formatMessage(plan.message));
  const after: Record<string, string> = {};
  for (const [path, text] of Object.entries(files)) {
    if (!plan.deleted.includes(path)) after[path] = plan.texts.get(path) ?? text;
  }
  return { plan, files: after };
}

const b1: Withdrawn = { kind: 'participant', id: 'B1' };
const without = async (text: string, withdrawn: Withdrawn = b1): Promise<string | undefined> =>
  (await withdraw({ 'codebook.md': codebook, 'participants.csv': 'id\nA1\nB1\n', 'transcripts/a.md': text }, withdrawn))
    .files['transcripts/a.md'];

describe('withdrawing a participant', () => {
  for (const [what, before, after] of [
    ['turns', '**A1:** Ja.\n\n**B1:** Nei,\ndet var.\n\nOg så.\n\n**A1:** Hei.\n', '**A1:** Ja.\n\n**A1:** Hei.\n'],
    ['the last turn', '**A1:** Ja.\n\n**B1:** Nei.\n', '**A1:** Ja.\n'],
    [
      'turns with passages in them',
      '**A1:** [Ja]{.x}.\n\n**B1:** [Nei [da]{.y}]{.x}.\n\n**A1:** Hei.\n',
      '**A1:** [Ja]{.x}.\n\n**A1:** Hei.\n',
    ],
    [
      'what a passage has of theirs',
      '**A1:** Ja []{#k1 .x}vel.\n\n**B1:** Nei[]{end=k1} da.\n\n**A1:** Hei.\n',
      '**A1:** Ja [vel.]{#k1 .x}\n\n**A1:** Hei.\n',
    ],
    [
      'what begins with theirs',
      '**B1:** Nei []{#k1 .x}da.\n\n**A1:** Hei[]{end=k1} du.\n',
      '**A1:** [Hei]{#k1 .x} du.\n',
    ],
    [
      'their part of a passage around it',
      '**A1:** Ja []{#k1 .x}vel.\n\n**B1:** Nei.\n\n**A1:** Hei[]{end=k1} du.\n',
      '**A1:** Ja []{#k1 .x}vel.\n\n**A1:** Hei[]{end=k1} du.\n',
    ],
    [
      'memos on their passages',
      '**A1:** [Ja]{#k2 .x}[^memo-k2].\n\n**B1:** [Nei]{#k1 .x}[^memo-k1].\n\n[^memo-k1]: Sier nei.\n\n[^memo-k2]: Sier ja.\n',
      '**A1:** [Ja]{#k2 .x}[^memo-k2].\n\n[^memo-k2]: Sier ja.\n',
    ],
    [
      'what the front matter says of them',
      '---\nparticipants: [A1, B1]\nspeakers:\n  B: B1\n  A: A1\n---\n**A:** Ja.\n\n**B:** Nei.\n',
      '---\nparticipants: [A1]\nspeakers:\n  A: A1\n---\n**A:** Ja.\n',
    ],
    [
      'turns under headings',
      '## Start\n\n**A1:** Ja.\n\n**B1:** Nei.\n\n## Slutt\n\n**A1:** Hei.\n',
      '## Start\n\n**A1:** Ja.\n\n## Slutt\n\n**A1:** Hei.\n',
    ],
    [
      'turns with CR LF',
      '**A1:** Ja.\r\n\r\n**B1:** Nei.\r\n\r\n**A1:** Hei.\r\n',
      '**A1:** Ja.\r\n\r\n**A1:** Hei.\r\n',
    ],
    ['nothing of others', '**A1:** B1 sa det.\n\n**I:** Hva?\n', '**A1:** B1 sa det.\n\n**I:** Hva?\n'],
  ] as const) {
    it(`should remove ${what}`, async () => assert.equal(await without(before), after));
  }

  it('should remove a transcript that is theirs alone, with the questions in it and what it was made of', async () => {
    const { plan, files } = await withdraw(
      {
        'codebook.md': codebook,
        'transcripts/b.md':
          '---\nparticipants: [B1]\nsource: {file: b.docx}\n---\n**I:** Hva skjedde?\n\n**B1:** [Nei]{#k1 .tillit}.\n',
        'transcripts/a.md': '**I:** Hva?\n\n**A1:** Ja.\n',
        'originals/b.docx': '',
        'originals/p.qdpx': '',
      },
      b1,
    );
    assert.deepEqual(plan.deleted, ['originals/b.docx', 'transcripts/b.md']);
    // A project of another program holds the words of many, and no transcript names it.
    assert.deepEqual(
      plan.left.map(({ kind, path }) => [kind, path]),
      [['kept', 'originals/p.qdpx']],
    );
    assert.equal(files['transcripts/a.md'], '**I:** Hva?\n\n**A1:** Ja.\n');
  });

  const study: Files = {
    'codebook.md': codebook,
    'participants.csv': 'id,role\nA1,leder\nb1,bonde\nC1,leder\n',
    'transcripts/a.md':
      '---\nparticipants: [A1, B1]\nmedia: a.mp3\n---\n## Start {#start}\n\n**A1:** Vi trenger penger til dette.\n\n**B1:** [Det var dyrt og leit for oss alle]{#k1 .tillit}, og vi ville aldri gjort det en gang til.\n',
    'media.txt': '',
    'a.mp3': '',
    'memos/om-b1.md': '---\nabout: transcripts/a.md#k1\n---\nNoe.\n',
    'memos/felles.md':
      '---\nabout:\n  - tillit\n  - transcripts/a.md#k1\n---\nSom [hun](../transcripts/a.md#k1) sa: “Det var dyrt […] for oss alle”. B1 tenker. Hun mente og vi ville aldri gjort det en gang til der.\n\n> Det var dyrt og leit for oss alle\n>\n> — B1\n\nVi trenger penger til dette.\n',
    'analysis/framework.md': '# Rammeverk\n\n## Start {#start}\n\n### A1 {of=x}\n\nPenger.\n\n### B1\n\nDyrt.\n',
    'analysis/funn.md':
      '# Funn\n\n```emic\nshow: quotations\ncodes: tillit\n```\n\n<!-- emic:begin -->\n\n> Det var dyrt og leit for oss alle\n\n<!-- emic:end -->\n\nSlutt.\n',
  };

  it('should remove all that repeats their words, and list what a person has to look at', async () => {
    const { plan, files } = await withdraw(study, b1);
    assert.deepEqual(plan.deleted, ['memos/om-b1.md']);
    assert.equal(files['participants.csv'], 'id,role\nA1,leder\nC1,leder\n');
    assert.equal(
      files['transcripts/a.md'],
      '---\nparticipants: [A1]\nmedia: a.mp3\n---\n## Start {#start}\n\n**A1:** Vi trenger penger til dette.\n',
    );
    assert.equal(
      files['memos/felles.md'],
      '---\nabout:\n  - tillit\n---\nSom hun sa: “[…]”. B1 tenker. Hun mente […] der.\n\nVi trenger penger til dette.\n',
    );
    assert.equal(files['analysis/framework.md'], '# Rammeverk\n\n## Start {#start}\n\n### A1 {of=x}\n\nPenger.\n\n');
    assert.match(files['codebook.md'] ?? '', /«\[…\]», sa en/);
    assert.doesNotMatch(JSON.stringify(files), /dyrt|en gang til/);
    assert.match(files['analysis/funn.md'] ?? '', /emic:end -->\n\nSlutt\.\n$/);
    assert.deepEqual(
      plan.left.map(({ kind, path }) => [kind, path]),
      [
        ['original', 'a.mp3'],
        ['mention', 'memos/felles.md'],
      ],
    );
    const kinds = new Set(plan.found.map(({ kind }) => kind));
    for (const kind of [
      'turn',
      'passage',
      'row',
      'front-matter',
      'quotation',
      'summary',
      'link',
      'result',
      'memo-file',
    ])
      assert.ok([...kinds].includes(kind as never), kind);
  });

  it('should make a report with places and none of the words', async () => {
    const { plan } = await withdraw(study, b1);
    const report = withdrawalReport(plan, '2024-03-12', 'git holds.\n', formatMessage);
    assert.match(report, /^# Withdrawal, 2024-03-12\n\n## Removed\n\n- transcripts\/a\.md:9: a turn \(words: 17\)\n/);
    assert.doesNotMatch(report, /dyrt|leit|penger/i);
  });

  it('should refuse where it cannot be known or done', async () => {
    await assert.rejects(withdraw(study, { kind: 'participant', id: 'X9' }), /no participant X9/);
    await assert.rejects(
      withdraw({ ...study, 'transcripts/x.md': '---\nparticipants: [A1, B1]\n---\nNoe ble sagt.\n' }, b1),
      /several participants and no turns/,
    );
    await assert.rejects(
      withdraw({ ...study, 'memos/x.md': '<<<<<<< a\n=======\n>>>>>>> b\n' }, b1),
      /unfinished merge/,
    );
  });
});

describe('withdrawing a passage', () => {
  const passage = (path = 'transcripts/a.md', id = 'k1'): Withdrawn => ({ kind: 'passage', path, id });

  it('should leave a sign where the words stood, and all else', async () => {
    assert.equal(
      await without('**A1:** Ja [det var så]{#k1 .x} der, [sa [vi]{.y}]{.z}.\n', passage()),
      '**A1:** Ja […] der, [sa [vi]{.y}]{.z}.\n',
    );
  });

  it('should leave labels and other passages', async () => {
    assert.equal(
      await without('**A1:** [Ja []{#k1 .x}det var]{.y}.\n\n**B1:** Så[]{end=k1} ja.\n', passage()),
      '**A1:** [Ja]{.y} […]\n\n**B1:** […] ja.\n',
    );
  });

  it('should find one without an id by its place', async () => {
    assert.equal(
      await without('**A1:** Ja [det]{.x} der.\n', { kind: 'passage', path: 'transcripts/a.md', at: 11 }),
      '**A1:** Ja […] der.\n',
    );
    await assert.rejects(without('**A1:** Ja.\n', passage()), /no such passage/);
  });
});

describe('withdrawing from whatever transcript', () => {
  it('should keep the words and codings of all others', async () => {
    const participant = fc.constantFrom('A1', 'A2', 'B1', 'Kari');
    await fc.assert(
      fc.asyncProperty(randomTranscript, participant, async (text, id) => {
        const files = {
          'codebook.md': codebook,
          'participants.csv': 'id\nA1\nA2\nB1\nKari\n',
          'transcripts/a.md': text,
        };
        const study = studyOf(files);
        const plan = await planWithdrawal(study, { kind: 'participant', id }, Object.keys(files));
        if (plan.kind === 'refused' || plan.deleted.length > 0) return;
        const before = study.transcripts[0]!;
        const after = studyOf({ ...files, ...Object.fromEntries(plan.texts) }).transcripts[0]!;
        const said = ({ turns, text: coded }: typeof before): readonly string[] =>
          turns.map(({ label, speech }) => `${label}: ${coded.sliceClean(speech.start, speech.end)}`);
        const others = before.turns.filter(({ speaker }) => speaker.toLowerCase() !== id.toLowerCase());
        const expected = others.map(
          ({ label, speech }) => `${label}: ${before.text.sliceClean(speech.start, speech.end)}`,
        );
        assert.deepEqual(said(after), expected);
        assert.ok(after.turns.every(({ speaker }) => speaker !== id));
        const inOthers = before.passages.filter(({ clean }) =>
          others.some(({ start, end }) => start <= clean.start && clean.end <= end),
        );
        const left = after.passages.map(({ codes, quote }) => JSON.stringify([codes, quote]));
        for (const { codes, quote } of inOthers) {
          // White space that somebody coded by hand goes with the line that it stood on.
          if (quote.trim() !== '') assert.ok(left.includes(JSON.stringify([codes, quote])), quote);
        }
        assert.equal(CodedText.parse(after.text.text).clean, after.text.clean);
        assert.ok(textsOf(study).has('transcripts/a.md'));
      }),
      { numRuns: Number(process.env.EMIC_RUNS ?? 100) * 3 },
    );
  });
});

describe('entries of YAML', () => {
  const rest = (yaml: string, key = 'k'): string => {
    let text = yaml;
    for (const { start, end } of [...yamlEntries(yaml, key, (value) => value === 'b')].reverse())
      text = text.slice(0, start) + text.slice(end);
    return text;
  };
  for (const [before, after] of [
    ['k: [a, b, c]\n', 'k: [a, c]\n'],
    ['k: [b, b, c]\n', 'k: [c]\n'],
    ['k: [a, b]\n', 'k: [a]\n'],
    ['x: 1\nk: [b]\ny: 2\n', 'x: 1\ny: 2\n'],
    ['k: b\ny: 2\n', 'y: 2\n'],
    ['k:\n  - a\n  - b\n', 'k:\n  - a\n'],
    ['k:\n  - b\ny: 2\n', 'y: 2\n'],
    ['k: {x: a, y: b}\n', 'k: {x: a}\n'],
    ['k:\n  x: b\n  y: a\n', 'k:\n  y: a\n'],
    ['k: a, b, c\n', 'k: a, c\n'],
    ['k: b; c\n', 'k: c\n'],
    ['k: [a\n', 'k: [a\n'],
    ['j: [b]\n', 'j: [b]\n'],
  ] as const) {
    it(`should go from ${JSON.stringify(before)}`, () => assert.equal(rest(before), after));
  }
});
