import type { CodeColor } from '../../core/colors/codeColors.js';
import type { ListChange } from '../../core/page/identities.js';
import type { CoderLanes, OverviewPassage, PageBlock, PagePlace } from '../../core/page/types.js';

/*
 * What the page of the coding view and its host say to each other. Either side imports this file, and nothing else of the other.
 * Neither waits for an answer: the page says what it wants and what a person does, the host tells what there is to show.
 * `generation` counts the states of the document; places that the page says are those of the generation that it says with them.
 */

/** What words of the page are while they are dragged; whatever else may be dragged is something else. */
export const draggedWords = 'application/vnd.emic.words';

/** Words selected on the page, or a cursor where both ends are one. The focus is the end that moves. */
export interface PageSelection {
  readonly anchor: PagePlace;
  readonly focus: PagePlace;
}

/** What is done with what is selected, or in the view. The host does it by the commands that the text editor has, too. */
export type Action =
  | 'code'
  | 'codeByKey'
  | 'inVivo'
  | 'last'
  | 'memo'
  | 'removeCode'
  | 'filter'
  | 'clearFilter'
  | 'coders'
  | 'openText'
  | 'nextPassage'
  | 'previousPassage'
  | 'nextUncoded'
  | 'previousUncoded';

/** How the page fades some of its words. */
export type Backlight = 'off' | 'coded' | 'uncoded';

/** What a page keeps, so that it is the same after a reload. */
export interface PageState {
  /** The first block that is to be seen, by its number in the list, and how far it is scrolled out of sight, in pixels. */
  readonly top: { readonly row: number; readonly by: number };
  readonly backlight: Backlight;
  readonly filter: Filter;
  readonly byCoder: boolean;
}

/** Which passages are shown; an empty list is all of them. */
export interface Filter {
  /** Codes and themes, with all that is below them. */
  readonly codes: readonly string[];
  readonly coders: readonly string[];
  readonly stances: readonly string[];
}

export const noFilter: Filter = { codes: [], coders: [], stances: [] };

/** What the page says. */
export type Said =
  | { readonly said: 'ready'; readonly state: PageState | undefined }
  /** Blocks that are to be seen soon, and those that it has dropped. */
  | { readonly said: 'want'; readonly blocks: readonly number[]; readonly dropped: readonly number[] }
  /** `count` is how often something else was selected by hand. */
  | {
      readonly said: 'selected';
      readonly generation: number;
      readonly count: number;
      readonly selection: PageSelection | undefined;
    }
  | { readonly said: 'do'; readonly action: Action }
  /** Codes what is selected with a code at hand. */
  | { readonly said: 'code'; readonly code: string }
  | { readonly said: 'openCode'; readonly code: string }
  | { readonly said: 'selectPassage'; readonly key: string }
  /** An end of a passage was dragged to a place. */
  | {
      readonly said: 'resize';
      readonly generation: number;
      readonly key: string;
      readonly edge: 'start' | 'end';
      readonly place: PagePlace;
    }
  /** Words of a block were written otherwise. */
  | {
      readonly said: 'fix';
      readonly generation: number;
      readonly block: number;
      readonly start: number;
      readonly end: number;
      readonly text: string;
    }
  /** Asks to write the memo of a passage, and says what was written in the end. */
  | { readonly said: 'writeMemo'; readonly key: string }
  | { readonly said: 'memo'; readonly text: string }
  | { readonly said: 'copy'; readonly as: 'words' | 'quotation' }
  /** The code that is being dragged from the tree was dropped on what is selected, or on the word at a place. */
  | { readonly said: 'dropped'; readonly generation: number; readonly place: PagePlace }
  | { readonly said: 'find'; readonly words: string; readonly matchCase: boolean }
  | { readonly said: 'openLink'; readonly url: string };

/** A code that the bar at the selection offers. */
export interface OfferedCode {
  readonly id: string;
  readonly name: string;
  readonly color: CodeColor;
}

/** A block's place in the list: its name, and about how many characters it has. */
export type Entry = readonly [id: number, length: number];

/** What is the same for the whole page. */
export interface Surroundings {
  readonly title: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly lanes: number;
  /** Whose stripes stand where, if coders stand side by side. */
  readonly coders: readonly CoderLanes[];
  readonly offered: readonly OfferedCode[];
  readonly filter: Filter;
  readonly byCoder: boolean;
  /** What the filter says, in words; empty where all passages are shown. */
  readonly filterWords: string;
  /** What has to be seen to in the text editor before the page is to be relied on; empty where nothing has. */
  readonly notice: string;
  readonly canEdit: boolean;
  /** The reader's typeface, as CSS has it, and its size in pixels; empty for the page's own. */
  readonly font: { readonly family: string; readonly size: number };
}

