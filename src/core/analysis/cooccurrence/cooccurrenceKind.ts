import { findCode } from '../../queries/names.js';
import { speakIn } from '../../queries/render/language.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import { defineAnalysis } from '../kind.js';
import { choice, flag, list, number } from '../options.js';
import { placeOf } from '../place.js';
import type { Heading, Table } from '../table.js';
import { findMeetings, meetingKinds, type Meeting } from './meetings.js';

/** Which codes stand together, and how often. */
export const cooccurrenceKind = defineAnalysis({
  name: 'cooccurrence',
  title: message('Co-occurrence'),
  about: message('A table of the codes by the codes that they stand together with.'),
  charts: ['heat', 'network'],
  options: {
    codes: list('codes', message('Which codes; all that have passages if it is left out.')),
    by: choice(
      meetingKinds,
      message(
        'When two codes meet: overlap, passage (one passage has both), turn, or near (turns that are not far apart).',
      ),
    ),
    turns: number(message('For near: so many turns apart at most.'), 1, 0, 1000),
    with: list('codes', message('Only passages that also meet each of these codes.')),
    cell: choice(
      ['count', 'coefficient'],
      message('Passages of either code that meet the other, or these as a share of all passages of the two.'),
    ),
    aggregate: flag(message('Codes with all that stands below them, as themes always are.')),
  },
  make: (study, { codes, by, turns, with: others, cell, aggregate }) => {
    const ids =
      codes.length > 0
        ? [...new Set(codes.map((code) => findCode(study, code)))]
        : codesInUse(study).filter((id) => aggregate || study.codebook.get(id)?.kind !== 'theme');
    const also = [...new Set(others.map((code) => findCode(study, code)))];
    const asked = [...new Set([...ids, ...also])];
    const meetings = findMeetings(study, numbersOf(study, asked, aggregate), by, turns);
    const must = also.map((id) => asked.indexOf(id));
    const kept = must.length === 0 ? meetings : meetings.filter(({ met }) => must.every((code) => met.includes(code)));
    return cooccurrenceTable(study, ids, kept, cell === 'coefficient');
  },
});

/** Codes with passages of their own: those of the codebook in its order, then the others. */
function codesInUse(study: Study): readonly string[] {
  const all = [...study.codebook.codes.map(({ id }) => id), ...study.uncataloguedCodes];
  return all.filter((id) => study.count(id).passages > 0);
}

function numbersOf(study: Study, ids: readonly string[], aggregate: boolean): (code: string) => readonly number[] {
  const numbers = new Map<string, number[]>();
  ids.forEach((id, number) => {
    const adds = aggregate || study.codebook.get(id)?.kind === 'theme';
    for (const code of adds ? study.codesCountedFor(id) : [id]) {
      const list = numbers.get(code);
      if (list === undefined) numbers.set(code, [number]);
      else list.push(number);
    }
  });
  return (code) => numbers.get(code) ?? none;
}

const none: readonly number[] = [];

function cooccurrenceTable(
  study: Study,
  ids: readonly string[],
  meetings: readonly Meeting[],
  isCoefficient: boolean,
): Table {
  const speak = speakIn(study.settings.language);
  const size = ids.length;
  const counts = countPairs(meetings, size);
  const own = (code: number): number => counts[code * size + code] ?? 0;
  const either = countEither(meetings, size, own);
  const headings: readonly Heading[] = ids.map((id) => ({
    id,
    name: study.codebook.get(id)?.name ?? id,
    level: 0,
    role: 'plain',
    ...(study.codebook.has(id) ? { code: id } : {}),
  }));
  return {
    kind: 'table',
    title: '',
    unit: isCoefficient ? 'coefficient' : 'passages',
    corner: '',
    rows: headings,
    columns: headings,
    cell: (row, column) => {
      const count = counts[row * size + column] ?? 0;
      const all = isCoefficient ? either(row, column) : 0;
      return {
        value: isCoefficient ? (all === 0 ? null : count / all) : count,
        get places() {
          if (count === 0) return [];
          return meetings.filter((meeting) => isIn(meeting, row, column)).map(({ passage }) => placeOf(passage));
        },
      };
    },
    legend: [],
    remarks: [
      isCoefficient
        ? speak('Passages of either code that meet the other, as a share of all passages of the two.')
        : speak('Passages of either code that meet the other; where a code meets itself, its passages.'),
    ],
    charts: ['heat', 'network'],
  };
}

/** Whether a passage is of one code and meets the other, in whichever order; in a code's own cell, whether it has it. */
function isIn({ own, met }: Meeting, one: number, other: number): boolean {
  return (own.includes(one) && met.includes(other)) || (own.includes(other) && met.includes(one));
}

/** For each two codes the number of passages that are in their cell, by row and column. */
function countPairs(meetings: readonly Meeting[], size: number): Int32Array {
  const counts = new Int32Array(size * size);
  const has = new Uint8Array(size);
  for (const { own, met } of meetings) {
    for (const code of own) has[code] = 1;
    for (const one of own) {
      if (one >= size) continue;
      for (const other of met) {
        // Two codes of its own come up twice.
        if (other >= size || (has[other] === 1 && other < one)) continue;
        counts[one * size + other]!++;
        if (other !== one) counts[other * size + one]!++;
      }
    }
    for (const code of own) has[code] = 0;
  }
  return counts;
}

/** How many passages have one of two codes. */
function countEither(
  meetings: readonly Meeting[],
  size: number,
  own: (code: number) => number,
): (one: number, other: number) => number {
  let both: Int32Array | undefined;
  return (one, other) => {
    if (both === undefined) {
      both = new Int32Array(size * size);
      for (const meeting of meetings) {
        for (const a of meeting.own) {
          if (a >= size) continue;
          for (const b of meeting.own) if (b < size) both[a * size + b]!++;
        }
      }
    }
    return own(one) + own(other) - both[one * size + other]!;
  };
}
