import type { ProjectNotice } from '../imports/codedProject.js';
import { escapeInline } from '../queries/render/markdownText.js';
import { formatMessage, message, type Message } from '../text/message.js';

/** Where an import's report stands in the study. */
export const reportPath = 'originals/refi-report.md';

const headings: readonly (readonly [ProjectNotice['kind'], Message])[] = [
  ['broken', message('What could not be read')],
  ['left-out', message('What has no place in the study, and is kept for an export')],
  ['info', message('How it was read')],
];

/**
 * The report of an import, as Markdown.
 * @param file what is imported, or another title.
 * @param leftOut the heading above what has no place in the study.
 */
export function writeReport(
  file: string | Message,
  notices: readonly ProjectNotice[],
  say: (sentence: Message) => string = formatMessage,
  leftOut?: Message,
): string {
  const parts = [`# ${escapeInline(say(typeof file === 'string' ? message('Import of {0}', file) : file))}`];
  for (const [kind, heading] of headings) {
    const lines = notices
      .filter((notice) => notice.kind === kind)
      .map((notice) => `- ${escapeInline(say(notice.message))}`);
    if (lines.length > 0)
      parts.push(`## ${say(kind === 'left-out' ? (leftOut ?? heading) : heading)}`, lines.join('\n'));
  }
  if (parts.length === 1) parts.push(say(message('Everything was read, and everything has a place.')));
  return `${parts.join('\n\n')}\n`;
}

/** Notices by what they say, the graver first. */
export function inOrderOfWeight(notices: readonly ProjectNotice[]): readonly ProjectNotice[] {
  const weight = { broken: 0, 'left-out': 1, info: 2 } as const;
  return [...notices].sort((a, b) => weight[a.kind] - weight[b.kind]);
}
