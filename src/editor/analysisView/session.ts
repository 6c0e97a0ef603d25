import { AnalysisError } from '../../core/analysis/analysisError.js';
import { analyze } from '../../core/analysis/kinds.js';
import type { Place } from '../../core/analysis/place.js';
import type { Analysis, Quotations, Table } from '../../core/analysis/table.js';
import type { CodeColor } from '../../core/colors/codeColors.js';
import type { Study } from '../../core/study/study.js';
import type { Message } from '../../core/text/message.js';
import { chartData } from '../../core/analysis/charts/chartData.js';
import { themedLook } from '../../core/analysis/charts/look.js';
import type { Opening } from '../../core/analysis/charts/picture.js';
import { speakIn } from '../../core/queries/render/language.js';
import { placeRow, PlaceLists } from './placeRows.js';
import type {
  Answers,
  CellAddress,
  ChartAsked,
  Order,
  Part,
  PictureShown,
  Question,
  Refused,
  Shown,
  Suggestion,
  Welcome,
} from './protocol.js';
import { readProse } from './prose.js';
import { summaryAt, type SummaryPlace } from './summaryPlace.js';
import { TableView } from './tableView.js';

/** What a session needs of the editor. */
export interface Surroundings {
  /** The study as it is now, with all its transcripts. */
  study(): Promise<Study>;
  colors(): ReadonlyMap<string, CodeColor>;
  welcome(): Promise<Welcome>;
  /** A sentence in the language of the window. */
  say(sentence: Message): string;
  suggest(study: Study, show: string, option: string): readonly Suggestion[];
  go(place: Place, focus: boolean): Promise<void>;
  /** @returns why it cannot be written so. */
  write(study: Study, place: SummaryPlace, text: string): Promise<string | undefined>;
  save(name: string, type: 'svg' | 'png', data: Uint8Array): Promise<void>;
}

type MadePart =
  | { readonly kind: 'table'; readonly view: TableView }
  | { readonly kind: 'quotations'; readonly quotations: Quotations }
  | { readonly kind: 'prose'; readonly text: string };

/** One open view: what is asked there, what it came to, and the answers to what its page asks. It knows no editor. */
export class AnalysisSession {
  readonly #around: Surroundings;
  readonly #lists = new PlaceLists();
  /** The summaries that somebody has begun to write. */
  readonly #summaries: SummaryPlace[] = [];
  #question: Question | undefined;
  #order: Order | undefined;
  #study: Study | undefined;
  #parts: readonly MadePart[] = [];
  #generation = 0;
  /** The chart that was drawn last, and what its shapes open. */
  #picture: { readonly id: number; readonly opens: readonly Opening[] } = { id: 0, opens: [] };

  constructor(surroundings: Surroundings) {
    this.#around = surroundings;
  }

  get question(): Question | undefined {
    return this.#question;
  }

