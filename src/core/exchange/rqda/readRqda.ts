import { plainSource } from '../../imports/source.js';
import type { FrontMatterData } from '../../markdown/frontMatterData.js';
import { message } from '../../text/message.js';
import { numberOf, textOf, type ProjectDatabase, type Row } from '../database/projectDatabase.js';
import type { ProjectFiles } from '../files.js';
import { placeCodings, shortened, type CountedCoding } from '../place.js';
import { ProjectBuilder, stemOf, wordsOf, type ReadProject } from '../projectBuilder.js';

/** Whether a database is one of RQDA's. */
export function isRqda(database: ProjectDatabase): boolean {
  return database.has('freecode', 'id', 'name') && database.has('coding', 'cid', 'fid', 'selfirst', 'selend');
}

/** What was deleted stays in the tables of RQDA with another status. */
const isThere = ({ status }: Row<'status'>): boolean => status === null || status === 1;

/** Reads a project of RQDA. Positions are characters of the file, and the last one is not in the passage. @param path of the database. */
export function readRqda(database: ProjectDatabase, path: string, files: ProjectFiles): ReadProject {
  const builder = new ProjectBuilder(stemOf(path));
  for (const { memo } of database.rows('project', 'memo')) {
    const content = wordsOf(textOf(memo));
    if (content !== null) builder.note({ name: 'RQDA', content, author: null, date: null, about: [] });
  }
  let deleted = readCodes(database, builder);
  const casesOf = readCases(database, builder);
  const attributes = attributesOf(database);
  const annotations = database.rows('annotation', 'fid', 'position', 'annotation', 'owner', 'status');
  const codings = new Map<number, CountedCoding[]>();
  for (const [table, round] of [
    ['coding', ''],
    ['coding2', '2'],
  ] as const) {
    const rows = database.rows(table, 'cid', 'fid', 'seltext', 'selfirst', 'selend', 'status', 'owner', 'memo');
    rows.forEach((row, i) => {
      if (!isThere(row)) {
        deleted++;
        return;
      }
      const code = `c${row.cid}`;
      if (!builder.hasCode(code)) {
        builder.broken(message('A passage has a code that is not there: {0}', shortened(textOf(row.seltext))));
        return;
      }
      const list = codings.get(Number(row.fid)) ?? [];
      codings.set(Number(row.fid), list);
      list.push({
        key: `${table}${i}`,
        start: numberOf(row.selfirst) ?? -1,
        end: numberOf(row.selend) ?? -1,
        words: textOf(row.seltext),
        codes: [code],
        coder: textOf(row.owner) || null,
        facts: round === '' ? {} : { round },
        id: null,
        memo: wordsOf(textOf(row.memo)),
      });
    });
  }
  for (const row of database.rows('source', 'id', 'name', 'file', 'memo', 'owner', 'status')) {
    if (!isThere(row)) {
      deleted++;
      codings.delete(Number(row.id));
      continue;
    }
    const name = textOf(row.name);
    const { text, codings: placed } = placeCodings(textOf(row.file), codings.get(Number(row.id)) ?? [], name, builder);
    codings.delete(Number(row.id));
    const key = `s${row.id}`;
    builder.source({
      key,
      name,
      path: null,
      content: { source: plainSource(text, name) },
      attributes: { ...attributes.get(Number(row.id)), ...files.entryOf(path) },
      cases: casesOf(Number(row.id)),
      codings: placed,
    });
    const about = [{ kind: 'source', key }] as const;
    const memo = wordsOf(textOf(row.memo));
    if (memo !== null) builder.note({ name, content: memo, author: textOf(row.owner) || null, date: null, about });
    for (const note of annotations) {
      const content = note.fid === row.id && isThere(note) ? wordsOf(textOf(note.annotation)) : null;
      if (content !== null)
        builder.note({
          name: `${name} ${textOf(note.position)}`,
          content,
          author: textOf(note.owner) || null,
          date: null,
          about,
        });
    }
  }
  builder.withoutDocument([...codings.values()].reduce((sum, list) => sum + list.length, 0));
  if (deleted > 0)
    builder.leftOut(message('What was deleted in the program, and is in its file still, is left out: {0}', deleted));
  if (database.count('imageCoding') > 0)
    builder.leftOut(message('Codings of pictures are left out: {0}', database.count('imageCoding')));
  for (const row of database.rows('journal', 'name', 'journal', 'owner', 'status')) {
    const content = isThere(row) ? wordsOf(textOf(row.journal)) : null;
    if (content !== null)
      builder.note({ name: textOf(row.name), content, author: textOf(row.owner) || null, date: null, about: [] });
  }
  return builder.build();
}

