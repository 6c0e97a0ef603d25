import assert from 'node:assert/strict';
import { Document, Packer, Paragraph, type FileChild } from 'docx';
import * as fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { analysesCsv } from '../../../src/core/analysis/render/csv.js';
import { analysesDocx } from '../../../src/core/analysis/render/docx.js';
import { caption, wordTable } from '../../../src/core/analysis/render/docxTable.js';
import { heading, proseParagraphs, quotedParagraph } from '../../../src/core/analysis/render/docxText.js';
import { WordBody } from '../../../src/core/analysis/render/docxXml.js';
import { formatAnalyses, exportFormats } from '../../../src/core/analysis/render/formats.js';
import { analysesHtml } from '../../../src/core/analysis/render/html.js';
import { analysesJson, analysesJsonLines } from '../../../src/core/analysis/render/json.js';
import { sheetName } from '../../../src/core/analysis/render/excelText.js';
import { analysesXlsx } from '../../../src/core/analysis/render/xlsx.js';
import type { Table } from '../../../src/core/analysis/table.js';
import { analyzeTitled, type Titled } from '../../../src/core/analysis/titled.js';
import type { FrontMatterData } from '../../../src/core/markdown/frontMatterData.js';
import type { Study } from '../../../src/core/study/study.js';
import { studyFiles, studyOf } from '../study/studies.js';

const plain = { delimiter: ',', bom: false } as const;

/** Two people, two codes: Kari speaks of both, Ola of time only; he is not asked about anything. */
const small = studyOf({
  'codebook.md': '---\ntitle: Ferger\nlanguage: nb\n---\n## Kostnad {#kostnad}\n\n## Tid {#tid}\n',
  'participants.csv': 'id,role\nKari,leder\nOla,\n',
  'transcripts/a.md':
    '---\ntitle: Møte\n---\n**Kari [00:10]:** [Det er "dyrt"]{.kostnad}, og [sent]{.tid}. [Dyrt]{.kostnad}\n\n**Ola:** [Sent & rart]{.tid}\n',
});

async function made(study: Study, asked: FrontMatterData): Promise<readonly [Titled]> {
  return [await analyzeTitled(study, asked)];
}

const matrix = { show: 'matrix', rows: 'codes', columns: 'participants' } as const;
const shares = { show: 'matrix', rows: 'codes', columns: 'participants', cell: 'share', totals: false } as const;

