import type { StudyPlaces } from '../imports/codedProject.js';
import type { OpenedProject } from './openProject.js';

/** Where a study keeps what became of an imported project. The project itself is kept beside it as it came. */
export const keptPath = 'originals/refi-kept.json';

/** What became of an imported project, so that an export can give back what has no place in a study. */
export interface Kept {
  /** The project's archive, inside the study. */
  readonly file: string;
  /** SHA-256 of the archive's bytes. */
  readonly sha256: string;
  /** GUIDs of codes and of sets that are themes, to ids. */
  readonly codes: ReadonlyMap<string, string>;
  /** GUIDs of sources to paths. */
  readonly sources: ReadonlyMap<string, string>;
  /** SHA-256 of the transcripts' clean texts, by path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly cases: ReadonlyMap<string, string>;
  /** GUIDs of notes to paths; a passage's memo has its id behind `#`. */
  readonly notes: ReadonlyMap<string, string>;
  /** Keys of codings to where they stand in the clean text, by path. */
  readonly codings: ReadonlyMap<string, readonly PlacedKey[]>;
  /** The same of what is not coded in the study: it had no code, or could not be coded. */
  readonly uncoded: ReadonlyMap<string, readonly PlacedKey[]>;
}

/** UTF-16 code units of a clean text. */
export type PlacedKey = readonly [key: string, start: number, end: number];

/** What an export needs of an imported project. */
export interface Original {
  readonly kept: Kept;
  readonly opened: OpenedProject;
}

/** The file's text: one thing a line, in a fixed order. */
export function writeKept(kept: Kept): string {
  const map = (entries: ReadonlyMap<string, string>): string => {
    const lines = [...entries].map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
  };
  const lists = (entries: ReadonlyMap<string, readonly PlacedKey[]>): string => {
    const parts = [...entries].map(([path, list]) => {
      const lines = list.map((each) => `      ${JSON.stringify(each)}`);
      return `    ${JSON.stringify(path)}: [\n${lines.join(',\n')}\n    ]`;
    });
    return parts.length === 0 ? '{}' : `{\n${parts.join(',\n')}\n  }`;
  };
  return `{
  "version": 1,
  "file": ${JSON.stringify(kept.file)},
  "sha256": ${JSON.stringify(kept.sha256)},
  "codes": ${map(kept.codes)},
  "sources": ${map(kept.sources)},
  "texts": ${map(kept.texts)},
  "cases": ${map(kept.cases)},
  "notes": ${map(kept.notes)},
  "codings": ${lists(kept.codings)},
  "uncoded": ${lists(kept.uncoded)}
}
`;
}

/** Reads what {@link writeKept} wrote; undefined where it is something else. */
export function readKept(text: string): Kept | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isMap(data) || data.version !== 1 || typeof data.file !== 'string' || typeof data.sha256 !== 'string')
    return undefined;
  return {
    file: data.file,
    sha256: data.sha256,
    codes: textsIn(data.codes),
    sources: textsIn(data.sources),
    texts: textsIn(data.texts),
    cases: textsIn(data.cases),
    notes: textsIn(data.notes),
    codings: placesIn(data.codings),
    uncoded: placesIn(data.uncoded),
  };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function placesIn(value: unknown): ReadonlyMap<string, readonly PlacedKey[]> {
  return new Map(
    Object.entries(isMap(value) ? value : {}).map(([path, list]) => [
      path,
      (Array.isArray(list) ? (list as unknown[]) : []).filter(isPlaced),
    ]),
  );
}

function isPlaced(value: unknown): value is PlacedKey {
  return (
    Array.isArray(value) &&
    value.length === 3 &&
    typeof value[0] === 'string' &&
    Number.isInteger(value[1]) &&
    Number.isInteger(value[2])
  );
}

function textsIn(value: unknown): ReadonlyMap<string, string> {
  const entries = Object.entries(isMap(value) ? value : {});
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Places of codings by the paths that their sources got. */
export function placedCodings(
  sources: readonly { readonly key: string; readonly codings: readonly { readonly key: string }[] }[],
  paths: StudyPlaces['sources'],
  places: StudyPlaces['codings'],
): Kept['codings'] {
  return new Map(
    sources.flatMap(({ key, codings }) => {
      const path = paths.get(key);
      const list = codings.flatMap((coding): PlacedKey[] => {
        const extent = places.get(coding.key);
        return extent === undefined ? [] : [[coding.key, extent.start, extent.end]];
      });
      return path === undefined || list.length === 0 ? [] : [[path, list] as const];
    }),
  );
}