  readonly answers: Answers = {
    welcome: () => this.#around.welcome(),
    analyze: ({ question, order }) => {
      this.#question = question;
      this.#order = order;
      return this.renew();
    },
    order: ({ order }) => {
      this.#order = order;
      for (const part of this.#parts) if (part.kind === 'table') part.view.reorder(order);
      return this.#shown();
    },
    cells: (area) => {
      const part = this.#parts[area.part];
      return { generation: this.#generation, cells: part?.kind === 'table' ? part.view.cells(area) : [] };
    },
    open: (address) => this.#lists.keep(this.#cellAt(address)?.places ?? []),
    places: ({ list, from, to }) => {
      const study = this.#study;
      if (study === undefined) return [];
      const colors = this.#around.colors();
      return this.#lists.slice(list, from, to).map((place) => placeRow(study, colors, place));
    },
    go: async ({ list, index, focus }) => {
      const [place] = this.#lists.slice(list, index, index + 1);
      if (place !== undefined) await this.#around.go(place, focus);
      return undefined;
    },
    suggest: async ({ show, option }) => this.#around.suggest(await this.#around.study(), show, option),
    summary: (address) => {
      const value = this.#cellAt(address)?.value;
      const place = this.#summaryAt(address);
      if (place !== undefined) this.#summaries.push(place);
      return { text: typeof value === 'string' ? value : '', place: this.#summaries.length - 1 };
    },
    write: async ({ place, text }) => {
      const found = this.#summaries[place];
      if (found === undefined) return { refused: undefined };
      return { refused: await this.#around.write(await this.#around.study(), found, text) };
    },
    chart: (asked) => this.#draw(asked),
    shape: ({ picture, shape }) => {
      const found = picture === this.#picture.id ? this.#picture.opens[shape] : undefined;
      return found === undefined ? undefined : { name: found.name, list: this.#lists.keep(found.places()) };
    },
    save: async ({ name, type, data }) => {
      await this.#around.save(name, type, data);
      return undefined;
    },
  };

  /** Makes the analysis again from the study as it is now. */
  async renew(): Promise<Shown | Refused> {
    const question = this.#question;
    if (question === undefined) return { kind: 'shown', generation: this.#generation, parts: [] };
    try {
      const study = await this.#around.study();
      const analysis = await analyze(study, { show: question.show, ...question.options });
      // Another one may have been asked while this one was made.
      if (question === this.#question) this.#take(study, analysis);
      return this.#shown();
    } catch (error) {
      if (!(error instanceof AnalysisError)) throw error;
      if (question === this.#question) this.#parts = [];
      const { option } = error;
      const isMissing = option !== undefined && !Object.hasOwn(question.options, option);
      return { kind: 'refused', sentence: this.#around.say(error.sentence), option, isMissing };
    }
  }

  #take(study: Study, analysis: Analysis): void {
    const colors = this.#around.colors();
    this.#study = study;
    const ofTable = (table: Table): MadePart => ({
      kind: 'table',
      view: new TableView(study, table, colors, this.#order),
    });
    this.#parts = (analysis.kind === 'report' ? analysis.parts : [analysis]).map((part): MadePart => {
      if (part.kind === 'table') return ofTable(part);
      return part.kind === 'prose' ? { kind: 'prose', text: part.markdown } : { kind: 'quotations', quotations: part };
    });
  }

  #shown(): Shown {
    this.#generation++;
    return { kind: 'shown', generation: this.#generation, parts: this.#parts.map((part) => this.#part(part)) };
  }

  #part(part: MadePart): Part {
    if (part.kind === 'table') return part.view.part(this.#isWritable(part.view.table));
    if (part.kind === 'prose') return { kind: 'prose', paragraphs: readProse(part.text) };
    const { title, remarks, groups } = part.quotations;
    const colors = this.#around.colors();
    return {
      kind: 'quotations',
      title,
      remarks,
      groups: groups.map(({ name, level, code, places }) => ({
        name,
        level,
        ...(code === undefined ? {} : { color: colors.get(code) ?? 'grey' }),
        list: this.#lists.keep(places),
      })),
    };
  }

  async #draw({ part, chart, title, width, theme, isWhole }: ChartAsked): Promise<PictureShown> {
    const [made, study] = [this.#parts[part], this.#study];
    if (made?.kind !== 'table' || study === undefined) throw new Error('There is no such table.');
    const { table, order } = made.view;
    const data = chartData({ study, table, chart, colors: this.#around.colors(), order, isWhole });
    const { drawChart } = await import('../../core/analysis/charts/drawChart.js');
    const speak = speakIn(study.settings.language);
    const { opens, notes, ...drawn } = drawChart(data, { width, title, look: themedLook(theme), speak });
    const id = this.#picture.id + 1;
    this.#picture = { id, opens };
    return { ...drawn, id, notes: notes.map((note) => this.#around.say(note)) };
  }

  #isWritable({ unit }: Table): boolean {
    return this.#question?.show === 'framework' && unit === 'markdown';
  }

  #cellAt({ part, row, column }: CellAddress): ReturnType<Table['cell']> | undefined {
    const made = this.#parts[part];
    if (made?.kind !== 'table') return undefined;
    return made.view.table.cell(made.view.rowAt(row), column);
  }

  #summaryAt({ part, row, column }: CellAddress): SummaryPlace | undefined {
    const made = this.#parts[part];
    if (made?.kind !== 'table' || this.#question === undefined || !this.#isWritable(made.view.table)) return undefined;
    return summaryAt(made.view.table, this.#question, made.view.rowAt(row), column);
  }
}
