import type { CodeColor } from '../../core/colors/codeColors.js';

/** How marks are shown: the setting `emic.marks`. */
export type MarksMode = 'labels' | 'small' | 'plain' | 'hidden';

/** What the look of coded text depends on besides the text. */
export interface Look {
  readonly marks: MarksMode;
  readonly tint: boolean;
  readonly stripes: boolean;
  readonly ruler: boolean;
  /** The editor's font size in px: text that is added beside hidden text cannot inherit it. */
  readonly fontSize: number;
  /** Whether rows are too low for lines of 2 px under the letters. */
  readonly tight: boolean;
  readonly highContrast: boolean;
}

/** The size of a part of a mark: a `label` is small and stands apart from what is beside it. */
export type Size = 'label' | 'small' | 'full';

/** One way of drawing text. Styles of the same key are one and the same object, and one decoration type. */
export type Style = { readonly key: string } & StyleDescription;

export type StyleDescription =
  /** A mark's sign that is not shown. */
  | { readonly kind: 'hidden' }
  /** A mark's sign that is shown, small or at full size; other text that steps back. */
  | { readonly kind: 'quiet'; readonly size: Exclude<Size, 'label'> }
  /** A code's name. */
  | { readonly kind: 'name'; readonly color: CodeColor; readonly size: Size; readonly italic: boolean }
  /** The value of `stance`. */
  | { readonly kind: 'fact' }
  | { readonly kind: 'tint'; readonly color: CodeColor }
  /** The line under a passage; in dashes where it has several colours. */
  | { readonly kind: 'line'; readonly colors: readonly CodeColor[]; readonly lane: number; readonly tight: boolean }
  /** The same with documented options alone. */
  | { readonly kind: 'plainLine'; readonly color: CodeColor; readonly lane: number }
  /** The stripe in the margin and the mark in the overview ruler. */
  | {
      readonly kind: 'margin';
      readonly color: CodeColor;
      readonly lane: number;
      readonly stripe: boolean;
      readonly ruler: boolean;
    }
  /** The stripes of a stretch of text as one picture: one colour a lane from the text outwards, `''` for none. */
  | { readonly kind: 'plainStripes'; readonly colors: readonly (CodeColor | '')[] }
  /** `⟨` after the names of a range's start. */
  | { readonly kind: 'rangeStart'; readonly color: CodeColor; readonly fontSize: number }
  /** `⟩name` at a range's end. */
  | { readonly kind: 'rangeEnd'; readonly color: CodeColor; readonly names: string; readonly fontSize: number }
  /** The icon of a memo. */
  | { readonly kind: 'memo' }
  | { readonly kind: 'memoText' }
  | { readonly kind: 'speaker' }
  | { readonly kind: 'question' }
  /** A mark that the caret touches: shown at full size whatever else says. */
  | { readonly kind: 'revealed' };

const known = new Map<string, Style>();

/** The one style of a description. */
export function styleOf(description: StyleDescription): Style {
  const key = Object.values(description).map(String).join('|');
  let style = known.get(key);
  if (style === undefined) {
    style = { ...description, key };
    known.set(key, style);
  }
  return style;
}

/** Whether a style adds text that would stand beside the mark when it is shown raw. */
export function addsText(style: Style): boolean {
  return style.kind === 'rangeStart' || style.kind === 'rangeEnd' || style.kind === 'memo';
}

/**
 * Whether a range takes in what is typed at its edges: a passage grows at once, while letters typed at a hidden mark must
 * not be hidden with it.
 */
export function growsAtEdges(style: Style): boolean {
  switch (style.kind) {
    case 'tint':
    case 'line':
    case 'plainLine':
    case 'margin':
    case 'plainStripes':
    case 'question':
      return true;
    default:
      return false;
  }
}
