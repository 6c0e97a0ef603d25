import { addCode, CodebookEditError } from '../codebook/edits.js';
import type { Codebook } from '../codebook/codebook.js';
import { setHeadingValue } from '../codebook/headingValues.js';
import { escapeText } from '../queries/render/markdownText.js';
import { message } from '../text/message.js';
import type { ProjectCode, ProjectNotice } from './codedProject.js';
import { nameOf } from './writeCodebook.js';

/** A codebook that has got codes from elsewhere. */
export interface JoinedCodes {
  readonly codebook: Codebook;
  /** How many codes came. */
  readonly added: number;
  readonly notices: readonly ProjectNotice[];
}

/**
 * Brings codes into a codebook. Those that it has, by their names from the top of the tree down, stay as they are; where they say something
 * else, that is told.
 * @param codes in the order of their tree, those above first.
 */
export function joinCodes(codes: readonly ProjectCode[], codebook: Codebook): JoinedCodes {
  const notices: ProjectNotice[] = [];
  const ids = new Map<string, string>();
  let now = codebook;
  let added = 0;
  for (const code of codes) {
    const parent = code.parent === null ? undefined : ids.get(code.parent);
    const name = nameOf(code);
    const known = now.codes.find(
      (each) => each.parent === parent && each.name.normalize('NFC') === name.normalize('NFC'),
    );
    if (known !== undefined) {
      ids.set(code.key, known.id);
      const isNew = codebook.get(known.id) === undefined;
      if (!isNew && definitionOf(code) !== '' && definitionOf(code) !== known.definition)
        notices.push({
          kind: 'left-out',
          message: message('{0} is defined otherwise in the file; the study’s definition stays.', name),
        });
      continue;
    }
    const before = new Set(now.codes.map(({ id }) => id));
    const fresh = addedCode(now, code, name, parent);
    const id = fresh?.codes.find((each) => !before.has(each.id))?.id;
    if (fresh === undefined || id === undefined) {
      notices.push({ kind: 'broken', message: message('The code {0} could not be added to the codebook.', name) });
      continue;
    }
    now = fresh;
    ids.set(code.key, id);
    added++;
  }
  for (const { key, themes } of codes) {
    const code = now.get(ids.get(key) ?? '');
    if (code === undefined) continue;
    const all = [...new Set([...code.themes, ...themes.flatMap((theme) => ids.get(theme) ?? [])])];
    const edits = all.length === code.themes.length ? [] : setHeadingValue(now, code, 'themes', all.join(' '));
    if (edits !== undefined && edits.length > 0) now = now.update(edits);
  }
  return { codebook: now, added, notices };
}

/** A codebook with one code more; undefined where it cannot be added. */
export function addedCode(
  codebook: Codebook,
  code: ProjectCode,
  name: string,
  parent: string | undefined,
): Codebook | undefined {
  const wanted = { name, kind: code.kind, ...(parent === undefined ? {} : { parent }) };
  for (const definition of [definitionOf(code), escapeText(code.description?.text ?? '')]) {
    try {
      let after = codebook.update(addCode(codebook, { ...wanted, definition }));
      const fresh = after.codes.find(({ id }) => !codebook.has(id));
      const color = fresh === undefined || code.color === null || fresh.color === code.color ? undefined : code.color;
      if (fresh !== undefined && color !== undefined)
        after = after.update(setHeadingValue(after, fresh, 'color', color) ?? []);
      return after;
    } catch (error) {
      if (!(error instanceof CodebookEditError)) throw error;
    }
  }
  return undefined;
}

function definitionOf({ description }: ProjectCode): string {
  if (description === null) return '';
  return description.isMarkdown ? description.text.replace(/\r\n?/g, '\n').trim() : escapeText(description.text);
}
