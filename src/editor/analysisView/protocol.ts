import type { ChartKind, Emptiness, Heading, TextSetting, Unit } from '../../core/analysis/table.js';
import type { OptionType } from '../../core/analysis/options.js';
import type { Picture } from '../../core/analysis/charts/picture.js';
import type { CodeColor, ThemeKind } from '../../core/colors/codeColors.js';

/*
 * What the page of the view *Analysis* and its host say to each other. Either side imports this file, and nothing else of the other.
 * The page asks and the host answers; only that there is something new comes from the host unasked.
 */

/** What is asked: the kind of analysis, and its options as they are written; lists as lists. */
export interface Question {
  readonly show: string;
  readonly options: Readonly<Record<string, string | readonly string[]>>;
}

/** What a page keeps, so that it is the same after a reload. */
export interface PageState {
  /** The study's folder. */
  readonly folder: string;
  readonly question: Question;
  readonly part: number;
  readonly view: 'table' | ChartKind;
  readonly order: Order | undefined;
  readonly scroll: { readonly left: number; readonly top: number };
}

/** By which column (0-based, -1 for the names) rows are ordered. */
export interface Order {
  readonly column: number;
  readonly descending: boolean;
}

/** All that the page has to know once. */
export interface Welcome {
  /** The study's folder and name. */
  readonly folder: string;
  readonly title: string;
  /** What is shown where the page remembers nothing. */
  readonly question: Question;
  readonly strings: Strings;
  readonly kinds: readonly KindForm[];
  readonly presets: readonly Preset[];
}

export interface KindForm {
  readonly name: string;
  readonly label: string;
  readonly about: string;
  readonly options: readonly OptionForm[];
}

export interface OptionForm {
  readonly name: string;
  readonly label: string;
  readonly about: string;
  readonly type: OptionType;
  readonly isRequired: boolean;
  /** What holds where it is left out, as it would be written. */
  readonly fallback: string;
  readonly choices: readonly Suggestion[];
}

export interface Suggestion {
  readonly value: string;
  readonly label: string;
}

export interface Preset {
  readonly label: string;
  readonly question: Question;
}

/** What an analysis came to. `generation` grows with each one, and with each new order. */
export interface Shown {
  readonly kind: 'shown';
  readonly generation: number;
  readonly parts: readonly Part[];
}

/** Why there is none. */
export interface Refused {
  readonly kind: 'refused';
  readonly sentence: string;
  readonly option: string | undefined;
  /** Whether nothing is wrong but that the option is still to be filled in. */
  readonly isMissing: boolean;
}

export type Part = TablePart | QuotationsPart | ProsePart;

export interface TablePart {
  readonly kind: 'table';
  readonly title: string;
  readonly corner: string;
  readonly unit: Unit;
  /** In the order in which they are shown. */
  readonly rows: readonly HeadingShown[];
  readonly columns: readonly HeadingShown[];
  readonly legend: readonly { readonly sign: string; readonly meaning: string }[];
  readonly remarks: readonly string[];
  readonly charts: readonly ChartKind[];
  /** Whether the cells are the researcher's to write. */
  readonly isWritable: boolean;
}

export interface HeadingShown {
  readonly name: string;
  readonly level: number;
  readonly role: Heading['role'];
  readonly unit: Unit;
  readonly set?: TextSetting;
  readonly color?: CodeColor;
}

export interface QuotationsPart {
  readonly kind: 'quotations';
  readonly title: string;
  readonly remarks: readonly string[];
  readonly groups: readonly {
    readonly name: string;
    readonly level: number;
    readonly color?: CodeColor;
    readonly list: PlaceList;
  }[];
}

export interface ProsePart {
  readonly kind: 'prose';
  readonly paragraphs: readonly ProseParagraph[];
}

/** As it reads, without Markdown's signs. */
export type ProseParagraph =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'list'; readonly items: readonly string[] };

export interface CellShown {
  readonly text: string;
  /** 0 to 5. */
  readonly heat: number;
  /** How many places a click opens. */
  readonly opens: number;
  readonly empty?: Emptiness;
  /** Written by the researcher. */
  readonly isWritten?: boolean;
  readonly isStale?: boolean;
}

/** Part of a table: rows and columns as they are shown, 0-based, the end exclusive. */
export interface Area {
  readonly part: number;
  readonly rows: readonly [from: number, to: number];
  readonly columns: readonly [from: number, to: number];
}

/** A list of places that the host keeps; rows are fetched when they are to be seen. */
export interface PlaceList {
  readonly id: number;
  readonly length: number;
  /** Whether each of them is a passage: words that nobody has coded are none. */
  readonly arePassages: boolean;
}

export interface PlaceRow {
  readonly words: string;
  readonly who: string;
  readonly document: string;
  readonly time: string;
  readonly memo: string;
  readonly codes: readonly { readonly name: string; readonly color: CodeColor }[];
}

export interface CellAddress {
  readonly part: number;
  readonly row: number;
  readonly column: number;
}

/** How a chart is to be drawn. */
export interface ChartAsked {
  readonly part: number;
  readonly chart: ChartKind;
  /** What the picture is called. */
  readonly title: string;
  /** Of the room there is, in pixels. */
  readonly width: number;
  readonly theme: ThemeKind;
  /** Whether what can hardly be told apart is drawn, too. */
  readonly isWhole: boolean;
}