/** The files in an archive, as text. */
function opened(zip: Uint8Array): ReadonlyMap<string, string> {
  return new Map(Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

function fileIn(zip: Uint8Array, name: string): string {
  const text = opened(zip).get(name);
  assert.ok(text !== undefined, `${name} is missing; there are ${[...opened(zip).keys()].join(', ')}`);
  return text;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(xml: string): string {
  return xml.replace(/&(?:#(\d+)|(\w+));/g, (_, code?: string, name?: string) =>
    code === undefined ? (entities[name ?? ''] ?? '?') : String.fromCodePoint(Number(code)),
  );
}

/** The cells of a sheet by their names, such as `B2`; texts as they are. */
function cellsOf(xlsx: Uint8Array, sheet = 1): ReadonlyMap<string, string | number> {
  const strings = [...(opened(xlsx).get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(
    ([, si = '']) => unescaped([...si.matchAll(/<t(?: [^>]*)?>(.*?)<\/t>/gs)].map(([, t]) => t).join('')),
  );
  const cells = new Map<string, string | number>();
  for (const [, attributes = '', inside = ''] of fileIn(xlsx, `xl/worksheets/sheet${String(sheet)}.xml`).matchAll(
    /<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs,
  )) {
    const name = /r="(\w+)"/.exec(attributes)?.[1] ?? '';
    const type = /t="(\w+)"/.exec(attributes)?.[1];
    assert.doesNotMatch(inside, /<f[ >]/, 'no formula');
    const value = /<v>(.*?)<\/v>/s.exec(inside)?.[1] ?? '';
    if (inside === '') continue;
    if (type === 's') cells.set(name, strings[Number(value)] ?? '');
    else if (type === 'inlineStr') cells.set(name, unescaped(/<t[^>]*>(.*?)<\/t>/s.exec(inside)?.[1] ?? ''));
    else cells.set(name, Number(value));
  }
  return cells;
}

/** The texts of a Word document's paragraphs, each behind its style. */
function paragraphsOf(docx: Uint8Array): readonly string[] {
  return [...fileIn(docx, 'word/document.xml').matchAll(/<w:p>(.*?)<\/w:p>/gs)].map(([, inside = '']) => {
    const style = /<w:pStyle w:val="(\w+)"/.exec(inside)?.[1] ?? '';
    const text = [...inside.matchAll(/<w:t(?: [^>]*)?>(.*?)<\/w:t>|<w:br\/>/gs)]
      .map(([, t]) => (t === undefined ? '\n' : unescaped(t)))
      .join('');
    return `${style}|${text}`;
  });
}

/** A way to fail where XML is not well formed, as far as its characters and its tags go. */
function checkXml(xml: string): void {
  assert.doesNotMatch(xml, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  const open: string[] = [];
  for (const [, close, name = '', alone] of xml.matchAll(/<(\/?)([\w:]+)(?:\s+[\w:]+="[^"<]*")*\s*(\/?)>/g)) {
    if (close === '/') assert.equal(open.pop(), name);
    else if (alone !== '/') open.push(name);
  }
  assert.deepEqual(open, []);
  assert.doesNotMatch(xml.replace(/<[^<>]*>/g, ''), /[<>]|&(?!#?\w+;)/);
}

describe('an analysis as CSV', () => {
  it('should be its table', async () =>
    assert.equal(
      analysesCsv(small, await made(small, matrix), plain),
      ',Kari,Ola,Samlet\nKostnad,2,0,2\nTid,1,1,2\nSamlet,3,1,4\n',
    ));

  it('should have semicolons, commas in numbers and a byte order mark where that is asked for', async () => {
    const text = analysesCsv(small, await made(small, shares), { delimiter: ';', bom: true });
    // Kari says 7 words, 4 of them coded as cost and one as time; Ola says 3.
    assert.match(text, /^\ufeff;Kari;Ola\nKostnad;0,\d+;0\nTid;0,\d+;1\n$/);
  });

  it('should have quotations with what is known of them', async () =>
    assert.equal(
      analysesCsv(small, await made(small, { show: 'quotations', codes: 'kostnad' }), plain),
      [
        'Gruppe,Sitat,Deltakere,Dokument,Tid,Seksjon,Koder,Fil',
        'Møte,"Det er ""dyrt""",Kari,Møte,00:10,,Kostnad,transcripts/a.md',
        'Møte,Dyrt,Kari,Møte,00:10,,Kostnad,transcripts/a.md',
        '',
      ].join('\n'),
    ));

  it('should have the attribution where it says more than the columns', async () => {
    const asked = { show: 'quotations', codes: 'kostnad', by: 'nothing', attribution: '{participant} ({attr:role})' };
    const [header, first] = analysesCsv(small, await made(small, asked), plain).split('\n');
    assert.equal(header, 'Sitat,Kildeangivelse,Deltakere,Dokument,Tid,Seksjon,Koder,Fil');
    assert.equal(first, '"Det er ""dyrt""",Kari (leder),Kari,Møte,00:10,,Kostnad,transcripts/a.md');
  });

  it('should run no formula', async () => {
    const said = ['=1+1', '+47 til alle', '-SUM(A1)', '@navn', ' =cmd', '\u200b=cmd', '＝cmd'];
    const hostile = studyOf({
      'codebook.md': `---\nlanguage: nb\n---\n${said.map((text, i) => `## ${text} {#c${String(i)}}`).join('\n\n')}\n`,
      'transcripts/a.md': `**=HYPERLINK("x"):** ${said.map((text, i) => `[${text}]{.c${String(i)}}`).join(' og ')}\n`,
    });
    for (const asked of [
      { show: 'matrix', rows: 'codes', columns: 'participants', cell: 'quotes' },
      { show: 'quotations', by: 'codes' },
    ]) {
      for (const delimiter of [',', ';'] as const) {
        const text = analysesCsv(hostile, await made(hostile, asked), { delimiter, bom: false });
        for (const cell of Papa.parse<string[]>(text, { delimiter }).data.flat()) {
          assert.doesNotMatch(cell, /^[\s\u200b]*[=+\-@＝]/, cell);
        }
      }
    }
  });
});

describe('an analysis as JSON', () => {
  it('should have rows, columns, and cells with why they are empty and how many places they open', async () =>
    assert.deepEqual(JSON.parse(analysesJson(small, await made(small, { ...matrix, totals: false }))), [
      {
        kind: 'table',
        title: 'Matrise: koder × deltakere',
        unit: 'passages',
        corner: '',
        rows: [
          { id: 'kostnad', name: 'Kostnad', level: 0, role: 'plain', code: 'kostnad' },
          { id: 'tid', name: 'Tid', level: 0, role: 'plain', code: 'tid' },
        ],
        columns: [
          { id: 'Kari', name: 'Kari', level: 0, role: 'plain' },
          { id: 'Ola', name: 'Ola', level: 0, role: 'plain' },
        ],
        cells: [
          [
            { value: 2, places: 2 },
            { value: 0, empty: 'not-mentioned', places: 0 },
          ],
          [
            { value: 1, places: 1 },
            { value: 1, places: 1 },
          ],
        ],
        legend: [
          { sign: '–', meaning: 'ikke spurt' },
          { sign: '?', meaning: 'spurt, ikke svart' },
          { sign: '·', meaning: 'ingen transkripsjon' },
        ],
        remarks: [],
      },
    ]));

  it('should have quotations as the index has passages', async () => {
    const [part] = JSON.parse(analysesJson(small, await made(small, { show: 'quotations', codes: 'kostnad' }))) as {
      kind: string;
      groups: { name: string; quotations: { quote: string; document: string }[] }[];
    }[];
    assert.equal(part?.kind, 'quotations');
    assert.deepEqual(
      part.groups.map(({ name, quotations }) => [name, quotations.map(({ quote }) => quote)]),
      [['Møte', ['Det er "dyrt"', 'Dyrt']]],
    );
  });

  it('should have a cell a line, as JSON Lines', async () => {
    const lines = analysesJsonLines(small, await made(small, { ...matrix, totals: false }))
      .trimEnd()
      .split('\n');
    assert.deepEqual(
      lines
        .map((line) => JSON.parse(line) as { row: string; column: string; number: number; empty: string | null })
        .map(({ row, column, number, empty }) => [row, column, number, empty]),
      [
        ['kostnad', 'Kari', 2, null],
        ['kostnad', 'Ola', 0, 'not-mentioned'],
        ['tid', 'Kari', 1, null],
        ['tid', 'Ola', 1, null],
      ],
    );
  });
});

describe('an analysis as a workbook', () => {
  it('should have its numbers as numbers and its texts as texts', async () => {
    const xlsx = await analysesXlsx(small, await made(small, matrix));
    assert.deepEqual(
      [...cellsOf(xlsx)]
        .filter(([name]) => /[1-4]$/.test(name) && name.length === 2)
        .map(([name, value]) => `${name}=${String(value)}`),
      [
        'B1=Kari',
        'C1=Ola',
        'D1=Samlet',
        'A2=Kostnad',
        'B2=2',
        'C2=0',
        'D2=2',
        'A3=Tid',
        'B3=1',
        'C3=1',
        'D3=2',
        'A4=Samlet',
        'B4=3',
        'C4=1',
        'D4=4',
      ],
    );
    const sheet = fileIn(xlsx, 'xl/worksheets/sheet1.xml');
    assert.match(sheet, /<pane [^>]*xSplit="1"[^>]*ySplit="1"|<pane [^>]*ySplit="1"[^>]*xSplit="1"/);
    assert.match(sheet, /<cols>.*<col [^>]*width="\d+/s);
    assert.match(fileIn(xlsx, 'xl/workbook.xml'), /<sheet [^>]*name="Matrise koder × deltakere"/);
  });

  it('should show shares in percent', async () => {
    const xlsx = await analysesXlsx(small, await made(small, shares));
    const value = cellsOf(xlsx).get('C3');
    assert.equal(value, 1);
    assert.match(fileIn(xlsx, 'xl/styles.xml'), /numFmtId="9"|formatCode="0%"/);
  });

  it('should have a sheet for each table and its quotations, of several analyses in one file', async () => {
    const several = [
      ...(await made(small, matrix)),
      ...(await made(small, { show: 'summary', code: 'tid' })),
      ...(await made(small, matrix)),
    ];
    const names = [
      ...fileIn(await analysesXlsx(small, several), 'xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]*)"/g),
    ].map(([, name]) => name);
    assert.deepEqual(names, [
      'Matrise koder × deltakere',
      'Oppsummering Tid',
      'Sitater',
      'Matrise koder × deltakere (2)',
    ]);
  });

  it('should have names that Excel allows, none twice', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 50 }), { maxLength: 12 }), (titles) => {
        const taken = new Set<string>();
        const names = titles.map((title) => sheetName(title, taken));
        assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length);
        for (const name of names) assert.match(name, /^(?!')[^[\]:*?/\\]{1,31}(?<!')$/);
      }),
    );
  });
});

describe('an analysis as a Word document', () => {
  it('should have a real table with a caption that Word counts and a header on each page', async () => {
    const docx = await analysesDocx(small, await made(small, matrix));
    const xml = fileIn(docx, 'word/document.xml');
    assert.match(xml, /<w:tblHeader\/>/);
    assert.match(xml, /w:instr="SEQ Tabell \\\* ARABIC"/);
    const [title, caption, ...rest] = paragraphsOf(docx);
    assert.deepEqual(
      [title, caption],
      ['Heading1|Matrise: koder × deltakere', 'Caption|Tabell 1. Matrise: koder × deltakere'],
    );
    assert.deepEqual(
      rest.slice(0, 16).map((text) => text.replace('TableText|', '')),
      ['', 'Kari', 'Ola', 'Samlet', 'Kostnad', '2', '0', '2', 'Tid', '1', '1', '2', 'Samlet', '3', '1', '4'],
    );
    assert.match(fileIn(docx, 'word/styles.xml'), /<w:lang w:val="nb"\/>/);
  });

  it('should have quotations in their style, each with its attribution', async () => {
    const asked = {
      show: 'quotations',
      codes: 'kostnad',
      style: 'guillemets',
      attribution: '{participant} ({attr:role})',
    };
    const docx = await analysesDocx(small, await made(small, asked));
    assert.deepEqual(paragraphsOf(docx), [
      'Heading1|Sitater: Kostnad',
      'Heading2|Møte',
      'Quotation|«Det er ‘dyrt’»',
      'Attribution|— Kari (leder)',
      'Quotation|«Dyrt»',
      'Attribution|— Kari (leder)',
    ]);
  });
});

describe('the body of a Word document', () => {
  it('should be what the library itself would pack, whatever the words', async () => {
    const table = (await made(small, matrix))[0].analysis;
    assert.ok(table.kind === 'table');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), async (texts) => {
        // Each component counts what it is written into, so that each document has its own.
        const children = (): FileChild[] => [
          caption('Tabell', 1, texts.join(' ')),
          wordTable(small, table),
          ...texts.flatMap((text, i) => [
            heading(text, i),
            quotedParagraph({ label: text, text: `${text}\n«${text}»` }, { style: 'Quotation', keepNext: true }),
            ...proseParagraphs(`*a* **b**\n\n- ${text}\n`, 2),
          ]),
        ];
        const only = new Paragraph('-');
        const body = new WordBody(new Document({ sections: [] }));
        children().forEach((child) => body.add(child));
        const packed = await Packer.pack(new Document({ sections: [{ children: children() }] }), 'uint8array');
        assert.equal(
          body.partOf(new Document({ sections: [{ children: [only] }] }), only),
          fileIn(packed, 'word/document.xml'),
        );
      }),
      { numRuns: 15 },
    );
  });
});

describe('an analysis as HTML', () => {
  it('should have the chart that is asked for above its table, as a picture with words', async () => {
    const html = analysesHtml(small, await made(small, { ...matrix, chart: 'heat' }));
    assert.match(html, /<figure class="chart"><svg[^>]* role="img" aria-label="Matrise: koder × deltakere"/);
    assert.match(html, /<desc>Kostnad: Kari 2, Ola 0; Tid: Kari 1, Ola 1<\/desc>/);
    assert.ok(html.indexOf('<svg') < html.indexOf('<table'));
    assert.match(html, /--blue:#[0-9a-f]{6}/);
    assert.doesNotMatch(analysesHtml(small, await made(small, matrix)), /<svg|--blue/);
  });

  it('should be a table with the meaning of its heads', async () => {
    const html = analysesHtml(small, await made(small, matrix));
    assert.match(html, /<html lang="nb">/);
    assert.match(html, /http-equiv="Content-Security-Policy" content="default-src &#x27;none&#x27;; style-src/);
    assert.match(
      html,
      /<caption class="said">Matrise: koder × deltakere<\/caption><thead><tr><td><\/td><th scope="col"/,
    );
    assert.match(html, /<th scope="row" dir="auto">Kostnad<\/th><td class="number" dir="auto">2<\/td>/);
    assert.match(html, /prefers-color-scheme:dark/);
  });

  it('should hold text only, whatever was said', async () => {
    const html = analysesHtml(nasty, await made(nasty, { show: 'quotations', by: 'codes' }));
    const tags = new Set(elementsOf(html));
    for (const tag of ['script', 'img', 'iframe', 'link', 'svg']) assert.equal(tags.has(tag), false, tag);
    assert.match(html, /&#x3C;script>alert\(1\)/);
  });
});

/** Names, words and titles that files of these formats have broken on. */
const nasty = studyOf({
  'codebook.md':
    '---\nlanguage: nb\ntitle: "<script>alert(1)</script>"\n---\n## <script>alert(1)</script> & ]]> {#a}\n\n<img src=x onerror=alert(1)>\n\n## =cmd {#b}\n\n## שלום 😀 {#c}\n\n## _x0041_ {#d}\n',
  'participants.csv': 'id,role\nשלום,=1+1\n😀,<b>\n',
  'transcripts/a.md': [
    '---\ntitle: "]]> <script>"\n---',
    `**שלום:** [שלום עולם]{.c} [<script>alert(1)</script>]{.a} [\u0001\u0008\u000b\ufffe x]{.a}`,
    `**😀:** [${'lang '.repeat(8000)}😀]{.b} [=cmd|' /C calc'!A0]{.b} [_x0041_]{.d} [\ud83d]{.d}`,
    '',
  ].join('\n\n'),
});

function elementsOf(html: string): readonly string[] {
  const names: string[] = [];
  const visit = (node: DefaultTreeAdapterMap['node']): void => {
    if ('tagName' in node) {
      names.push(node.tagName);
      for (const { name } of node.attrs) assert.doesNotMatch(name, /^on/);
    }
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(html));
  return names;
}

describe('exports of a study that means no good', () => {
  const questions = [
    { show: 'matrix', rows: 'codes', columns: 'participants', cell: 'quotes' },
    { show: 'matrix', rows: 'codes', columns: 'attr:role' },
    { show: 'summary', code: 'a' },
    { show: 'quotations', by: 'participants', style: 'curly' },
  ];

  it('should be well-formed XML with all words in it', async () => {
    const several = await Promise.all(questions.map((asked) => analyzeTitled(nasty, asked)));
    for (const zip of [await analysesXlsx(nasty, several), await analysesDocx(nasty, several)]) {
      const files = opened(zip);
      for (const [name, xml] of files) if (/\.(?:xml|rels)$/.test(name)) checkXml(xml);
      const all = unescaped([...files.values()].join(''));
      for (const words of ['שלום עולם', '<script>alert(1)</script>', "=cmd|' /C calc'!A0", ' x']) {
        assert.ok(all.includes(words), words);
      }
    }
  });

  it('should cut what a cell cannot hold, and say so', async () => {
    const cells = cellsOf(await analysesXlsx(nasty, await made(nasty, { show: 'quotations', codes: 'b' })));
    const longest = [...cells.values()].map(String).sort((a, b) => b.length - a.length)[0] ?? '';
    assert.ok(longest.length <= 32_767 && longest.endsWith(' [...]'));
  });

  it('should not have Excel read what was said as an escape', async () => {
    const cells = cellsOf(await analysesXlsx(nasty, await made(nasty, { show: 'quotations', codes: 'd' })));
    assert.ok([...cells.values()].includes('_x005F_x0041_'));
  });

  it('should write Hebrew from right to left', async () => {
    const xml = fileIn(
      await analysesDocx(nasty, await made(nasty, { show: 'quotations', codes: 'c' })),
      'word/document.xml',
    );
    assert.match(xml, /<w:bidi\/>.*<w:rtl\/><\/w:rPr><w:t[^>]*>שלום עולם/s);
  });

  it('should be the same bytes twice', async () => {
    const several = await Promise.all(questions.map((asked) => analyzeTitled(nasty, asked)));
    for (const format of exportFormats) {
      const write = async (): Promise<Buffer> =>
        Buffer.from(await formatAnalyses(nasty, several, format, { csv: plain, linkTo: () => undefined }));
      const first = await write();
      await new Promise((resolve) => setTimeout(resolve, 5));
      assert.ok(first.equals(await write()), format);
    }
  });
});

describe('each exported number', () => {
  it('should be the table’s', async () => {
    const cell = fc.constantFrom('count', 'participants', 'words', 'share');
    await fc.assert(
      fc.asyncProperty(studyFiles, cell, async (files, kind) => {
        const study = studyOf(files);
        const [titled] = await made(study, {
          show: 'matrix',
          rows: 'codes',
          columns: 'documents',
          cell: kind,
          reasons: false,
        });
        const table = titled.analysis as Table;
        const numbers = table.rows.flatMap((_, row) =>
          table.columns.map((__, column) => table.cell(row, column).value),
        );
        const csv = Papa.parse<string[]>(analysesCsv(study, [titled], plain).trimEnd()).data;
        const fromCsv = csv
          .slice(1)
          .flatMap((row) => row.slice(1))
          .map((text) => (text === '' ? null : Number(text)));
        assert.deepEqual(fromCsv, numbers);
        const [json] = JSON.parse(analysesJson(study, [titled])) as { cells: { value: number | null }[][] }[];
        assert.deepEqual(
          json?.cells.flat().map(({ value }) => value),
          numbers,
        );
        const cells = cellsOf(await analysesXlsx(study, [titled]));
        const inSheet = [...cells].filter(([, value]) => typeof value === 'number').map(([, value]) => value);
        assert.deepEqual(
          inSheet,
          numbers.filter((value) => value !== null),
        );
      }),
      { numRuns: 25 },
    );
  });
});
