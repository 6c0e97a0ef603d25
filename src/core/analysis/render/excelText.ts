import { omission } from '../../quoting/quoting.js';
import { xmlText } from './xmlText.js';

/** What a cell of a workbook holds at most, in UTF-16 code units. */
const mostCharacters = 32_767;

/** Text as a workbook's cell can hold it. What is too long is cut, and says so. */
export function excelText(text: string): string {
  const clean = xmlText(text).replace(/\r\n?/g, '\n');
  const kept =
    clean.length <= mostCharacters
      ? clean
      : `${clean.slice(0, mostCharacters - omission.length - 1).replace(/[\ud800-\udbff]$/, '')} ${omission}`;
  // Excel reads _x0041_ as A.
  return kept.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_');
}

const forbidden = /[[\]:*?/\\]/g;
const longestName = 31;

/** A name for a sheet that no other has yet; adds it to `taken`, whose names are in small letters. */
export function sheetName(title: string, taken: Set<string>): string {
  const plain = xmlText(title)
    .replace(forbidden, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[' ]+|[' ]+$/g, '');
  const base = plain === '' || plain.toLowerCase() === 'history' ? 'Emic' : plain;
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : ` (${String(number)})`;
    const start = base
      .slice(0, longestName - ending.length)
      .replace(/[\ud800-\udbff]$/, '')
      .replace(/[' ]+$/, '');
    const name = `${start}${ending}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
