import type { Code } from '../../codebook/types.js';
import type { Study } from '../../study/study.js';
import { topCode } from '../conventions.js';
import type { RefiCode, RefiProject, RefiSet } from '../project.js';
import { inverted, type Identities } from './identities.js';

/** The codebook of a study as REFI-QDA has it. */
export interface ExportedCodes {
  readonly codes: readonly RefiCode[];
  /** Themes with what supports them. */
  readonly sets: readonly RefiSet[];
  /** GUIDs by code id, of those that are codes. */
  readonly guids: ReadonlyMap<string, string>;
}

/** What it was made of, where it was imported. */
export interface CodesBefore {
  readonly project: Pick<RefiProject, 'codes' | 'sets' | 'sources' | 'origin'>;
  /** GUIDs of codes and sets to ids. */
  readonly ids: ReadonlyMap<string, string>;
}

const colorForm = /^#(?:[\da-f]{3}|[\da-f]{6})$/i;

/** @param notes the GUIDs of the notes about each code. */
export function exportCodes(
  study: Study,
  before: CodesBefore | undefined,
  notes: ReadonlyMap<string, readonly string[]>,
  identities: Identities,
): ExportedCodes {
  const { codebook } = study;
  const sets = before?.project.sets ?? [];
  const setGuids = new Set(sets.map(({ guid }) => guid));
  const came = inverted(new Map([...(before?.ids ?? [])].filter(([guid]) => !setGuids.has(guid))));
  const cameAsSet = inverted(new Map([...(before?.ids ?? [])].filter(([guid]) => setGuids.has(guid))));
  const supporters = new Map<string, string[]>();
  for (const { id, themes } of codebook.codes)
    for (const theme of themes) if (codebook.has(theme)) supporters.set(theme, [...(supporters.get(theme) ?? []), id]);
  const names = new Map<string, number>();
  for (const { name } of codebook.codes) names.set(name, (names.get(name) ?? 0) + 1);
  /** A theme that only others name is what a set of codes is. */
  const isSet = ({ id, kind, name, parent, children, ownColor, key, themes }: Code): boolean =>
    kind === 'theme' &&
    parent === undefined &&
    children.length === 0 &&
    ownColor === undefined &&
    key === undefined &&
    themes.length === 0 &&
    supporters.has(id) &&
    names.get(name) === 1 &&
    name.trim() !== '' &&
    !notes.has(id) &&
    study.count(id).passages === 0;
  const guids = new Map<string, string>();
  for (const code of codebook.codes)
    if (!isSet(code)) guids.set(code.id, identities.of(came.get(code.id), 'code', code.id));
  for (const id of study.uncataloguedCodes) guids.set(id, identities.of(came.get(id), 'code', id));
  const write = (code: Code): RefiCode => ({
    guid: guids.get(code.id) ?? '',
    name: code.name,
    isCodable: code.kind === 'code' || study.count(code.id).passages > 0,
    color: code.color !== undefined && colorForm.test(code.color) ? code.color : undefined,
    description: code.definition === '' ? undefined : code.definition,
    notes: notes.get(code.id) ?? [],
    codes: code.children.flatMap((id) => codebook.get(id) ?? []).map(write),
  });
  const loose = study.uncataloguedCodes.map((id): RefiCode => ({
    guid: guids.get(id) ?? '',
    name: id,
    isCodable: true,
    color: undefined,
    description: undefined,
    notes: notes.get(id) ?? [],
    codes: [],
  }));
  const top = codebook.codes.filter((code) => code.parent === undefined && !isSet(code)).map(write);
  const themes = codebook.codes
    .filter((code) => supporters.has(code.id))
    .map((code): RefiSet => ({
      guid: identities.of(cameAsSet.get(code.id) ?? setOf(sets, code, guids), 'set', code.id),
      name: code.name,
      description: isSet(code) && code.definition !== '' ? code.definition : undefined,
      codes: (supporters.get(code.id) ?? []).flatMap((id) => guids.get(id) ?? []),
      sources: [],
      notes: [],
    }));
  return {
    codes: wrapped([...top, ...loose], before, identities),
    sets: themes.filter(({ codes }) => codes.length > 0),
    guids,
  };
}

/** The set that a theme's supporters stood in, which bore the theme's name. */
function setOf(sets: readonly RefiSet[], { name, id }: Code, guids: ReadonlyMap<string, string>): string | undefined {
  return sets.find((set) => set.name === name && set.sources.length === 0 && set.notes.length === 0 && guids.has(id))
    ?.guid;
}

/** Below the top code that the project had, where it had one. */
function wrapped(
  codes: readonly RefiCode[],
  before: CodesBefore | undefined,
  identities: Identities,
): readonly RefiCode[] {
  const top = before === undefined ? undefined : topCode(before.project);
  if (top === undefined || codes.length === 0) return codes;
  return [{ ...top, guid: identities.of(top.guid, 'top'), codes }];
}
