import { speakIn, type Speak } from '../../queries/render/language.js';
import { escapeInline, table } from '../../queries/render/markdownText.js';
import { quotation, type LinkTo } from '../../queries/render/quotations.js';
import type { SummaryCode, ThemeSummary } from '../../queries/themeSummary.js';
import { Attribution } from '../../quoting/attribution.js';
import { defaultQuoting } from '../../quoting/quoting.js';
import type { Study } from '../../study/study.js';
import type { Passage } from '../../transcript/types.js';
import { placeOf } from '../place.js';
import { quotationMarkdown } from '../render/markdown.js';
import { summaryFacts } from './summaryFacts.js';

/**
 * A theme summary as a Markdown document: definition, counts, people with names and who is missing, codes, quotations with attribution.
 * Speaks the study's language and quotes as the study says; where it says nothing, a quotation's stance and other codes are told, too.
 */
export function summaryMarkdown(study: Study, summary: ThemeSummary, linkTo: LinkTo): string {
  const speak = speakIn(study.settings.language);
  const parts = [
    `# ${escapeInline(summary.name)}`,
    summary.inCodebook ? summary.definition : speak('This code is not in the codebook.'),
    summaryFacts(summary, speak),
    ...(summary.codes.length > 1 ? [`## ${speak('Codes')}`, codeTable(summary.codes, speak)] : []),
    ...(summary.count.passages > 0 ? [`## ${speak('Quotations')}`, ...quotations(study, summary, linkTo)] : []),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
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
  const quote = quoteIn(study, linkTo);
  return codes.flatMap(({ id, name, passages }) => {
    if (passages.length === 0) return [];
    const quotes = passages.map((passage) => quote(passage, id));
    return several ? [`### ${escapeInline(name)} (${passages.length})`, ...quotes] : quotes;
  });
}

function quoteIn(study: Study, linkTo: LinkTo): (passage: Passage, code: string) => string {
  const { quotations: quoting } = study.settings;
  if (quoting !== defaultQuoting) {
    const attribution = new Attribution(study, quoting.attribution);
    return (passage) => quotationMarkdown(study, placeOf(passage), { quoting, attribution, target: linkTo(passage) });
  }
  return (passage, id) => {
    const others = passage.codes.filter((code) => code !== id).map((code) => study.codebook.get(code)?.name ?? code);
    return quotation(study, passage, linkTo, others);
  };
}
