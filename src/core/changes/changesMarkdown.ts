import { speakIn, type Speak } from '../queries/render/language.js';
import { escapeInline, table } from '../queries/render/markdownText.js';
import { countChanges } from './counts.js';
import { fit, type Fitted } from './fitting.js';
import { groupChanges, type ChangeGroup, type Grouping } from './grouping.js';
import { changeRows, type ChangeRow, type ChangeSide } from './rows.js';
import { sayCode, sayFacts, sayGroup, sayHappening, saySubject, shorten } from './sayHappening.js';
import type { Message } from '../text/message.js';
import type { StudyChanges } from './types.js';

export interface ChangesShown {
  /** The names of the two states; a message is said in the study's language. */
  readonly from: string | Message;
  readonly to: string | Message;
  readonly by: Grouping;
}

/** A passage's words are told up to so many characters. */
const mostWords = 240;
/**
 * A host for pull requests takes no comment of more than 65,536 characters: what is over is counted, and told to be left out. Counted are bytes
 * of UTF-8, of which there are never fewer, so that no script has to cut it again in the middle of a group.
 */
const mostBytes = 58_000;
/** What the sentence about what is left out and the signs around a group take at the most. */
const reserve = 2_000;

function bytesOf(told: string): number {
  return new TextEncoder().encode(told).length;
}

/**
 * The changes as Markdown for a pull request, in the study's language: the counts first, then each group folded. What somebody said stays text:
 * it makes no marks, mentions nobody and links to nothing.
 */
export function changesMarkdown(changes: StudyChanges, { from, to, by }: ChangesShown): string {
  const speak = speakIn(changes.after.settings.language ?? changes.before.settings.language);
  const rows = changeRows(changes, speak);
  const title = `## ${text(speak('What changed in the coding: {0} → {1}', from, to))}`;
  if (rows.length === 0) return `${title}\n\n${speak('Nothing changed.')}\n`;
  const parts = [title, countTable(rows, speak)];
  const room = mostBytes - reserve - bytesOf(parts.join('\n\n'));
  const groups = groupChanges(changes, rows, by).map((group) => groupMarkdown(group, speak));
  const chosen = fit(groups, room);
  let left = 0;
  let leftOut = 0;
  for (const [i, { opening, closing, texts }] of groups.entries()) {
    const lines = (chosen[i] ?? []).map((at) => texts[at] ?? '');
    const missing = texts.length - lines.length;
    left += missing;
    if (lines.length === 0) {
      leftOut++;
      continue;
    }
    if (missing > 0) lines.push(`- ${speak('… and {0} more', missing)}`);
    parts.push(`${opening}${lines.join('\n')}${closing}`);
  }
  if (left > 0) {
    const none = leftOut === 0 ? '' : ` ${speak('Of {0} of the groups none is told.', leftOut)}`;
    parts.push(
      speak('Changes that are left out here, as there are too many for one comment: {0}.', left) + none,
      speak('All of them: {0}', '`emic diff --format csv`'),
    );
  }
  return `${parts.join('\n\n')}\n`;
}

function countTable(rows: readonly ChangeRow[], speak: Speak): string {
  return table(
    ['', speak('Added'), speak('Removed'), speak('Changed')],
    countChanges(rows).map(({ subject, added, removed, changed }) => [
      saySubject(subject, speak),
      ...[added, removed, changed].map((count) => (count === 0 ? '' : String(count))),
    ]),
    ['left', 'right', 'right', 'right'],
  );
}

/** A group, a line for each of its changes. */
interface GroupMarkdown extends Fitted {
  readonly opening: string;
  readonly closing: string;
  readonly texts: readonly string[];
}

/** What is told first where not all has room. Words that were typed otherwise can be read in any other diff. */
const weights: Readonly<Record<ChangeRow['subject'], number>> = {
  codebook: 0,
  document: 0,
  coding: 1,
  memo: 2,
  participant: 2,
  note: 2,
  words: 3,
};

