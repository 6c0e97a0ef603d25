import type { Person } from '../../study/people.js';
import type { Study } from '../../study/study.js';
import type { SummaryCode, ThemeSummary } from '../themeSummary.js';
import { speakIn, type Speak } from './language.js';
import { escapeInline, table } from './markdownText.js';
import { quotation, type LinkTo } from './quotations.js';

/**
 * A theme summary as a Markdown document: definition, counts, people with names and who is missing, codes, quotations with attribution.
 * Speaks the study's language.
 */
export function summaryMarkdown(study: Study, summary: ThemeSummary, linkTo: LinkTo): string {
  const speak = speakIn(study.settings.language);
  const parts = [
    `# ${escapeInline(summary.name)}`,
    summary.inCodebook ? summary.definition : speak('This code is not in the codebook.'),
    factList(summary, speak),
    ...(summary.codes.length > 1 ? [`## ${speak('Codes')}`, codeTable(summary.codes, speak)] : []),
    ...(summary.count.passages > 0 ? [`## ${speak('Quotations')}`, ...quotations(study, summary, linkTo)] : []),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function factList({ count, present, missing, withoutTranscript }: ThemeSummary, speak: Speak): string {
  const { passages, documents } = count;
  const facts = [
    speak('Passages: {0}', passages),
    speak('Documents: {0}', documents),
    naming(speak('Participants: {0} of {1}', present.length, present.length + missing.length), present),
  ];
  if (missing.length > 0) facts.push(naming(speak('Not among them'), missing));
  if (withoutTranscript.length > 0) facts.push(naming(speak('Without a transcript'), withoutTranscript));
  return facts.map((fact) => `- ${fact}`).join('\n');
}

function naming(words: string, people: readonly Person[]): string {
  return people.length === 0 ? words : `${words}: ${people.map(({ id }) => escapeInline(id)).join(', ')}`;
}

function codeTable(codes: readonly SummaryCode[], speak: Speak): string {
  const header = [speak('Code'), speak('Passages'), speak('Documents'), speak('Participants')];
  const rows = codes.map(({ name, level, count }) => [
    `${'› '.repeat(Math.max(0, level))}${escapeInline(name)}`,
    String(count.passages),
    String(count.documents),
    String(count.participants),
  ]);
  return table(header, rows, ['left', 'right', 'right', 'right']);
}

function quotations(study: Study, { codes }: ThemeSummary, linkTo: LinkTo): readonly string[] {
  const several = codes.length > 1;
  return codes.flatMap(({ id, name, passages }) => {
    if (passages.length === 0) return [];
    const quotes = passages.map((passage) => {
      const others = passage.codes.filter((code) => code !== id).map((code) => study.codebook.get(code)?.name ?? code);
      return quotation(study, passage, linkTo, others);
    });
    return several ? [`### ${escapeInline(name)} (${passages.length})`, ...quotes] : quotes;
  });
}
