import assert from 'node:assert/strict';
import type { Place } from '../../../src/core/analysis/place.js';
import type { Study } from '../../../src/core/study/study.js';
import { formatMessage } from '../../../src/core/text/message.js';
import {
  answer,
  Asker,
  isAsked,
  type Answered,
  type Question,
  type RequestName,
  type Shown,
  type TablePart,
  type Welcome,
} from '../../../src/editor/analysisView/protocol.js';
import { AnalysisSession, type Surroundings } from '../../../src/editor/analysisView/session.js';
import { suggest } from '../../../src/editor/analysisView/suggest.js';
import type { SummaryPlace } from '../../../src/editor/analysisView/summaryPlace.js';
import { readFiles, samskaping, studyOf } from '../study/studies.js';

/** A page and its host, with nothing between but what the protocol says, as it is sent: copied. */
class Visit {
  study: Study;
  readonly went: Place[] = [];
  readonly written: { readonly place: SummaryPlace; readonly text: string }[] = [];
  readonly session: AnalysisSession;
  readonly #asker: Asker;

  constructor(study: Study) {
    this.study = study;
    const around: Surroundings = {
      study: async () => this.study,
      colors: () => new Map([['kostnad', 'blue']]),
      welcome: async () => ({}) as Welcome,
      say: (sentence) => formatMessage(sentence),
      suggest,
      go: async (place) => void this.went.push(place),
      write: async (_, place, text) => {
        this.written.push({ place, text });
        return undefined;
      },
      save: async () => undefined,
    };
    this.session = new AnalysisSession(around);
    this.#asker = new Asker((asked) => {
      const sent: unknown = structuredClone(asked);
      assert.ok(isAsked(sent, this.session.answers));
      void answer(this.session.answers, sent, (error) => String(error)).then((answered: Answered) =>
        this.#asker.take(structuredClone(answered)),
      );
    });
  }

  get ask(): Asker['ask'] {
    return this.#asker.ask.bind(this.#asker);
  }

  async table(question: Question): Promise<TablePart> {
    const shown = await this.ask('analyze', { question, order: undefined });
    assert.equal(shown.kind, 'shown');
    return tableOf(shown);
  }
}

function tableOf({ parts: [part] }: Shown): TablePart {
  assert.ok(part?.kind === 'table');
  return part;
}

const who: Question = { show: 'matrix', options: { rows: 'codes', columns: 'participants' } };