function groupMarkdown(group: ChangeGroup, speak: Speak): GroupMarkdown {
  const { kind, key, name, rows } = group;
  const path = kind === 'document' && key !== name ? ` <code>${html(key)}</code>` : '';
  const summary = `<summary><b>${html(sayGroup(group, speak))}</b>${path} · ${String(rows.length)}</summary>`;
  const [opening, closing] = [`<details>\n${summary}\n\n`, '\n\n</details>'];
  const texts = rows.map((row) => `- ${rowMarkdown(row, kind, speak)}`);
  const weightOf = (at: number): number => weights[rows[at]?.subject ?? 'words'];
  return {
    opening,
    closing,
    texts,
    // With the line that says how many more there are.
    frame: bytesOf(opening) + bytesOf(closing) + bytesOf(speak('… and {0} more', rows.length)) + 5,
    lines: texts.map((line) => bytesOf(line) + 1),
    order: texts.map((_, i) => i).sort((a, b) => weightOf(a) - weightOf(b) || a - b),
  };
}

function rowMarkdown(row: ChangeRow, kind: ChangeGroup['kind'], speak: Speak): string {
  const { subject, before, after, told } = row;
  const side = after ?? before;
  const label = `**${sayHappening(row, speak)}**`;
  const where = place(side, kind, speak);
  switch (subject) {
    case 'codebook':
      return text(told);
    case 'note':
      return `${label} ${code(side?.path ?? '')}`;
    case 'document':
      return before !== undefined && after !== undefined
        ? `${label}: ${code(before.path)} → ${code(after.path)}`
        : `${label}: ${code(side?.path ?? '')}`;
    case 'participant':
      return `${label} ${text(side?.words ?? '')}${told === '' ? '' : ` (${text(told)})`}`;
    case 'memo':
      return `${label}: ${words(side)}${bracketed(where)}: ${between(before?.memo, after?.memo)}`;
    case 'words':
      return `${label}${bracketed(where)}: ${between(before?.words, after?.words)}`;
    case 'coding': {
      const isSame = before === undefined || after === undefined || before.words === after.words;
      const said = isSame ? words(side) : `${words(before)} → ${words(after)}`;
      return `${label} *${text(sayCode(row))}*: ${said}${bracketed(where, text(sayFacts(before, after)))}`;
    }
  }
}

function place(side: ChangeSide | undefined, kind: ChangeGroup['kind'], speak: Speak): string {
  if (side?.line === undefined) return '';
  const line = speak('line {0}', side.line);
  return kind === 'document' ? line : `${code(side.path)} ${line}`;
}

function bracketed(...parts: readonly string[]): string {
  const told = parts.filter((part) => part !== '');
  return told.length === 0 ? '' : ` (${told.join(', ')})`;
}

function words(side: ChangeSide | undefined): string {
  return `“${text(shorten(side?.words ?? '', mostWords))}”`;
}

/** What was there struck out, what is there now marked as new. */
function between(before: string | undefined, after: string | undefined): string {
  const told = (side = ''): string => text(shorten(side, mostWords));
  const [was, now] = [told(before), told(after)];
  // Signs of Markdown would depend on what stands beside them.
  return [was === '' ? '' : `<del>${was}</del>`, now === '' ? '' : `<ins>${now}</ins>`]
    .filter((part) => part !== '')
    .join(' → ');
}

function code(path: string): string {
  return `<code>${text(path)}</code>`;
}

/** Signs that GitHub makes links and mentions of are parted by a comment, which nobody sees. */
const linking = /@|#(?=\d)|(?<=\bGH)-(?=\d)|:(?=\/\/)|(?<=\bwww)\./gi;

function text(plain: string): string {
  return escapeInline(plain).replace(linking, '$&<!-- -->');
}

function html(plain: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return plain
    .replace(/\s+/g, ' ')
    .replace(/[&<>"]/g, (sign) => signs[sign] ?? sign)
    .replace(linking, '$&<!-- -->');
}
