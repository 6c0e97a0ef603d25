import initSqlJs from 'sql.js/dist/sql-wasm-inline.js';

type Cell = string | number | null;

/** A database made for a test: its tables, each with columns and rows. */
export async function databaseOf(
  tables: Readonly<Record<string, { readonly columns: string; readonly rows: readonly (readonly Cell[])[] }>>,
  more: readonly string[] = [],
): Promise<Uint8Array> {
  const { Database } = await initSqlJs();
  const database = new Database();
  for (const [name, { columns, rows }] of Object.entries(tables)) {
    database.run(`CREATE TABLE ${name} (${columns})`);
    for (const row of rows) database.run(`INSERT INTO ${name} VALUES (${row.map(() => '?').join(', ')})`, row);
  }
  for (const sql of more) database.run(sql);
  const bytes = database.export();
  database.close();
  return bytes;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
const pointsOf = (text: string): number => Array.from(text).length;

/** Where words stand in a text, in a unit. */
function places(text: string, words: string, count: (part: string) => number): [number, number] {
  const at = text.indexOf(words);
  return [count(text.slice(0, at)), count(text.slice(0, at + words.length))];
}

/** A project in the shape of Taguette: emoji, marks of emphasis, white space before the first block. */
export function taguetteProject(): Promise<Uint8Array> {
  const html =
    '\n<h1>Intervju 😀</h1>\n<p>Vi vil <b>det beste</b> for bygda 🏔️ &amp; alle.</p><ul><li>Først dette</li><li>så [dette]</li></ul>';
  const text = '\nIntervju 😀\nVi vil det beste for bygda 🏔️ & alle.Først detteså [dette]';
  const highlight = (id: number, words: string, snippet = words): Cell[] => [
    id,
    1,
    ...places(text, words, bytesOf),
    snippet,
  ];
  return databaseOf({
    projects: {
      columns: 'id INTEGER PRIMARY KEY, name, description, created',
      rows: [[1, 'Klynger', 'Om prosjektet', '']],
    },
    documents: {
      columns: 'id INTEGER PRIMARY KEY, name, description, filename, created, project_id, text_direction, contents',
      rows: [[1, 'A1.docx', 'Første samtale', 'A1.docx', '', 1, 'LEFT_TO_RIGHT', html]],
    },
    tags: {
      columns: 'id INTEGER PRIMARY KEY, project_id, path, description',
      rows: [
        [1, 1, 'verdi', 'Det som er viktig'],
        [2, 1, 'verdi.sted', ''],
        [3, 1, 'a.b', ''],
      ],
    },
    highlights: {
      columns: 'id INTEGER PRIMARY KEY, document_id, start_offset, end_offset, snippet',
      rows: [
        highlight(1, 'det beste', '<p><b>det beste</b></p>'),
        highlight(2, 'bygda 🏔️ & alle', '<p>bygda 🏔️ &amp; alle</p>'),
        highlight(3, '[dette]'),
        [4, 1, 5000, 5010, 'borte'],
      ],
    },
    highlight_tags: {
      columns: 'highlight_id, tag_id',
      rows: [
        [1, 1],
        [1, 2],
        [2, 2],
        [3, 3],
        [4, 1],
      ],
    },
    commands: { columns: 'id INTEGER PRIMARY KEY, payload', rows: [[1, '{}']] },
  });
}

export const qualCoderText = 'A1: Det er dyrt 😀 her.\r\nA1: Men vi vil, 🙂 alle sammen.\r\n';

/** The same in the shape of QualCoder, with positions in one of the units that its versions use. */
export function qualCoderProject(unit: 'points' | 'units'): Promise<Uint8Array> {
  const count = unit === 'points' ? pointsOf : (part: string): number => part.length;
  const coded = (cid: number, words: string, memo = '', important = 0): Cell[] => [
    null,
    cid,
    1,
    words,
    ...places(qualCoderText, words, count),
    'kari',
    '2024-01-01 10:00:00',
    memo,
    null,
    important,
  ];
  return databaseOf({
    project: { columns: 'databaseversion, date, memo, about', rows: [['v11', '', 'Om alt', 'QualCoder']] },
    source: {
      columns: 'id INTEGER PRIMARY KEY, name, fulltext, mediapath, memo, owner, date, av_text_id, risid',
      rows: [
        [1, 'A1.txt', qualCoderText, null, 'Kort samtale', 'kari', '2024-01-02 09:00:00', null, null],
        [2, 'opptak.mp3', null, '/audio/opptak.mp3', '', 'kari', '', null, null],
      ],
    },
    code_cat: {
      columns: 'catid INTEGER PRIMARY KEY, name, owner, date, memo, supercatid',
      rows: [
        [1, 'Barrierer', '', '', 'Står i veien', null],
        [2, 'Penger', '', '', '', 1],
      ],
    },
    code_name: {
      columns: 'cid INTEGER PRIMARY KEY, name, memo, catid, owner, date, color',
      rows: [
        [1, 'Kostnad', 'At det er dyrt', 2, '', '', '#d1495b'],
        [2, 'Vilje', '', null, '', '', 'red'],
      ],
    },
    code_text: {
      columns: 'ctid INTEGER PRIMARY KEY, cid, fid, seltext, pos0, pos1, owner, date, memo, avid, important',
      rows: [coded(1, 'dyrt 😀 her', 'Sagt høyt', 1), coded(2, '🙂 alle sammen')],
    },
    annotation: {
      columns: 'anid INTEGER PRIMARY KEY, fid, pos0, pos1, memo, owner, date',
      rows: [[1, 1, ...places(qualCoderText, 'Det er', count), 'Hør tonen', 'ola', '']],
    },
    cases: { columns: 'caseid INTEGER PRIMARY KEY, name, memo, owner, date', rows: [[1, 'Anna', '', '', '']] },
    case_text: {
      columns: 'id INTEGER PRIMARY KEY, caseid, fid, pos0, pos1, owner, date, memo',
      rows: [[1, 1, 1, 0, 4000, '', '', '']],
    },
    attribute_type: {
      columns: 'name, date, owner, memo, caseOrFile, valuetype',
      rows: [['rolle', '', '', '', 'case', 'character']],
    },
    attribute: {
      columns: 'attrid INTEGER PRIMARY KEY, name, attr_type, value, id, date, owner',
      rows: [
        [1, 'rolle', 'case', 'leder', 1, '', ''],
        [2, 'sted', 'file', 'Bø', 1, '', ''],
      ],
    },
    journal: {
      columns: 'jid INTEGER PRIMARY KEY, name, jentry, date, owner',
      rows: [[1, 'Dag 1', 'Tanker *her*', '2024-02-01', 'kari']],
    },
    code_image: { columns: 'imid INTEGER PRIMARY KEY, id', rows: [[1, 2]] },
  });
}

/** A project in the shape of RQDA. */
export function rqdaProject(): Promise<Uint8Array> {
  const text = 'Vi er redde 😀 for dette.\nMen det går bra.';
  const coded = (cid: number, words: string, status = 1): Cell[] => [
    cid,
    1,
    words,
    ...places(text, words, pointsOf),
    status,
    'default',
    '',
    null,
  ];
  return databaseOf({
    project: {
      columns: 'databaseversion, date, dateM, memo, about, imageDir',
      rows: [['0.2.2', '', '', 'Notat', '', null]],
    },
    source: { columns: 'name, id, file, memo, owner, date, dateM, status', rows: [['B1', 1, text, '', '', '', '', 1]] },
    freecode: {
      columns: 'name, memo, owner, date, dateM, id, status, color',
      rows: [
        ['Frykt', 'Redsel', '', '', '', 1, 1, '#112233'],
        ['Borte', '', '', '', '', 2, 0, null],
        ['Håp', null, '', '', '', 3, 1, 'antiquewhite1'],
      ],
    },
    codecat: {
      columns: 'name, cid, catid, owner, date, dateM, memo, status',
      rows: [
        ['Følelser', null, 1, '', '', '', '', 1],
        ['Annet', null, 2, '', '', '', '', 1],
      ],
    },
    treecode: {
      columns: 'cid, catid, date, dateM, memo, status, owner',
      rows: [
        [1, 1, '', '', '', 1, ''],
        [1, 2, '', '', '', 1, ''],
      ],
    },
    coding: {
      columns: 'cid, fid, seltext, selfirst real, selend real, status, owner, date, memo',
      rows: [coded(1, 'redde 😀 for dette'), coded(3, 'det går bra'), coded(3, 'Men', -1)],
    },
    coding2: {
      columns: 'cid, fid, seltext, selfirst real, selend real, status, owner, date, memo',
      rows: [coded(1, 'det går bra')],
    },
    cases: { columns: 'name, memo, owner, date, dateM, id, status', rows: [['Per', '', '', '', '', 1, 1]] },
    caselinkage: {
      columns: 'caseid, fid, selfirst, selend, status, owner, date, memo',
      rows: [[1, 1, 0, 10, 1, '', '', '']],
    },
    caseAttr: {
      columns: 'variable, value, caseID, date, dateM, owner, status',
      rows: [['alder', '40', 1, '', '', '', 1]],
    },
    annotation: {
      columns: 'fid, position, annotation, owner, date, dateM, status',
      rows: [[1, 3, 'Se her', '', '', '', 1]],
    },
    journal: { columns: 'name, journal, date, dateM, owner, status', rows: [['Logg', 'Tekst', '', '', '', 1]] },
  });
}
