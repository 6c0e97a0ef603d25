import { Codebook } from '../codebook/codebook.js';
import { deepest, writeName } from '../codebook/edits.js';
import { codeIdFromName, freeCodeId } from '../codebook/ids.js';
import { newCodebook } from '../codebook/newCodebook.js';
import { isCodeId } from '../coding/facts.js';
import { escapeText } from '../queries/render/markdownText.js';
import { message } from '../text/message.js';
import type { CodedProject, ProjectCode, ProjectNotice, Prose } from './codedProject.js';

export interface WrittenCodebook {
  readonly text: string;
  readonly ids: ReadonlyMap<string, string>;
  readonly notices: readonly ProjectNotice[];
}

/** Gives each code an id: the one that it has to have, else one made from its name. */
export function codeIds(codes: readonly ProjectCode[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  const give = (key: string, id: string): void => {
    ids.set(key, id);
    taken.add(id);
  };
  for (const { key, id } of codes) if (id !== null && isCodeId(id) && !taken.has(id)) give(key, id);
  for (const { key, name } of codes) {
    if (ids.has(key)) continue;
    const wanted = codeIdFromName(name);
    give(
      key,
      freeCodeId(isCodeId(wanted) ? wanted : 'code', (id) => taken.has(id)),
    );
  }
  return ids;
}

/** The codebook of a project: its codes as headings, under the settings that it had or those of a new study. */
export function writeCodebook(project: CodedProject): WrittenCodebook {
  const ids = codeIds(project.codes);
  const codes = project.codes.filter(({ isUncatalogued }) => !isUncatalogued);
  const { codebook } = project;
  if (codebook !== null && differing(Codebook.parse(codebook), codes, ids) === undefined) {
    return { text: codebook, ids, notices: [] };
  }
  const head = headOf(project);
  const ordered = inTreeOrder(codes);
  let text = write(head, ordered, ids, (prose) => (prose.isMarkdown ? prose.text.trim() : escapeText(prose.text)));
  let wrong = differing(Codebook.parse(text), ordered, ids);
  // A definition that reads as more than prose, such as a heading, is kept as the words that it is.
  if (wrong !== undefined) {
    text = write(head, ordered, ids, (prose) => escapeText(prose.text));
    wrong = differing(Codebook.parse(text), ordered, ids, true);
  }
  const notices: ProjectNotice[] = [];
  if (wrong !== undefined)
    notices.push({ kind: 'broken', message: message('The code {0} does not read in the codebook as it was.', wrong) });
  return { text, ids, notices };
}

/** Each code right before what stands below it; those in a loop last. */
function inTreeOrder(codes: readonly ProjectCode[]): readonly ProjectCode[] {
  const below = new Map<string | null, ProjectCode[]>();
  const keys = new Set(codes.map(({ key }) => key));
  for (const code of codes) {
    const above = code.parent !== null && keys.has(code.parent) ? code.parent : null;
    below.set(above, [...(below.get(above) ?? []), code]);
  }
  const ordered = new Set<ProjectCode>();
  const visit = (above: string | null): void => {
    for (const code of below.get(above) ?? []) {
      ordered.add(code);
      visit(code.key);
    }
  };
  visit(null);
  for (const code of codes) ordered.add(code);
  return [...ordered];
}

/** The front matter and the title of the codebook that there was, or new ones. */
function headOf({ codebook, title, language }: CodedProject): string {
  if (codebook === null) return newCodebook(title === '' ? 'REFI-QDA' : title, language ?? 'en');
  const parsed = Codebook.parse(codebook);
  const [first] = parsed.headings;
  return `${codebook.slice(0, first?.heading.start ?? codebook.length).trimEnd()}\n`;
}

function write(
  head: string,
  codes: readonly ProjectCode[],
  ids: ReadonlyMap<string, string>,
  writeProse: (prose: Prose) => string,
): string {
  const depths = new Map<string, number>();
  const colors = new Map<string, string | null>();
  const parts = [head];
  for (const code of codes) {
    const { key, parent, kind, color, description, themes } = code;
    const id = ids.get(key) ?? '';
    const above = parent === null ? undefined : depths.get(parent);
    const depth = above === undefined ? 2 : Math.min(above + 1, deepest);
    depths.set(key, depth);
    const inherited = parent === null ? null : (colors.get(parent) ?? null);
    colors.set(key, color ?? inherited);
    const name = nameOf(code);
    const attributes: string[] = [];
    if (id !== codeIdFromName(name)) attributes.push(`#${id}`);
    if (kind !== 'code') attributes.push(`.${kind}`);
    if (above !== undefined && above === deepest) attributes.push(`parent=${ids.get(parent ?? '') ?? ''}`);
    if (color !== null && color.toLowerCase() !== inherited?.toLowerCase()) attributes.push(`color="${color}"`);
    const supported = themes.flatMap((theme) => ids.get(theme) ?? []);
    if (supported.length > 0) attributes.push(`themes="${supported.join(' ')}"`);
    const block = attributes.length === 0 ? '' : ` {${attributes.join(' ')}}`;
    parts.push(`\n${'#'.repeat(depth)} ${writeName(name)}${block}\n`);
    const prose = description === null ? '' : writeProse(description).replace(/\r\n?/g, '\n');
    if (prose.trim() !== '') parts.push(`\n${prose.trim()}\n`);
  }
  return parts.join('');
}

/** A name on one line; a code without one has that of its kind. */
export function nameOf({ name }: Pick<ProjectCode, 'name'>): string {
  return name.replace(/\s+/g, ' ').trim() || '?';
}

/** The name of the first code that a codebook has otherwise, or of one that it has too many. */
function differing(
  codebook: Codebook,
  codes: readonly ProjectCode[],
  ids: ReadonlyMap<string, string>,
  isEscaped = false,
): string | undefined {
  for (const [i, wanted] of codes.entries()) {
    const code = codebook.codes[i];
    const { key, parent, color, description, themes } = wanted;
    const prose =
      description === null || description.text.trim() === '' ? '' : description.text.replace(/\r\n?/g, '\n').trim();
    const isProse = code?.definition === (description?.isMarkdown === true && !isEscaped ? prose : escapeText(prose));
    const isSame =
      code?.id === ids.get(key) &&
      code?.name.normalize('NFC') === nameOf(wanted).normalize('NFC') &&
      code.parent === (parent === null ? undefined : ids.get(parent)) &&
      (color === null || code.color?.toLowerCase() === color.toLowerCase()) &&
      isProse &&
      [...code.themes].sort().join() ===
        themes
          .flatMap((theme) => ids.get(theme) ?? [])
          .sort()
          .join();
    if (!isSame) return wanted.name;
  }
  return codebook.codes[codes.length]?.name;
}
