import assert from 'node:assert/strict';
import fc from 'fast-check';
import Papa from 'papaparse';
import { ParticipantTable } from '../../../src/core/study/participants.js';
import { formatMessage } from '../../../src/core/text/message.js';

const rows = (text: string): [string, Record<string, string>][] =>
  ParticipantTable.parse(text).rows.map(({ id, attributes }) => [id, attributes]);

const problems = (text: string): string[] =>
  ParticipantTable.parse(text).problems.map(
    ({ kind, line, start, end }) => `${kind} ${line}: ${text.slice(start, end)}`,
  );

describe('the participants’ table', () => {
  it('should have an id in the first column and attributes in the others', () => {
    const table = ParticipantTable.parse('id,rolle,alder\nA1,"bonde, fisker",47\nA2,,\n');
    assert.deepEqual(table.columns, ['id', 'rolle', 'alder']);
    assert.deepEqual(table.rows, [
      { id: 'A1', attributes: { rolle: 'bonde, fisker', alder: '47' } },
      { id: 'A2', attributes: { rolle: '', alder: '' } },
    ]);
    assert.deepEqual(table.problems, []);
  });

  it('should be read with semicolons, tabs, a BOM, any line ends and spaces around cells', () => {
    const expected = [['A1', { rolle: 'bonde, fisker', sted: 'Bodø' }]];
    assert.deepEqual(rows('id;rolle;sted\nA1;bonde, fisker;Bodø'), expected);
    assert.deepEqual(rows('id\trolle\tsted\nA1\tbonde, fisker\tBodø\n'), expected);
    assert.deepEqual(rows('\ufeff"id" ; rolle ;sted\r\n A1 ;"bonde, fisker";"Bodø"\r\n\r\n;;\r\n'), expected);
    assert.deepEqual(rows('id;rolle;sted\rA1;bonde, fisker;Bodø\r'), expected);
    assert.deepEqual(rows('id;rolle;sted\r\nA1;bonde, fisker;"Bodø"\nA2;x;y\r\n').length, 2);
  });

  it('should keep line ends and quotes inside cells', () => {
    assert.deepEqual(rows('id,x\r\nA1,"en\r\nto ""tre"""\r\nA2,b'), [
      ['A1', { x: 'en\nto "tre"' }],
      ['A2', { x: 'b' }],
    ]);
  });

  it('should be empty where there is nothing', () => {
    const { columns, rows: none, problems: found } = ParticipantTable.parse('');
    assert.deepEqual([columns, none, found], [[], [], []]);
    assert.deepEqual(ParticipantTable.parse('\ufeff\r\n\r\n').rows, []);
    assert.deepEqual(ParticipantTable.parse('id\n').columns, ['id']);
    assert.deepEqual(rows('id\nA1\nA2'), [
      ['A1', {}],
      ['A2', {}],
    ]);
  });

  it('should let the first of two equal ids hold', () => {
    const text = 'id,x\nA1,en\nA2,to\na1,tre\n';
    assert.deepEqual(rows(text), [
      ['A1', { x: 'en' }],
      ['A2', { x: 'to' }],
    ]);
    assert.deepEqual(problems(text), ['duplicate-participant 4: a1,tre']);
  });

  it('should report rows with too few and too many cells, and read them', () => {
    const text = 'id,x,y\nA1,en\nA2,to,tre,fire\nA3,a,b,\n';
    assert.deepEqual(rows(text), [
      ['A1', { x: 'en', y: '' }],
      ['A2', { x: 'to', y: 'tre' }],
      ['A3', { x: 'a', y: 'b' }],
    ]);
    assert.deepEqual(problems(text), ['broken-table 2: A1,en', 'broken-table 3: A2,to,tre,fire']);
  });

  it('should report rows without an id, and leave them out', () => {
    assert.deepEqual(problems('id,x\n\n,en\n'), ['broken-table 3: ,en']);
  });

  it('should report quotes that are not closed, and lose nobody', () => {
    const text = 'id,x\nA1,"en\nA2,to\nA3,"tre" x\nA4,"fi\nre"\nA5,fem\n';
    assert.deepEqual(
      ParticipantTable.parse(text).rows.map(({ id }) => id),
      ['A1', 'A2', 'A3', 'A4', 'A5'],
    );
    assert.deepEqual(problems(text), ['broken-table 2: A1,"en', 'broken-table 4: A3,"tre" x']);
  });

  it('should give up a table of nothing but open quotes', () => {
    const text = `id,x\n${'A,"x\n'.repeat(3000)}`;
    const { problems: found } = ParticipantTable.parse(text);
    assert.ok(found.length < 300);
  });

  it('should report columns without a name and with the same name', () => {
    const text = 'id,x,,x,\nA1,en,to,tre,\n';
    assert.deepEqual(ParticipantTable.parse(text).columns, ['id', 'x']);
    assert.deepEqual(problems(text), ['broken-table 1: id,x,,x,', 'broken-table 1: id,x,,x,']);
    assert.deepEqual(problems(',x\nA1,en\n'), []);
  });

  it('should not reach into what every object has', () => {
    const [row] = ParticipantTable.parse('id,__proto__,constructor\nA1,x,y').rows;
    assert.deepEqual(Object.entries(row?.attributes ?? {}), [
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    assert.equal(Object.getPrototypeOf(row?.attributes), Object.prototype);
  });

  it('should speak in sentences', () => {
    const text = 'id,x,,x\nA1,"a\nA1,b\n,c\nA4,1,2,3,4,5\nA5\n';
    for (const { message } of ParticipantTable.parse(text).problems) {
      assert.doesNotMatch(formatMessage(message), /\{\d\}|undefined/);
    }
  });

  it('should give back what a spreadsheet writes', () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', 'Å', '1', ' ', ',', ';', '"', '\n', '🎉') })
      .map((text) => text.trim());
    const table = fc.record({
      cells: fc.array(fc.tuple(cell, cell), { maxLength: 8 }),
      delimiter: fc.constantFrom(',', ';', '\t'),
      newline: fc.constantFrom('\n', '\r\n'),
      bom: fc.constantFrom('', '\ufeff'),
    });
    fc.assert(
      fc.property(table, ({ cells, delimiter, newline, bom }) => {
        const data = [['id', 'x', 'y'], ...cells.map((pair, i) => [`P${i}`, ...pair])];
        const text = bom + Papa.unparse(data, { delimiter, newline });
        const read = ParticipantTable.parse(text);
        assert.deepEqual(read.problems, []);
        // A line end in a cell is told without the spaces before it.
        const even = (value: string): string => value.replace(/ +\n/g, '\n');
        assert.deepEqual(
          read.rows.map(({ id, attributes }) => [id, attributes.x, attributes.y]),
          cells.map(([x, y], i) => [`P${i}`, even(x), even(y)]),
        );
      }),
    );
  });
});