/** A chart as it is drawn: SVG as a tree, whose texts become text nodes. */
export interface PictureShown extends Pick<Picture, 'width' | 'height' | 'title' | 'description' | 'fixed' | 'bands'> {
  /** Under which its shapes are opened. */
  readonly id: number;
  /** What is left out, in sentences. */
  readonly notes: readonly string[];
}

/** All that the page can ask, each with its answer. */
export interface Requests {
  welcome: { readonly ask: undefined; readonly answer: Welcome };
  analyze: { readonly ask: { question: Question; order: Order | undefined }; readonly answer: Shown | Refused };
  order: { readonly ask: { order: Order | undefined }; readonly answer: Shown };
  cells: {
    readonly ask: Area;
    readonly answer: { readonly generation: number; readonly cells: readonly (readonly CellShown[])[] };
  };
  open: { readonly ask: CellAddress; readonly answer: PlaceList };
  places: { readonly ask: { list: number; from: number; to: number }; readonly answer: readonly PlaceRow[] };
  go: { readonly ask: { list: number; index: number; focus: boolean }; readonly answer: undefined };
  suggest: { readonly ask: { show: string; option: string }; readonly answer: readonly Suggestion[] };
  /** What is written in a cell, and a number under which it is written, wherever the cell stands by then. */
  summary: { readonly ask: CellAddress; readonly answer: { readonly text: string; readonly place: number } };
  write: { readonly ask: { place: number; text: string }; readonly answer: { readonly refused: string | undefined } };
  chart: { readonly ask: ChartAsked; readonly answer: PictureShown };
  /** What stands behind a shape of a picture, by the shape's number; nothing where the picture is no longer shown. */
  shape: {
    readonly ask: { picture: number; shape: number };
    readonly answer: { readonly name: string; readonly list: PlaceList } | undefined;
  };
  save: {
    readonly ask: { name: string; type: 'svg' | 'png'; data: Uint8Array };
    readonly answer: undefined;
  };
}

export type RequestName = keyof Requests;

/** A question on its way. */
export interface Asked<N extends RequestName = RequestName> {
  readonly id: number;
  readonly name: N;
  readonly ask: Requests[N]['ask'];
}

/** An answer on its way, or why there is none. */
export type Answered =
  { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly problem: string };

/** What the host says unasked: the study has changed, and this is the analysis now; or which question is to be asked. */
export type Told =
  | { readonly told: 'renewed'; readonly now: Shown | Refused }
  | { readonly told: 'asked'; readonly question: Question }
  | { readonly told: 'reading'; readonly done: number; readonly of: number };

/** What answers each request. */
export type Answers = {
  readonly [N in RequestName]: (ask: Requests[N]['ask']) => Requests[N]['answer'] | Promise<Requests[N]['answer']>;
};

/** Whether something is a question of ours: what comes from a page is not to be trusted. */
export function isAsked(message: unknown, answers: Answers): message is Asked {
  if (typeof message !== 'object' || message === null) return false;
  const { id, name } = message as Partial<Asked>;
  return typeof id === 'number' && typeof name === 'string' && Object.hasOwn(answers, name);
}

/** Answers a question; an error becomes a sentence. */
export async function answer(
  answers: Answers,
  { id, name, ask }: Asked,
  sentenceOf: (error: unknown) => string,
): Promise<Answered> {
  try {
    const reply = answers[name] as (ask: unknown) => unknown;
    return { id, answer: await reply(ask) };
  } catch (error) {
    return { id, problem: sentenceOf(error) };
  }
}

/** The side that asks: puts questions on their way and matches the answers that come back, in whatever order. */
export class Asker {
  readonly #post: (asked: Asked) => void;
  readonly #waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  #last = 0;

  constructor(post: (asked: Asked) => void) {
    this.#post = post;
  }

  ask<N extends RequestName>(name: N, ask: Requests[N]['ask']): Promise<Requests[N]['answer']> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject });
      this.#post({ id, name, ask });
    });
  }

  /** @returns whether the message was an answer. */
  take(message: unknown): boolean {
    if (typeof message !== 'object' || message === null || !('id' in message)) return false;
    const answered = message as Answered;
    const waiting = this.#waiting.get(answered.id);
    this.#waiting.delete(answered.id);
    if ('problem' in answered) waiting?.reject(new Error(answered.problem));
    else waiting?.resolve(answered.answer);
    return true;
  }
}

/** The words of the page, in the language of the window. */
export type Word =
  | 'analysis'
  | 'question'
  | 'ownQuestion'
  | 'kind'
  | 'more'
  | 'remove'
  | 'table'
  | 'bars'
  | 'heat'
  | 'network'
  | 'curve'
  | 'timeline'
  | 'map'
  | 'saveSvg'
  | 'savePng'
  | 'legend'
  | 'heatLegend'
  | 'rows'
  | 'name'
  | 'sortHint'
  | 'passage'
  | 'passages'
  | 'place'
  | 'places'
  | 'noPassages'
  | 'showMore'
  | 'close'
  | 'goTo'
  | 'memo'
  | 'stale'
  | 'answerOnly'
  | 'edit'
  | 'saveSummary'
  | 'cancel'
  | 'summaryOf'
  | 'notAsked'
  | 'noAnswer'
  | 'notMentioned'
  | 'noTranscript'
  | 'reading'
  | 'nothing'
  | 'pick'
  | 'drawAll'
  | 'allInTable'
  | 'openShape'
  | 'picture'
  | 'overview'
  | 'quotations'
  | 'fillIn'
  | 'contrastLegend';

export type Strings = Readonly<Record<Word, string>>;
