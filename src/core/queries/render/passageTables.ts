import { indexPassages, type IndexPassage } from '../../study/codeIndex.js';
import type { Study } from '../../study/study.js';
import type { Passage } from '../../transcript/types.js';
import { formatCsv } from './csv.js';
import { speakIn } from './language.js';
import { escapeInline } from './markdownText.js';
import { quotation, type LinkTo } from './quotations.js';

/** Passages as Markdown: a heading for each document, below it its quotations. Speaks the study's language. */
export function passagesMarkdown(study: Study, passages: readonly Passage[], linkTo: LinkTo): string {
  const speak = speakIn(study.settings.language);
  const parts = [`# ${speak('Passages: {0}', passages.length)}`];
  let document: string | undefined;
  for (const passage of passages) {
    if (passage.document !== document) {
      document = passage.document;
      parts.push(`## ${escapeInline(study.transcript(document)?.title ?? document)}`);
    }
    const codes = passage.codes.map((code) => study.codebook.get(code)?.name ?? code);
    parts.push(quotation(study, passage, linkTo, codes));
  }
  return `${parts.join('\n\n')}\n`;
}

/** Passages as the index has them, one a line in an array. */
export function passagesJson(study: Study, passages: readonly Passage[]): string {
  const lines = inIndex(study, passages).map((passage) => `  ${JSON.stringify(passage)}`);
  return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
}

/** Passages as the index has them, one a line and nothing else. */
export function passagesJsonLines(study: Study, passages: readonly Passage[]): string {
  return inIndex(study, passages)
    .map((passage) => `${JSON.stringify(passage)}\n`)
    .join('');
}

const columns = [
  'document',
  'id',
  'codes',
  'quote',
  'speakers',
  'participants',
  'time',
  'section',
  'attributes',
  'memo',
  'startLine',
  'startColumn',
  'endLine',
  'endColumn',
  'cleanStart',
  'cleanEnd',
] as const;

/** Passages as CSV with a header; lists are joined with `; `. */
export function passagesCsv(study: Study, passages: readonly Passage[]): string {
  const rows = inIndex(study, passages).map((passage) => [
    passage.document,
    passage.id ?? '',
    passage.codes.join('; '),
    passage.quote,
    passage.speakers.join('; '),
    passage.participants.join('; '),
    passage.time ?? '',
    passage.section.join(' / '),
    Object.entries(passage.attributes)
      .map(([key, value]) => `${key}=${value}`)
      .join('; '),
    passage.memo ?? '',
    passage.start.line,
    passage.start.column,
    passage.end.line,
    passage.end.column,
    passage.cleanStart,
    passage.cleanEnd,
  ]);
  return formatCsv([columns, ...rows]);
}

function inIndex(study: Study, passages: readonly Passage[]): readonly IndexPassage[] {
  return passages.flatMap((passage) => {
    const transcript = study.transcript(passage.document);
    return transcript === undefined ? [] : indexPassages(transcript, [passage]);
  });
}
