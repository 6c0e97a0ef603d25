import fs from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { noteKindAt } from '../../../src/core/notes/noteFiles.js';
import { Study } from '../../../src/core/study/study.js';

/** A study's files by their paths. */
export type Files = Readonly<Record<string, string>>;

/** The study that files make. */
export function studyOf(files: Files): Study {
  const { 'codebook.md': codebook, 'participants.csv': participants, ...others } = files;
  const texts = Object.entries(others).map(([file, text]) => [file, CodedText.parse(text)] as const);
  return Study.create({
    codebook,
    participants,
    documents: texts.filter(([file]) => noteKindAt(file) === undefined),
    notes: texts.filter(([file]) => noteKindAt(file) !== undefined),
  });
}

/** The files of a study in test/fixtures/studies, or elsewhere. */
export function readFiles(folder: string): Files {
  const files: Record<string, string> = {};
  for (const file of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const inStudy = file.replaceAll('\\', '/');
    if (inStudy === 'codebook.md' || inStudy === 'participants.csv' || /^transcripts\/.*\.md$/.test(inStudy)) {
      files[inStudy] = fs.readFileSync(path.join(folder, file), 'utf8');
    }
  }
  return files;
}

export const fixtures = 'test/fixtures/studies';
export const samskaping = path.join(fixtures, 'samskaping');

export function expected(name: string): string {
  return fs.readFileSync(path.join(samskaping, 'expected', name), 'utf8');
}

const codes = ['start', 'price', 'time', 'trust', 'word', 'Time', 'other'];
const people = ['A1', 'A2', 'B1', 'Kari'];

const passage = fc
  .tuple(
    fc.subarray(codes, { minLength: 1, maxLength: 3 }),
    fc.boolean(),
    fc.constantFrom('dyrt', 'lang tid', 'ja, jo'),
  )
  .map(
    ([names, contra, words]) =>
      `[${words}]{${names.map((name) => `.${name}`).join(' ')}${contra ? ' stance=contra' : ''}}`,
  );

const speech = fc.oneof(
  passage,
  passage.map((inner) => `[før ${inner} etter]{.trust by=kn}`),
  fc.constantFrom('ord', 'så det ble', '[lukker ikke', 'slutt]{.price}', '[]{#r1 .word}', '[]{end=r1}'),
);

const turn = fc
  .tuple(fc.constantFrom(...people, 'Intervjuer'), fc.array(speech, { maxLength: 4 }))
  .map(([label, parts]) => `**${label}:** ${parts.join(' ')}`);

const heading = fc.constantFrom('## Start {#start}', '### Penger', '## Slutt', '# Tittel');

/** A transcript: front matter or none, headings, turns of several people, passages of all kinds. */
export const transcript: fc.Arbitrary<string> = fc
  .tuple(fc.subarray(['A1', 'B1']), fc.boolean(), fc.array(fc.oneof(turn, turn, heading, passage), { maxLength: 8 }))
  .map(([participants, dated, parts]) => {
    const front = `---\nparticipants: [${participants.join(', ')}]\n${dated ? 'date: 2024-03-12\n' : ''}---\n`;
    return `${participants.length > 0 || dated ? front : ''}${parts.join('\n\n')}\n`;
  });

/** Where a transcript stands; few, so that changes meet. */
export const transcriptPath: fc.Arbitrary<string> = fc.constantFrom(
  'transcripts/a.md',
  'transcripts/b.md',
  'transcripts/å.md',
  'transcripts/a/c.md',
  'transcripts/B.md',
);

const codeHeading = fc
  .tuple(
    fc.integer({ min: 2, max: 4 }),
    fc.constantFrom(...codes.slice(0, 6)),
    fc.constantFrom('', ' .theme', ' .category', ' themes=trust', ' parent=start', ' themes="start trust"'),
  )
  .map(([depth, id, more]) => `${'#'.repeat(depth)} ${id} {#${id}${more}}`);

export const codebook: fc.Arbitrary<string> = fc
  .tuple(fc.boolean(), fc.array(codeHeading, { maxLength: 6 }))
  .map(
    ([asks, headings]) => `---\ninterviewers: [${asks ? 'Intervjuer' : ''}]\n---\n${headings.join('\n\nOrd.\n\n')}\n`,
  );

export const participants: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom('A1', 'A2', 'B1', 'C1'), fc.constantFrom('leder', 'bonde', '')), { maxLength: 4 })
  .map((rows) => `id,role\n${rows.map((row) => row.join(',')).join('\n')}\n`);

/** A study with a codebook, a participants' table and a few transcripts, in any order. */
export const studyFiles: fc.Arbitrary<Files> = fc
  .tuple(
    codebook,
    participants,
    fc.uniqueArray(fc.tuple(transcriptPath, transcript), { selector: ([at]) => at, maxLength: 5 }),
  )
  .map(([book, table, documents]) => ({
    'codebook.md': book,
    'participants.csv': table,
    ...Object.fromEntries(documents),
  }));
