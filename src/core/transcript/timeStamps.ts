/*
 * Time stamps: `00:12:03`, `12:03`, `1:02:03.500`, bare or in brackets: `[00:12:03]`, `\[00:12:03\]`, `(00:12:03)`.
 */

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The offset after up to `most` digits. */
function afterDigits(text: string, from: number, to: number, most: number): number {
  const end = Math.min(to, from + most);
  let i = from;
  while (i < end && isDigit(text.charCodeAt(i))) i++;
  return i;
}

/**
 * The offset after the time that begins at `from`, or -1.
 * @param to offset after the last character that may belong to it.
 */
export function endOfTime(text: string, from: number, to: number): number {
  let i = afterDigits(text, from, to, 3);
  if (i === from || text.charCodeAt(i) !== 58) return -1;
  let parts = 1;
  while (parts < 3 && i < to && text.charCodeAt(i) === 58) {
    const end = afterDigits(text, i + 1, to, 2);
    if (end !== i + 3) break;
    i = end;
    parts++;
  }
  if (parts === 1) return -1;
  const sign = i < to ? text.charCodeAt(i) : 0;
  if (sign === 46 || sign === 44) {
    const end = afterDigits(text, i + 1, to, 3);
    if (end > i + 1) i = end;
  }
  if (i < to && text.charCodeAt(i) === 58) return i + 1 < to && isDigit(text.charCodeAt(i + 1)) ? -1 : i;
  return i < to && isDigit(text.charCodeAt(i)) ? -1 : i;
}

/** Whether a time stamp in brackets may begin with this character. */
export function opensStamp(code: number): boolean {
  return code === 91 || code === 40 || code === 92;
}

/** The offset after the time stamp in brackets that begins at `from`, or -1. */
export function endOfStamp(text: string, from: number, to: number): number {
  let i = from;
  if (text.charCodeAt(i) === 92) i++;
  const open = text.charCodeAt(i);
  if (open !== 91 && open !== 40) return -1;
  if (!isDigit(text.charCodeAt(i + 1))) return -1;
  i = endOfTime(text, i + 1, to);
  if (i < 0) return -1;
  if (text.charCodeAt(i) === 92) i++;
  return i < to && text.charCodeAt(i) === (open === 91 ? 93 : 41) ? i + 1 : -1;
}

/** The time that a time stamp from `start` to `end` tells, as written, without brackets. */
export function timeOf(text: string, start: number, end: number): string {
  let from = start;
  let to = end;
  while (!isDigit(text.charCodeAt(from))) from++;
  while (!isDigit(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}
