import type { Element } from 'hast';
import { assignColors } from '../../colors/codeColors.js';
import { element } from '../../print/elements.js';
import { languageTag, pageOf } from '../../print/page.js';
import { printableTranscript } from '../../print/printable.js';
import { speakIn } from '../../queries/render/language.js';
import type { Study } from '../../study/study.js';
import { exportNames } from './names.js';

const style = `body { font: 11pt/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
th, td { text-align: left; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #ccc; }
td.count, th.count { text-align: right; font-variant-numeric: tabular-nums; }
td.count { white-space: nowrap; }`;

/**
 * The study as pages of HTML: each transcript with its codes in the margin, and an index that leads to them.
 * @returns pages by their file names.
 */
export function codedPages(study: Study): ReadonlyMap<string, string> {
  const names = exportNames(study, 'html');
  const colors = assignColors(study.codebook.codes, 'theme');
  const pages = new Map<string, string>([['index.html', indexPage(study, names)]]);
  for (const transcript of study.transcripts)
    pages.set(names.get(transcript.path) ?? '', printableTranscript(transcript, { codebook: study.codebook, colors }));
  return pages;
}

function indexPage(study: Study, names: ReadonlyMap<string, string>): string {
  const language = languageTag(study.settings.language ?? 'en');
  const speak = speakIn(language);
  const title = study.settings.title ?? speak('Documents');
  const counts = new Map<string, number>();
  for (const { codes } of study.passages) for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const transcripts = study.transcripts.map(({ path, title: name, passages }) =>
    row(element('a', { href: encodeURIComponent(names.get(path) ?? '') }, name), passages.length),
  );
  const codes = study.codebook.codes
    .filter(({ id }) => (counts.get(id) ?? 0) > 0)
    .map(({ id, name }) => row(name, counts.get(id) ?? 0));
  const main = element(
    'main',
    {},
    element('h1', {}, title),
    table(speak('Documents'), speak('Passages'), transcripts),
    table(speak('Codes'), speak('Passages'), codes),
  );
  return pageOf({ title, language, style, body: main });
}

function row(name: Element | string, count: number): Element {
  return element('tr', {}, element('td', {}, name), element('td', { className: ['count'] }, String(count)));
}

function table(name: string, count: string, rows: readonly Element[]): Element {
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, name),
    element('th', { scope: 'col', className: ['count'] }, count),
  );
  return element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows));
}
