import type { FrontMatterData } from '../../markdown/frontMatterData.js';
import { plainSource } from '../../imports/source.js';
import { message } from '../../text/message.js';
import { numberOf, textOf, type ProjectDatabase } from '../database/projectDatabase.js';
import type { ProjectFiles } from '../files.js';
import { placeCodings, shortened, type CountedCoding } from '../place.js';
import { dayOf, ProjectBuilder, stemOf, wordsOf, type ReadProject } from '../projectBuilder.js';

/** Whether a database is one of QualCoder's. */
export function isQualCoder(database: ProjectDatabase): boolean {
  return database.has('code_text', 'cid', 'fid', 'pos0', 'pos1') && database.has('source', 'fulltext');
}

/** Reads a project of QualCoder. Positions are characters of `fulltext`. @param path of the database. */
export function readQualCoder(database: ProjectDatabase, path: string, files: ProjectFiles): ReadProject {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : files.name;
  const builder = new ProjectBuilder(stemOf(folder) || 'QualCoder');
  for (const { memo } of database.rows('project', 'memo')) {
    const content = wordsOf(textOf(memo));
    if (content !== null) builder.note({ name: 'QualCoder', content, author: null, date: null, about: [] });
  }
  readCodes(database, builder);
  const { casesOf, wholes } = readCases(database, builder);
  const codings = codingsBySource(database, builder);
  const notes = annotationsBySource(database);
  const attributes = attributesBySource(database);
  const media: string[] = [];
  const known = new Set<number>();
  for (const row of database.rows('source', 'id', 'name', 'fulltext', 'memo', 'owner', 'date')) {
    const id = Number(row.id);
    known.add(id);
    const name = textOf(row.name);
    if (row.fulltext === null) {
      media.push(name);
      continue;
    }
    const written = textOf(row.fulltext);
    const counted = [...(codings.get(id) ?? []), ...(notes.get(id) ?? [])];
    const { text, codings: placed } = placeCodings(written, counted, name, builder);
    const key = `s${id}`;
    builder.source({
      key,
      name: stemOf(name) || name,
      path: null,
      content: { source: plainSource(text, stemOf(name) || name) },
      attributes: { ...attributes.get(id), ...files.entryOf(path) },
      cases: casesOf(id, Array.from(written).length),
      codings: placed.filter(({ codes }) => codes.length > 0),
    });
    const memo = wordsOf(textOf(row.memo));
    const about = [{ kind: 'source', key }] as const;
    if (memo !== null)
      builder.note({ name, content: memo, author: textOf(row.owner) || null, date: dayOf(textOf(row.date)), about });
    for (const { codes, start, end, memo: said, coder } of placed) {
      if (codes.length > 0 || said === null) continue;
      const content = { ...said, text: `«${text.slice(start, end)}»\n\n${said.text}` };
      builder.note({
        name: `${name} ${shortened(text.slice(start, end)).slice(0, 30)}`,
        content,
        author: coder,
        date: null,
        about,
      });
    }
  }
  if (media.length > 0)
    builder.leftOut(
      message(
        'Recordings, pictures and other documents without a text are left out: {0}',
        media.slice(0, 20).join(', '),
      ),
    );
  builder.withoutDocument(
    [...codings].filter(([id]) => !known.has(id)).reduce((sum, [, list]) => sum + list.length, 0),
  );
  for (const [table, what] of [
    ['code_image', message('Codings of pictures are left out: {0}', database.count('code_image'))],
    ['code_av', message('Codings of recordings are left out: {0}', database.count('code_av'))],
  ] as const)
    if (database.count(table) > 0) builder.leftOut(what);
  if (wholes.parts > 0)
    builder.leftOut(
      message('Cases that are a part of a document are cases of the whole document now: {0}', wholes.parts),
    );
  for (const { name, jentry, date, owner } of database.rows('journal', 'name', 'jentry', 'date', 'owner')) {
    const content = wordsOf(textOf(jentry));
    if (content !== null)
      builder.note({
        name: textOf(name),
        content,
        author: textOf(owner) || null,
        date: dayOf(textOf(date)),
        about: [],
      });
  }
  return builder.build();
}

