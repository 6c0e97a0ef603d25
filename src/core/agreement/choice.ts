import type { ComparedDocument } from './comparison.js';
import type { CountsFor } from './readings.js';
import type { UnitChoice, UnitKind } from './units.js';

/** What is compared. */
export interface CodeChoice {
  readonly units: UnitKind;
  /** The codes that are compared, by id, and which codes of passages count for each. */
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
  /** The code whose passages are the units, where these are `given`. */
  readonly given?: string;
  readonly language: string | undefined;
}

/** The units of a document, as it was chosen. */
export function choiceFor(
  { transcript, readings, apart }: ComparedDocument,
  { units, given, language }: CodeChoice,
): UnitChoice {
  const extents =
    given === undefined
      ? []
      : readings
          .flatMap((reading) => reading ?? [])
          .concat(transcript.passages.map((passage) => ({ codes: passage.codes, extent: passage.clean, passage })))
          .filter(({ codes }) => codes.includes(given))
          .map(({ extent }) => extent)
          .sort((a, b) => a.start - b.start || a.end - b.end);
  return { kind: units, given: extents, language: textLanguage(transcript.attributes.language) ?? language, apart };
}

function textLanguage(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** For each code of passages the numbers of the codes that it counts for. */
export function invert(codes: CodeChoice['codes']): CountsFor {
  const counts = new Map<string, number[]>();
  [...codes.values()].forEach((gathered, at) => {
    for (const code of gathered) counts.set(code, [...(counts.get(code) ?? []), at]);
  });
  return counts;
}
