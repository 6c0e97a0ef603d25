import { ArchiveError } from '../../archive/archiveError.js';
import type { ProjectCoding } from '../../imports/codedProject.js';
import { message } from '../../text/message.js';
import { numberOf, textOf, type ProjectDatabase } from '../database/projectDatabase.js';
import type { ProjectFiles } from '../files.js';
import { ProjectBuilder, stemOf, wordsOf, type ReadProject } from '../projectBuilder.js';
import { shortened } from '../place.js';
import { readHtml, type HtmlText } from './html.js';

/** Whether a database is one of Taguette's. */
export function isTaguette(database: ProjectDatabase): boolean {
  return database.has('highlights', 'start_offset', 'end_offset') && database.has('documents', 'contents');
}

/**
 * Reads a project of Taguette. Positions of highlights are bytes of UTF-8 in the text of the document's HTML.
 * @param path of the database.
 */
export function readTaguette(database: ProjectDatabase, path: string, files: ProjectFiles): ReadProject {
  const projects = database.rows('projects', 'id', 'name', 'description');
  if (projects.length === 0) throw new ArchiveError(message('There is no project in this database.'));
  const isOne = projects.length === 1;
  const builder = new ProjectBuilder(isOne ? textOf(projects[0]!.name) : stemOf(path));
  if (!isOne)
    builder.info(message('This database holds {0} projects. Each is a category of the codebook.', projects.length));
  const tops = new Map<number, string>();
  for (const { id, name, description } of projects) {
    if (!isOne) tops.set(Number(id), builder.code({ key: `p${id}`, name: textOf(name), kind: 'category' }));
    const about = wordsOf(textOf(description));
    if (about !== null) builder.note({ name: textOf(name), content: about, author: null, date: null, about: [] });
  }
  readTags(database, tops, builder);
  const tags = new Map<number, string[]>();
  for (const row of database.rows('highlight_tags', 'highlight_id', 'tag_id')) {
    const highlight = Number(row.highlight_id);
    const list = tags.get(highlight);
    if (list === undefined) tags.set(highlight, [`t${row.tag_id}`]);
    else list.push(`t${row.tag_id}`);
  }
  const highlights = new Map<number, Highlight[]>();
  for (const row of database.rows('highlights', 'id', 'document_id', 'start_offset', 'end_offset', 'snippet')) {
    const document = Number(row.document_id);
    const highlight = {
      id: Number(row.id),
      start: numberOf(row.start_offset) ?? -1,
      end: numberOf(row.end_offset) ?? -1,
      snippet: textOf(row.snippet),
      tags: (tags.get(Number(row.id)) ?? []).filter((tag) => builder.hasCode(tag)),
    };
    const list = highlights.get(document);
    if (list === undefined) highlights.set(document, [highlight]);
    else list.push(highlight);
  }
  for (const { id, name, description, contents } of database.rows(
    'documents',
    'id',
    'name',
    'description',
    'contents',
  )) {
    const title = textOf(name);
    const html = readHtml(textOf(contents), title);
    const own = (highlights.get(Number(id)) ?? []).sort((a, b) => a.start - b.start || a.id - b.id);
    highlights.delete(Number(id));
    builder.source({
      key: `d${id}`,
      name: title,
      path: null,
      content: { source: html.source },
      attributes: files.entryOf(path),
      cases: [],
      codings: codingsOf(own, html, title, builder),
    });
    const about = wordsOf(textOf(description));
    if (about !== null)
      builder.note({
        name: title,
        content: about,
        author: null,
        date: null,
        about: [{ kind: 'source', key: `d${id}` }],
      });
  }
  builder.withoutDocument([...highlights.values()].reduce((sum, list) => sum + list.length, 0));
  const steps = database.count('commands');
  if (steps > 0) builder.leftOut(message('The history of what was done ({0} steps) has no place in a study.', steps));
  return builder.build();
}

interface Highlight {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly snippet: string;
  readonly tags: readonly string[];
}

/** Tags are a tree by the tag above, or by dots in their names where there is a tag of the name before the dot. */
function readTags(database: ProjectDatabase, tops: ReadonlyMap<number, string>, builder: ProjectBuilder): void {
  const rows = database.rows('tags', 'id', 'project_id', 'path', 'description', 'parent_id');
  const byPath = new Map(rows.map(({ id, project_id: project, path }) => [`${project}\0${textOf(path)}`, `t${id}`]));
  for (const { id, project_id: project, path, description, parent_id: above } of rows) {
    const whole = textOf(path);
    const dot = whole.lastIndexOf('.');
    const byDot = dot < 1 ? undefined : byPath.get(`${project}\0${whole.slice(0, dot)}`);
    builder.code({
      key: `t${id}`,
      name: above === null && byDot !== undefined ? whole.slice(dot + 1) : whole,
      parent: above === null ? (byDot ?? tops.get(Number(project)) ?? null) : `t${above}`,
      description: wordsOf(textOf(description)),
    });
  }
}

function codingsOf(
  highlights: readonly Highlight[],
  html: HtmlText,
  title: string,
  builder: ProjectBuilder,
): readonly ProjectCoding[] {
  if (highlights.length === 0) return [];
  const units = unitsOfBytes(html.raw);
  // A browser counts the white space before the first block, another reader does not.
  const lead = html.raw.length - html.raw.trimStart().length;
  const said = (text: string): string => text.replace(/\s+/g, '');
  const placed = (shift: number): (readonly [number, number] | undefined)[] =>
    highlights.map(({ start, end }) => {
      const from = start < 0 ? undefined : units[start + shift];
      const to = units[end + shift];
      return from === undefined || to === undefined || from < 0 || to <= from ? undefined : [from, to];
    });
  const snippets = highlights.map(({ snippet }) => said(readHtml(snippet, '').raw));
  const fits = (places: readonly (readonly [number, number] | undefined)[]): number =>
    places.filter((place, i) => place !== undefined && said(html.raw.slice(...place)) === snippets[i]).length;
  const usual = placed(0);
  const moved = lead === 0 ? usual : placed(lead);
  const places = fits(moved) > fits(usual) ? moved : usual;
  return highlights.flatMap(({ id, tags, snippet }, i) => {
    const place = places[i];
    if (place === undefined) {
      builder.broken(message('{0}: a passage lies outside of the text: {1}', title, shortened(snippets[i] ?? snippet)));
      return [];
    }
    if (snippets[i] !== '' && snippets[i] !== said(html.raw.slice(...place)))
      builder.broken(
        message('{0}: a passage holds other words than its program noted: {1}', title, shortened(snippets[i] ?? '')),
      );
    if (tags.length === 0)
      builder.leftOut(message('{0}: a passage without a code is left out: {1}', title, shortened(snippets[i] ?? '')));
    return [
      {
        key: `h${id}`,
        start: html.placeOf(place[0]),
        end: html.placeOf(place[1] - 1) + 1,
        codes: tags,
        coder: null,
        facts: {},
        id: null,
        memo: null,
      },
    ];
  });
}

/** For each byte of a text in UTF-8 the UTF-16 code unit that begins there; -1 inside a character. */
function unitsOfBytes(text: string): Int32Array {
  const units = new Int32Array(text.length * 3 + 1).fill(-1);
  let byte = 0;
  for (let i = 0; i < text.length;) {
    const point = text.codePointAt(i) ?? 0;
    units[byte] = i;
    byte += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    i += point > 0xffff ? 2 : 1;
  }
  units[byte] = text.length;
  return units.subarray(0, byte + 1);
}
