import { unnamed } from '../../agreement/coders.js';
import {
  kindOfDisagreement,
  type CodeGiven,
  type Disagreement,
  type DisagreementKind,
} from '../../agreement/disagreements.js';
import { formatCsv } from '../../queries/render/csv.js';
import { speakIn, type Speak } from '../../queries/render/language.js';
import { escapeInline, link } from '../../queries/render/markdownText.js';
import type { Study } from '../../study/study.js';
import type { PlaceLink } from '../render/markdown.js';
import { placeOf } from './agreementTable.js';

/** The places where coders disagree, with what each says, as Markdown below a heading of the second level; empty where they agree in all. */
export function disagreementsMarkdown(
  study: Study,
  coders: readonly string[],
  disagreements: readonly Disagreement[],
  linkTo: PlaceLink,
): string {
  const speak = speakIn(study.settings.language);
  if (disagreements.length === 0) return '';
  const parts = [`## ${speak('Disagreements: {0}', disagreements.length)}`];
  let path: string | undefined;
  for (const disagreement of disagreements) {
    const { document } = disagreement;
    if (document.path !== path) {
      path = document.path;
      parts.push(`### ${escapeInline(document.transcript.title)}`);
    }
    const place = placeOf(disagreement);
    const head = speak('Line {0}', lineOf(disagreement));
    const target = linkTo(place);
    const said = disagreement.readings.flatMap((reading, coder) =>
      reading === undefined
        ? []
        : [`  - **${escapeInline(nameOf(coders[coder]))}**: ${readingText(study, disagreement, reading, speak)}`],
    );
    parts.push(
      [
        `- ${target === undefined ? head : link(head, target)}, ${kindName(kindOfDisagreement(disagreement), speak)}`,
        ...said,
      ].join('\n'),
    );
  }
  return parts.join('\n\n');
}

function readingText(study: Study, disagreement: Disagreement, reading: readonly CodeGiven[], speak: Speak): string {
  if (reading.length === 0) return speak('nothing');
  return reading
    .map(({ code, coding }) => {
      const name = study.codebook.get(code)?.name ?? code;
      return `${escapeInline(name)}: «${escapeInline(short(disagreement.document.transcript.text.sliceClean(coding.extent.start, coding.extent.end)))}»`;
    })
    .join('; ');
}

/** The beginning and the end of words that are many. */
export function short(words: string, most = 240): string {
  const text = words.replace(/\s+/g, ' ');
  if (text.length <= most) return text;
  const half = Math.floor(most / 2);
  return `${text.slice(0, half).replace(/\s?\S*$/, '')} […] ${text.slice(-half).replace(/^\S*\s?/, '')}`;
}

export function nameOf(coder: string | undefined): string {
  return coder === undefined || coder === '' ? unnamed : coder;
}

export function kindName(kind: DisagreementKind, speak: Speak): string {
  switch (kind) {
    case 'one-sided':
      return speak('not coded by all');
    case 'extent':
      return speak('other words');
    case 'codes':
      return speak('other codes');
  }
}

/** The line where it begins in the transcript's own file, 1-based. */
export function lineOf({ document, extent }: Disagreement): number {
  const { text } = document.transcript;
  return text.lines.positionAt(text.toSource(extent.start, 'start')).line + 1;
}

interface Written {
  readonly number: number;
  readonly document: string;
  readonly line: number;
  readonly kind: DisagreementKind;
  readonly coder: string;
  readonly code: string;
  /** In the clean text of the document, UTF-16 code units. */
  readonly start: number | '';
  readonly end: number | '';
  readonly quote: string;
}

function written(coders: readonly string[], disagreements: readonly Disagreement[]): readonly Written[] {
  return disagreements.flatMap((disagreement, i) => {
    const { document, readings } = disagreement;
    const place = {
      number: i + 1,
      document: document.path,
      line: lineOf(disagreement),
      kind: kindOfDisagreement(disagreement),
    };
    return readings.flatMap((reading, coder): readonly Written[] => {
      if (reading === undefined) return [];
      const who = { ...place, coder: nameOf(coders[coder]) };
      if (reading.length === 0) return [{ ...who, code: '', start: '', end: '', quote: '' }];
      return reading.map(({ code, coding: { extent } }) => ({
        ...who,
        code,
        ...extent,
        quote: document.transcript.text.sliceClean(extent.start, extent.end),
      }));
    });
  });
}

const columns = ['number', 'document', 'line', 'kind', 'coder', 'code', 'start', 'end', 'quote'] as const;

/** What each coder says at each place, one coding a row; a coder who says nothing there has a row without a code. */
export function disagreementsCsv(coders: readonly string[], disagreements: readonly Disagreement[]): string {
  return formatCsv([[...columns], ...written(coders, disagreements).map((row) => columns.map((name) => row[name]))]);
}

export function disagreementsJson(coders: readonly string[], disagreements: readonly Disagreement[]): string {
  const rows = written(coders, disagreements).map((row) => `  ${JSON.stringify(row)}`);
  return rows.length === 0 ? '[]\n' : `[\n${rows.join(',\n')}\n]\n`;
}