function readCodes(database: ProjectDatabase, builder: ProjectBuilder): void {
  for (const { catid, name, memo, supercatid } of database.rows('code_cat', 'catid', 'name', 'memo', 'supercatid'))
    builder.code({
      key: `k${catid}`,
      name: textOf(name),
      kind: 'category',
      parent: supercatid === null ? null : `k${supercatid}`,
      description: wordsOf(textOf(memo)),
    });
  for (const row of database.rows('code_name', 'cid', 'name', 'memo', 'catid', 'color', 'supercid'))
    builder.code({
      key: `c${row.cid}`,
      name: textOf(row.name),
      parent: row.supercid !== null ? `c${row.supercid}` : row.catid === null ? null : `k${row.catid}`,
      color: textOf(row.color) || null,
      description: wordsOf(textOf(row.memo)),
    });
}

function readCases(
  database: ProjectDatabase,
  builder: ProjectBuilder,
): { casesOf: (source: number, length: number) => readonly string[]; wholes: { parts: number } } {
  const values = new Map<number, Record<string, string>>();
  for (const row of database.rows('attribute', 'name', 'attr_type', 'value', 'id')) {
    if (row.attr_type !== 'case') continue;
    const id = Number(row.id);
    values.set(id, { ...values.get(id), [textOf(row.name)]: textOf(row.value) });
  }
  const known = new Set<number>();
  for (const { caseid, name, memo } of database.rows('cases', 'caseid', 'name', 'memo')) {
    known.add(Number(caseid));
    builder.case(`k${caseid}`, textOf(name), values.get(Number(caseid)) ?? {});
    const content = wordsOf(textOf(memo));
    if (content !== null) builder.note({ name: textOf(name), content, author: null, date: null, about: [] });
  }
  const wholes = { parts: 0 };
  const links = database.rows('case_text', 'caseid', 'fid', 'pos0', 'pos1');
  const casesOf = (source: number, length: number): readonly string[] => {
    const own = links.filter(({ fid, caseid }) => fid === source && known.has(Number(caseid)));
    wholes.parts += own.filter(
      ({ pos0, pos1 }) => Number(pos0) > 0 || (pos1 !== null && Number(pos1) < length - 1),
    ).length;
    return [...new Set(own.map(({ caseid }) => `k${caseid}`))];
  };
  return { casesOf, wholes };
}

function attributesBySource(database: ProjectDatabase): ReadonlyMap<number, FrontMatterData> {
  const attributes = new Map<number, FrontMatterData>();
  for (const { name, attr_type: type, value, id } of database.rows('attribute', 'name', 'attr_type', 'value', 'id')) {
    if (type !== 'file' || textOf(value) === '') continue;
    attributes.set(Number(id), { ...attributes.get(Number(id)), [textOf(name)]: textOf(value) });
  }
  return attributes;
}

function codingsBySource(
  database: ProjectDatabase,
  builder: ProjectBuilder,
): ReadonlyMap<number, readonly CountedCoding[]> {
  const bySource = new Map<number, CountedCoding[]>();
  const rows = database.rows('code_text', 'cid', 'fid', 'seltext', 'pos0', 'pos1', 'owner', 'memo', 'important');
  rows.forEach((row, i) => {
    const code = `c${row.cid}`;
    if (!builder.hasCode(code)) {
      builder.broken(message('A passage has a code that is not there: {0}', shortened(textOf(row.seltext))));
      return;
    }
    push(bySource, Number(row.fid), {
      key: `t${i}`,
      start: numberOf(row.pos0) ?? -1,
      end: numberOf(row.pos1) ?? -1,
      words: textOf(row.seltext),
      codes: [code],
      coder: textOf(row.owner) || null,
      facts: row.important === 1 ? { important: 'true' } : {},
      id: null,
      memo: wordsOf(textOf(row.memo)),
    });
  });
  return bySource;
}

function annotationsBySource(database: ProjectDatabase): ReadonlyMap<number, readonly CountedCoding[]> {
  const bySource = new Map<number, CountedCoding[]>();
  for (const row of database.rows('annotation', 'anid', 'fid', 'pos0', 'pos1', 'memo', 'owner'))
    push(bySource, Number(row.fid), {
      key: `a${row.anid}`,
      start: numberOf(row.pos0) ?? -1,
      end: numberOf(row.pos1) ?? -1,
      words: '',
      codes: [],
      coder: textOf(row.owner) || null,
      facts: {},
      id: null,
      memo: wordsOf(textOf(row.memo)),
    });
  return bySource;
}

function push<T>(lists: Map<number, T[]>, key: number, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
