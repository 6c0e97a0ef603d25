import type { Study } from '../../study/study.js';
import type { Titled } from '../titled.js';
import { analysesCsv, type CsvOptions } from './csv.js';
import { analysesJson, analysesJsonLines } from './json.js';
import { analysisMarkdown, type PlaceLink } from './markdown.js';
import { escapeInline } from '../../queries/render/markdownText.js';

/** The files that analyses can be written as. */
export const exportFormats = ['md', 'csv', 'json', 'jsonl', 'xlsx', 'docx', 'html'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** Formats that are no text. */
export function isBinary(format: ExportFormat): boolean {
  return format === 'xlsx' || format === 'docx';
}

export interface ExportOptions {
  readonly csv: CsvOptions;
  /** Where Markdown's links lead. */
  readonly linkTo: PlaceLink;
  /** Awaited now and then by what takes long, so that others have their turn; throws where nobody wants it any more. */
  readonly breathe?: () => Promise<void>;
}

/** Analyses as the content of a file. What is heavy is loaded when it is first asked for. */
export async function formatAnalyses(
  study: Study,
  analyses: readonly Titled[],
  format: ExportFormat,
  { csv, linkTo, breathe }: ExportOptions,
): Promise<string | Uint8Array> {
  switch (format) {
    case 'md':
      return analysesMarkdown(study, analyses, linkTo);
    case 'csv':
      return analysesCsv(study, analyses, csv);
    case 'json':
      return analysesJson(study, analyses);
    case 'jsonl':
      return analysesJsonLines(study, analyses);
    case 'xlsx':
      return (await import('./xlsx.js')).analysesXlsx(study, analyses);
    case 'docx':
      return (await import('./docx.js')).analysesDocx(study, analyses, breathe);
    case 'html':
      return (await import('./html.js')).analysesHtml(study, analyses);
  }
}

function analysesMarkdown(study: Study, analyses: readonly Titled[], linkTo: PlaceLink): string {
  const parts = analyses.map(({ title, analysis }) =>
    [
      title === '' ? '' : `${analyses.length > 1 ? '##' : '#'} ${escapeInline(title)}`,
      analysisMarkdown(study, analysis, linkTo),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
  return `${parts.join('\n\n')}\n`;
}
