import { Codebook } from '../codebook/codebook.js';
import { isCodeId } from '../coding/facts.js';
import type { ProjectCode, ProjectNotice, Prose } from '../imports/codedProject.js';
import { message } from '../text/message.js';
import { codeIdsOf } from './codeIds.js';
import { topCode, usedCodes } from './conventions.js';
import { allCodes, type RefiCode, type RefiProject } from './project.js';
import { isThemeSet } from './selectionGroups.js';

/** Codes for a study, and what is to be said of them. */
export interface StudyCodes {
  readonly codes: readonly ProjectCode[];
  readonly notices: readonly ProjectNotice[];
}

/**
 * The codes of a project as a study has them, sets of codes as themes.
 * @param codebook the text of the codebook that went along, where one did.
 * @param isMarkdown whether descriptions are.
 */
export function codesToStudy(project: RefiProject, codebook: string | null, isMarkdown: boolean): StudyCodes {
  const notices: ProjectNotice[] = [];
  const prose = (text: string | undefined): Prose | null =>
    text === undefined || text.trim() === '' ? null : { text, isMarkdown };
  const { codes } = project;
  const top = topCode(project);
  if (top !== undefined)
    notices.push({
      kind: 'info',
      message: message('The top code {0} holds all others and is left out of the codebook.', top.name),
    });
  const shown = top === undefined ? codes : top.codes;
  const known = codebook === null ? undefined : Codebook.parse(codebook);
  const ids = known === undefined ? new Map<string, string>() : codeIdsOf(shown, known);
  const used = usedCodes(project);
  const made: ProjectCode[] = [];
  const themes = themesOf(project, shown);
  for (const [code, above] of allCodes(shown)) {
    const { guid, name, isCodable, color, description } = code;
    const id = ids.get(guid) ?? null;
    const inBook = id === null ? undefined : known?.get(id);
    const isLoose =
      known !== undefined &&
      inBook === undefined &&
      above === undefined &&
      isCodeId(name) &&
      code.codes.length === 0 &&
      description === undefined &&
      used.has(guid);
    made.push({
      key: guid,
      parent: above?.guid ?? null,
      name,
      id: isLoose ? name : id,
      kind: inBook?.kind ?? (isCodable ? 'code' : 'category'),
      color: color !== undefined && /^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(color) ? color : null,
      description: prose(description),
      themes: themes.byCode.get(guid) ?? [],
      isUncatalogued: isLoose,
    });
  }
  for (const set of themes.sets) {
    const id = known?.codes.find((code) => code.name === set.name && code.kind === 'theme')?.id ?? null;
    made.push({
      key: set.guid,
      parent: null,
      name: set.name,
      id,
      kind: 'theme',
      color: null,
      description: prose(set.description),
      themes: [],
      isUncatalogued: false,
    });
  }
  if (themes.names.length > 0)
    notices.push({ kind: 'info', message: message('Sets of codes are themes now: {0}.', themes.names.join(', ')) });
  return { codes: known === undefined ? made : inOrderOf(known, made), notices };
}

/** The sets of codes: those that bear a code's name say what supports it, the others are themes of their own. */
function themesOf(
  project: RefiProject,
  codes: readonly RefiCode[],
): {
  readonly byCode: ReadonlyMap<string, readonly string[]>;
  readonly sets: RefiProject['sets'];
  readonly names: readonly string[];
} {
  const known = new Set([...allCodes(project.codes)].map(([{ guid }]) => guid));
  const named = new Map<string, string>();
  for (const [{ name, guid }] of allCodes(codes)) if (!named.has(name)) named.set(name, guid);
  const byCode = new Map<string, string[]>();
  const sets = [];
  const names: string[] = [];
  for (const set of project.sets) {
    if (!isThemeSet(set, known)) continue;
    const theme = named.get(set.name) ?? set.guid;
    if (theme === set.guid) sets.push(set);
    names.push(set.name);
    for (const code of set.codes) {
      if (!known.has(code) || code === theme) continue;
      const supported = byCode.get(code);
      if (supported === undefined) byCode.set(code, [theme]);
      else if (!supported.includes(theme)) supported.push(theme);
    }
  }
  return { byCode, sets, names };
}

/** Codes in the order of a codebook, so that themes that came as sets stand where they stood. */
function inOrderOf(codebook: Codebook, codes: readonly ProjectCode[]): readonly ProjectCode[] {
  const places = new Map(codebook.codes.map(({ id }, i) => [id, i]));
  if (!codes.every(({ id, isUncatalogued }) => isUncatalogued || (id !== null && places.has(id)))) return codes;
  return [...codes].sort((a, b) => (places.get(a.id ?? '') ?? Infinity) - (places.get(b.id ?? '') ?? Infinity));
}
