import { isMarkBlock, readAttributeBlock } from '../markdown/attributes.js';
import { codeIdFromName } from '../codebook/ids.js';
import type { Extent } from '../text/edits.js';
import { message } from '../text/message.js';
import { documentOf } from './fileOfStudy.js';
import { openingBefore } from './marks.js';
import type { FindFixes, Fix } from './types.js';

/** So long may the braces of a broken mark be, in UTF-16 code units. */
const longest = 300;

/** Writes what stands in the braces of a broken mark as it was meant, or makes it ordinary text. */
export const fixBrokenBlock: FindFixes = (file, problem) => {
  const coded = documentOf(file)?.text;
  if (coded === undefined) return [];
  const { text } = coded;
  const bracket = openingBefore(coded, problem.start);
  const open = problem.start + 1;
  const fixes: Fix[] = [];
  const close = endOfBlock(text, open);
  const mended = close === undefined ? undefined : mend(text.slice(open + 1, close - 1));
  if (close !== undefined && mended !== undefined && bracket !== undefined) {
    const signs = [
      { start: bracket, end: bracket + 1 },
      { start: problem.start, end: close },
    ];
    fixes.push({
      name: 'mend-block',
      title: message('Write {0}', mended),
      isPreferred: true,
      isSafe: true,
      edits: [{ start: open, end: close, text: mended }],
      effect: { kind: 'marks', signs },
    });
  }
  fixes.push({
    name: 'escape-mark',
    title: message('Let it be ordinary text: ]\\{'),
    isPreferred: false,
    isSafe: false,
    edits: [{ start: open, end: open, text: '\\' }],
    effect: { kind: 'reading' },
  });
  return fixes;
};

/** The place after the brace that closes a block, in the same line. */
function endOfBlock(text: string, open: number): number | undefined {
  const line = /^[^\r\n{}]*\}/.exec(text.slice(open + 1, open + longest))?.[0];
  return line === undefined ? undefined : open + 1 + line.length;
}

/** `kostnad, .barriere` becomes `{.kostnad .barriere}`; undefined where it cannot be told what was meant. */
function mend(inside: string): string | undefined {
  const entries: string[] = [];
  const even = inside.replace(/[“”„«»]/g, '"').replace(/\s*=\s*/g, '=');
  for (const part of even.match(/[^\s,;="]+="[^"]*"|[^\s,;]+/g) ?? []) {
    if (/^[#.]?\p{L}[\p{L}\p{N}\-_.:]*$/u.test(part)) entries.push(/^[#.]/.test(part) ? part : `.${part}`);
    else if (/^\p{L}[\p{L}\p{N}\-_]*=("[^"]*"|[^\s"'}]+)$/u.test(part)) entries.push(part);
    else if (/^[.#]{2,}/.test(part) && codeIdFromName(part) !== '') entries.push(`.${codeIdFromName(part)}`);
    else return undefined;
  }
  const block = `{${entries.join(' ')}}`;
  const read = readAttributeBlock(block, 0);
  return read !== undefined && isMarkBlock(read) ? block : undefined;
}

/** Takes the signs of a mark away that stands in code or HTML, or takes the words out of the code. */
export const fixDeadMark: FindFixes = (file, problem) => {
  const text = documentOf(file)?.text.text;
  if (text === undefined) return [];
  const close = lastClosing(text, problem);
  if (close === undefined) return [];
  const signs: readonly Extent[] = [
    { start: problem.start, end: problem.start + 1 },
    { start: close, end: problem.end },
  ];
  const fixes: Fix[] = [];
  const ticks = /`+$/.exec(text.slice(Math.max(0, problem.start - 9), problem.start))?.[0] ?? '';
  if (ticks !== '' && text.startsWith(ticks, problem.end)) {
    const quotes: readonly Extent[] = [
      { start: problem.start - ticks.length, end: problem.start },
      { start: problem.end, end: problem.end + ticks.length },
    ];
    fixes.push({
      name: 'out-of-code',
      title: message('Take the words out of the code, so that the mark counts'),
      isPreferred: true,
      isSafe: false,
      edits: quotes.map((extent) => ({ ...extent, text: '' })),
      effect: { kind: 'marks', signs: [...quotes, ...signs] },
    });
  }
  fixes.push({
    name: 'remove-dead-mark',
    title: message('Remove the mark'),
    isPreferred: false,
    isSafe: false,
    edits: signs.map((extent) => ({ ...extent, text: '' })),
    effect: { kind: 'marks', signs },
  });
  return fixes;
};

/** The `]` before the attribute block that ends at the problem's end. */
function lastClosing(text: string, { start, end }: Extent): number | undefined {
  for (let i = text.lastIndexOf(']{', end); i > start; i = text.lastIndexOf(']{', i - 1)) {
    if (readAttributeBlock(text, i + 1, end)?.end === end) return i;
  }
  return undefined;
}
