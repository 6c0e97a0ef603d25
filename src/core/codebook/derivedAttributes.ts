import type { FrontMatterData, FrontMatterValue } from '../markdown/frontMatterData.js';

/** An attribute whose value is worked out from another column of the participants' table, such as a size class from a number. */
export interface DerivedAttribute {
  readonly from: string;
  /** In the order in which tables show them. */
  readonly classes: readonly AttributeClass[];
}

export interface AttributeClass {
  readonly name: string;
  /** Whether a value, as the table has it, is in this class. The first class that has a value is its class. */
  readonly has: (value: string) => boolean;
}

/**
 * Reads `derived: {size: {from: employees, classes: {small: < 10, medium: 10-49, large: '>= 50', other: '*'}}}`.
 * @param refuse is told the name of each that cannot be read.
 */
export function readDerived(
  value: FrontMatterValue,
  refuse: (name: string) => void,
): ReadonlyMap<string, DerivedAttribute> {
  const derived = new Map<string, DerivedAttribute>();
  for (const [name, written] of Object.entries(dataOf(value) ?? {})) {
    const attribute = readOne(dataOf(written));
    if (attribute === undefined) refuse(name);
    else derived.set(name, attribute);
  }
  return derived;
}

function readOne(written: FrontMatterData | undefined): DerivedAttribute | undefined {
  const classes = Object.entries(dataOf(written?.classes) ?? {});
  if (typeof written?.from !== 'string' || classes.length === 0) return undefined;
  const read: AttributeClass[] = [];
  for (const [name, condition] of classes) {
    const has = readCondition(condition);
    if (has === undefined) return undefined;
    read.push({ name, has });
  }
  return { from: written.from.trim(), classes: read };
}

function dataOf(value: FrontMatterValue | undefined): FrontMatterData | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as FrontMatterData;
}

const number = String.raw`[-+]?\d[\d  ]*(?:[.,]\d+)?`;
const comparison = new RegExp(String.raw`^(<=?|>=?|=)\s*(${number})$`, 'u');
const range = new RegExp(String.raw`^(${number})\s*(?:-|–|\.\.)\s*(${number})$`, 'u');

/** `< 10`, `>= 50`, `10-49` (both included), `*` for all else, or values with commas between or as a list. */
function readCondition(written: FrontMatterValue): AttributeClass['has'] | undefined {
  if (Array.isArray(written)) {
    const values = (written as readonly FrontMatterValue[]).map((value) =>
      typeof value === 'object' ? '' : fold(String(value)),
    );
    return (value) => values.includes(fold(value));
  }
  if (typeof written !== 'string' && typeof written !== 'number' && typeof written !== 'boolean') return undefined;
  const text = String(written).trim();
  if (text === '') return undefined;
  if (text === '*') return (value) => value.trim() !== '';
  const compared = comparison.exec(text);
  if (compared !== null) {
    const [, sign = '', limit = ''] = compared;
    const most = numberOf(limit);
    return (value) => compare(numberOf(value), sign, most);
  }
  const between = range.exec(text);
  if (between !== null) {
    const [least, most] = [numberOf(between[1] ?? ''), numberOf(between[2] ?? '')];
    return (value) => numberOf(value) >= least && numberOf(value) <= most;
  }
  const values = text.split(',').map(fold);
  return (value) => values.includes(fold(value));
}

function compare(value: number, sign: string, limit: number): boolean {
  switch (sign) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    default:
      return value === limit;
  }
}

/** `1 200`, `12,5` and `12.5`; NaN for what is no number. */
function numberOf(text: string): number {
  const plain = text.replace(/[\s ]/g, '').replace(',', '.');
  return plain === '' ? NaN : Number(plain);
}

function fold(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}