/** Codes may be in several categories: the first is the one above, the code supports the others. @returns how many are deleted. */
function readCodes(database: ProjectDatabase, builder: ProjectBuilder): number {
  let deleted = 0;
  for (const row of database.rows('codecat', 'catid', 'name', 'memo', 'status')) {
    if (!isThere(row)) deleted++;
    else
      builder.code({
        key: `k${row.catid}`,
        name: textOf(row.name),
        kind: 'category',
        description: wordsOf(textOf(row.memo)),
      });
  }
  const categories = new Map<number, string[]>();
  for (const row of database.rows('treecode', 'cid', 'catid', 'status')) {
    const category = `k${row.catid}`;
    if (!isThere(row) || !builder.hasCode(category)) continue;
    categories.set(Number(row.cid), [...(categories.get(Number(row.cid)) ?? []), category]);
  }
  for (const row of database.rows('freecode', 'id', 'name', 'memo', 'color', 'status')) {
    if (!isThere(row)) {
      deleted++;
      continue;
    }
    const [parent, ...themes] = categories.get(Number(row.id)) ?? [];
    builder.code({
      key: `c${row.id}`,
      name: textOf(row.name),
      parent: parent ?? null,
      themes,
      color: textOf(row.color) || null,
      description: wordsOf(textOf(row.memo)),
    });
  }
  return deleted;
}

function readCases(database: ProjectDatabase, builder: ProjectBuilder): (source: number) => readonly string[] {
  const values = database.rows('caseAttr', 'variable', 'value', 'caseID', 'status').filter(isThere);
  const known = new Set<number>();
  for (const row of database.rows('cases', 'id', 'name', 'memo', 'status')) {
    if (!isThere(row)) continue;
    known.add(Number(row.id));
    const own = values.filter(({ caseID }) => caseID === row.id);
    builder.case(
      `k${row.id}`,
      textOf(row.name),
      Object.fromEntries(own.map(({ variable, value }) => [textOf(variable), textOf(value)])),
    );
    const content = wordsOf(textOf(row.memo));
    if (content !== null) builder.note({ name: textOf(row.name), content, author: null, date: null, about: [] });
  }
  const links = database.rows('caselinkage', 'caseid', 'fid', 'status').filter(isThere);
  return (source) => [
    ...new Set(
      links.filter(({ fid, caseid }) => fid === source && known.has(Number(caseid))).map(({ caseid }) => `k${caseid}`),
    ),
  ];
}

function attributesOf(database: ProjectDatabase): ReadonlyMap<number, FrontMatterData> {
  const attributes = new Map<number, FrontMatterData>();
  const put = (file: number, name: string, value: string): void => {
    if (name !== '' && value !== '') attributes.set(file, { ...attributes.get(file), [name]: value });
  };
  for (const row of database.rows('fileAttr', 'variable', 'value', 'fileID', 'status').filter(isThere))
    put(Number(row.fileID), textOf(row.variable), textOf(row.value));
  const categories = new Map(database.rows('filecat', 'catid', 'name').map(({ catid, name }) => [catid, textOf(name)]));
  for (const row of database.rows('treefile', 'fid', 'catid', 'status').filter(isThere))
    put(Number(row.fid), 'category', categories.get(row.catid) ?? '');
  return attributes;
}