describe('the view Analysis and its host', () => {
  const study = studyOf(readFiles(samskaping));

  it('should show a table with headings, and its cells where they are asked for', async () => {
    const visit = new Visit(study);
    const { rows, columns } = await visit.table({
      show: 'matrix',
      options: { rows: 'themes > codes', columns: 'documents', reasons: 'false' },
    });
    assert.deepEqual(
      rows.map(({ name, level, role }) => `${level} ${role} ${name}`),
      [
        '0 group Barrierer',
        '1 plain Kostnad',
        '1 plain Tid',
        '0 group Tillit',
        '1 plain Tid',
        '1 plain Ord',
        '0 total Samlet',
      ],
    );
    assert.equal(columns.length, 4);
    const { cells } = await visit.ask('cells', { part: 0, rows: [0, 2], columns: [0, 9] });
    assert.deepEqual(
      cells.map((row) => row.map(({ text }) => text)),
      [
        ['5', '1', '1', '7'],
        ['3', '1', '0', '4'],
      ],
    );
    assert.deepEqual(
      cells.map((row) => row.map(({ heat }) => heat)),
      [
        [0, 0, 0, 0],
        [5, 2, 0, 0],
      ],
    );
  });

  it('should open a number with as many passages as it says, and go to one', async () => {
    const visit = new Visit(study);
    await visit.table(who);
    const { cells } = await visit.ask('cells', { part: 0, rows: [0, 99], columns: [0, 99] });
    for (const [row, line] of cells.entries()) {
      for (const [column, cell] of line.entries()) {
        const list = await visit.ask('open', { part: 0, row, column });
        assert.equal(list.length, cell.opens);
        assert.equal((await visit.ask('places', { list: list.id, from: 0, to: 99 })).length, cell.opens);
        if (cell.empty === undefined) assert.equal(cell.text, String(cell.opens));
      }
    }
    const list = await visit.ask('open', { part: 0, row: 1, column: 0 });
    await visit.ask('go', { list: list.id, index: 0, focus: true });
    assert.equal(visit.went[0]?.document, 'transcripts/a1.md');
  });

  it('should put rows into another order, and open what then stands there', async () => {
    const visit = new Visit(study);
    await visit.table({ show: 'who', options: {} });
    const shown = await visit.ask('order', { order: { column: 3, descending: true } });
    const { cells } = await visit.ask('cells', { part: 0, rows: [0, 99], columns: [3, 4] });
    const numbers = cells.map(([cell]) => Number(cell?.text));
    assert.deepEqual(
      numbers,
      [...numbers].sort((a, b) => b - a),
    );
    assert.equal(shown.kind, 'shown');
    const list = await visit.ask('open', { part: 0, row: 0, column: 3 });
    assert.equal(list.length, numbers[0]);
  });

  it('should say at the option what is wrong', async () => {
    const visit = new Visit(study);
    const refused = await visit.ask('analyze', {
      question: { show: 'matrix', options: { rows: 'codes' } },
      order: undefined,
    });
    assert.ok(refused.kind === 'refused');
    assert.equal(refused.option, 'columns');
    assert.match(refused.sentence, /columns is missing/);
    assert.ok(refused.isMissing);
    const wrong = await visit.ask('analyze', {
      question: { show: 'matrix', options: { rows: 'codes', columns: 'planets' } },
      order: undefined,
    });
    assert.ok(wrong.kind === 'refused' && !wrong.isMissing);
  });

  it('should show prose as it reads', async () => {
    const visit = new Visit(
      studyOf({ 'codebook.md': '## Ny {#ny}\n\nNot for *price*.\n', 'transcripts/x.md': '**P_1:** [ja]{.ny}\n' }),
    );
    const shown = await visit.ask('analyze', {
      question: { show: 'summary', options: { code: 'ny' } },
      order: undefined,
    });
    assert.ok(shown.kind === 'shown');
    const [prose] = shown.parts;
    assert.ok(prose?.kind === 'prose');
    const [definition, facts] = prose.paragraphs;
    assert.deepEqual(definition, { kind: 'text', text: 'Not for price.' });
    assert.ok(facts?.kind === 'list');
    assert.equal(facts.items[0], 'Passages: 1');
    assert.ok(facts.items.some((item) => item.endsWith(': P_1')));
  });

  it('should follow the study', async () => {
    const visit = new Visit(study);
    await visit.table(who);
    visit.study = studyOf({ 'codebook.md': '## Ny {#ny}\n', 'transcripts/x.md': '**P1:** [ja]{.ny}\n' });
    const renewed = await visit.session.renew();
    assert.ok(renewed.kind === 'shown');
    assert.deepEqual(
      tableOf(renewed).rows.map(({ name }) => name),
      ['Ny', 'Total'],
    );
  });

  it('should know which summary a cell of the framework matrix is, either way round', async () => {
    const visit = new Visit(study);
    for (const rows of ['questions', 'participants']) {
      const part = await visit.table({ show: 'framework', options: rows === 'questions' ? { rows } : {} });
      assert.ok(part.isWritable);
      const isDown = rows === 'questions';
      const question = (isDown ? part.rows : part.columns).findIndex(({ name }) => name === 'Penger');
      const person = (isDown ? part.columns : part.rows).findIndex(({ name }) => name === 'A1');
      const address = { part: 0, row: isDown ? question : person, column: isDown ? person : question };
      const begun = await visit.ask('summary', address);
      // Whatever happens to the rows while somebody writes.
      await visit.ask('order', { order: { column: -1, descending: true } });
      assert.deepEqual(await visit.ask('write', { place: begun.place, text: 'Dyrt.' }), { refused: undefined });
      const { place, text } = visit.written.at(-1) ?? assert.fail();
      assert.equal(text, 'Dyrt.');
      assert.deepEqual([place.sectionName, place.person], ['Penger', 'A1']);
      assert.ok(place.places.length > 0);
    }
    assert.equal((await visit.table(who)).isWritable, false);
    await visit.table(who);
    const none = await visit.ask('summary', { part: 0, row: 0, column: 0 });
    assert.equal(none.place, 1);
    await visit.ask('write', { place: 99, text: 'x' });
    assert.equal(visit.written.length, 2);
  });

  it('should suggest what the study has', async () => {
    const visit = new Visit(study);
    const axis = await visit.ask('suggest', { show: 'matrix', option: 'rows' });
    assert.ok(axis.some(({ value }) => value === 'attr:role'));
    const where = await visit.ask('suggest', { show: 'matrix', option: 'where' });
    assert.ok(where.some(({ value }) => value === 'role=leder'));
    assert.deepEqual(await visit.ask('suggest', { show: 'nothing', option: 'toString' }), []);
  });

  it('should answer nothing that it was not asked', () => {
    const { answers } = new Visit(study).session;
    for (const message of [null, 1, 'cells', {}, { id: 1 }, { id: 1, name: 'toString' }, { id: '1', name: 'cells' }]) {
      assert.equal(isAsked(message, answers), false);
    }
    const names: RequestName[] = ['cells', 'open'];
    for (const name of names) assert.ok(isAsked({ id: 1, name, ask: undefined }, answers));
  });

  const drawn = { part: 0, title: 'A study', width: 800, theme: 'dark', isWhole: false } as const;

  it('should open what a shape of a chart counts, and go there', async () => {
    const visit = new Visit(study);
    await visit.table({ show: 'who', options: {} });
    const picture = await visit.ask('chart', { ...drawn, chart: 'map' });
    assert.match(JSON.stringify(picture), /var\(--vscode-emic-blue/);
    const found = await visit.ask('shape', { picture: picture.id, shape: 0 });
    assert.ok(found !== undefined && found.list.length > 0);
    assert.equal(Number(/\d+$/.exec(found.name)?.[0]), found.list.length);
    const rows = await visit.ask('places', { list: found.list.id, from: 0, to: 100 });
    assert.equal(rows.length, found.list.length);
    await visit.ask('go', { list: found.list.id, index: 0, focus: true });
    assert.equal(visit.went.length, 1);
  });

  it('should open nothing of a chart that is no longer shown', async () => {
    const visit = new Visit(study);
    await visit.table({ show: 'who', options: {} });
    const before = await visit.ask('chart', { ...drawn, chart: 'map' });
    await visit.ask('chart', { ...drawn, chart: 'bars' });
    assert.equal(await visit.ask('shape', { picture: before.id, shape: 0 }), undefined);
    assert.equal(await visit.ask('shape', { picture: before.id + 1, shape: 9999 }), undefined);
  });

  it('should tell the page where an answer fails', async () => {
    const visit = new Visit(study);
    await assert.rejects(visit.ask('chart', { ...drawn, part: 7, chart: 'bars' }), /no such table/);
  });
});