/** Words that were found. */
export interface Match {
  readonly block: number;
  readonly start: number;
  readonly end: number;
}

/** What the host tells. */
export type Told =
  /** All that there is; blocks come as they are wanted, the first of them with it. */
  | {
      readonly told: 'page';
      readonly generation: number;
      readonly strings: Strings;
      readonly entries: readonly Entry[];
      readonly around: Surroundings;
      readonly blocks: readonly PageBlock[];
    }
  /** What an edit changed: in the list, in what is around, and in the blocks that the page holds. */
  | {
      readonly told: 'changed';
      readonly generation: number;
      readonly entries: ListChange<Entry> | undefined;
      readonly around: Surroundings | undefined;
      readonly blocks: readonly PageBlock[];
    }
  | { readonly told: 'blocks'; readonly generation: number; readonly blocks: readonly PageBlock[] }
  | { readonly told: 'overview'; readonly passages: ListChange<OverviewPassage> }
  | {
      readonly told: 'select';
      readonly generation: number;
      /** The `count` that was heard last: what somebody selected by hand since then stays, unless a command reveals something. */
      readonly after: number;
      readonly selection: PageSelection | undefined;
      readonly reveal: 'no' | 'ifHidden' | 'center';
      readonly focus: boolean;
    }
  | { readonly told: 'found'; readonly words: string; readonly matches: readonly Match[] }
  /** Opens the box in which a passage's memo is written, beside the passage. */
  | { readonly told: 'writeMemo'; readonly key: string; readonly text: string; readonly place: PagePlace }
  /** Opens the box in which to find words. */
  | { readonly told: 'openFind' }
  /** Makes the selected words a box in which they can be corrected. */
  | { readonly told: 'openFix' }
  | { readonly told: 'backlight' }
  /** A code is being dragged out of its tree; VS Code gives the drop to a page only with Shift held. */
  | { readonly told: 'dragging'; readonly name: string }
  | { readonly told: 'spoken'; readonly text: string };

const kinds: Readonly<Record<Said['said'], readonly (readonly [field: string, type: string])[]>> = {
  ready: [],
  want: [
    ['blocks', 'object'],
    ['dropped', 'object'],
  ],
  selected: [
    ['generation', 'number'],
    ['count', 'number'],
  ],
  do: [['action', 'string']],
  code: [['code', 'string']],
  openCode: [['code', 'string']],
  selectPassage: [['key', 'string']],
  resize: [
    ['generation', 'number'],
    ['key', 'string'],
    ['edge', 'string'],
    ['place', 'object'],
  ],
  fix: [
    ['generation', 'number'],
    ['block', 'number'],
    ['start', 'number'],
    ['end', 'number'],
    ['text', 'string'],
  ],
  writeMemo: [['key', 'string']],
  memo: [['text', 'string']],
  copy: [['as', 'string']],
  dropped: [
    ['generation', 'number'],
    ['place', 'object'],
  ],
  find: [
    ['words', 'string'],
    ['matchCase', 'boolean'],
  ],
  openLink: [['url', 'string']],
};

/** Whether something is a message of ours: what comes from a page is not to be trusted. */
export function isSaid(message: unknown): message is Said {
  if (typeof message !== 'object' || message === null || !('said' in message)) return false;
  const { said } = message;
  if (typeof said !== 'string' || !Object.hasOwn(kinds, said)) return false;
  const fields = message as unknown as Readonly<Record<string, unknown>>;
  return kinds[said as Said['said']].every(([field, type]) => typeof fields[field] === type && fields[field] !== null);
}

/** The words of the page, in the language of the window. */
export type Word =
  | 'page'
  | 'codes'
  | 'selection'
  | 'code'
  | 'inVivo'
  | 'memo'
  | 'fix'
  | 'copy'
  | 'quotation'
  | 'moreCodes'
  | 'fewerCodes'
  | 'asks'
  | 'coded'
  | 'notCoded'
  | 'notInCodebook'
  | 'contra'
  | 'by'
  | 'turn'
  | 'paragraph'
  | 'find'
  | 'found'
  | 'notFound'
  | 'next'
  | 'previous'
  | 'matchCase'
  | 'close'
  | 'overview'
  | 'filter'
  | 'clearFilter'
  | 'backlight'
  | 'backlightOff'
  | 'backlightCoded'
  | 'backlightUncoded'
  | 'coders'
  | 'noCoder'
  | 'empty'
  | 'dropHint'
  | 'typeHint'
  | 'dragEdge'
  | 'memoOf'
  | 'writeMemo'
  | 'saveMemo'
  | 'cancel'
  | 'correct'
  | 'openText'
  | 'nextPassage'
  | 'previousPassage'
  | 'nextUncoded'
  | 'toolbar';

export type Strings = Readonly<Record<Word, string>>;
