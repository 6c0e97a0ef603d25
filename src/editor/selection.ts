import * as vscode from 'vscode';
import type { CodedPassage } from '../core/markdown/types.js';
import type { Extent } from '../core/text/edits.js';
import type { Transcript } from '../core/transcript/transcript.js';
import { unitsAround } from '../core/transcript/units.js';
import type { TextView } from './activeText.js';
import { rangeOf } from './edits.js';

/** What a person has selected, as extents of the clean text: whatever is inserted around them, they stay the same words. */
export interface Chosen {
  readonly extent: Extent;
  /** The empty selection from which the extent was found: the place of the cursor, in the clean text. */
  readonly from: number | undefined;
  /** How often it has grown. */
  readonly size: number;
}

/**
 * What the selections of an editor mean: a selection means its words, a cursor the word at it, else the sentence.
 * Where a selection begins or ends inside a mark, it begins or ends at the words that the mark stands beside.
 */
export function chosenIn(editor: TextView, transcript: Transcript, language: string | undefined): readonly Chosen[] {
  const { document } = editor;
  const { text } = transcript;
  return editor.selections.flatMap((selection): Chosen[] => {
    const start = text.toClean(document.offsetAt(selection.start));
    const end = text.toClean(document.offsetAt(selection.end));
    if (end > start) return [{ extent: { start, end }, from: undefined, size: 0 }];
    const [extent] = unitsAround(transcript, start, language);
    return extent === undefined ? [] : [{ extent, from: start, size: 0 }];
  });
}

/** The same, each one that grew from a cursor a size larger: the word becomes the sentence, the sentence the turn. */
export function grow(
  chosen: readonly Chosen[],
  transcript: Transcript,
  language: string | undefined,
): readonly Chosen[] {
  return chosen.map((one) => {
    const from = one.from ?? one.extent.start;
    const larger = unitsAround(transcript, from, language).find(
      ({ start, end }) =>
        start <= one.extent.start && end >= one.extent.end && end - start > one.extent.end - one.extent.start,
    );
    return larger === undefined ? one : { extent: larger, from, size: one.size + 1 };
  });
}

/** The same place in the source, without the marks at its edges. */
export function inSource({ text }: Transcript, { start, end }: Extent): Extent {
  return { start: text.toSource(start, 'start'), end: text.toSource(end, 'end') };
}

/** Selects what was chosen, so that a person sees it. */
export function select(editor: TextView, transcript: Transcript, extents: readonly Extent[]): void {
  const selections = extents.map((extent) => {
    const range = rangeOf(editor.document, inSource(transcript, extent));
    return new vscode.Selection(range.start, range.end);
  });
  if (selections.length > 0) editor.selections = selections;
}

/** The passages that hold a place of the source or stand beside it, the innermost first. */
export function passagesAt({ text, shown }: Transcript, offset: number): readonly CodedPassage[] {
  const place = text.toClean(offset);
  return shown.filter(({ clean }) => clean.start <= place && place <= clean.end).sort(byLength);
}

/**
 * The passages that an editor's cursor stands in, or that its selections touch. First the one that is selected as a whole,
 * then those around the selection from the innermost outwards, then those inside it.
 */
export function passagesChosen(editor: TextView, transcript: Transcript): readonly CodedPassage[] {
  const { document } = editor;
  const { text, shown } = transcript;
  const found = new Set<CodedPassage>();
  for (const selection of editor.selections) {
    if (selection.isEmpty) {
      for (const passage of passagesAt(transcript, document.offsetAt(selection.active))) found.add(passage);
      continue;
    }
    const start = text.toClean(document.offsetAt(selection.start));
    const end = text.toClean(document.offsetAt(selection.end));
    const isAround = ({ clean }: CodedPassage): boolean => clean.start <= start && clean.end >= end;
    const touched = shown.filter(({ clean }) => clean.start < end && start < clean.end).sort(byLength);
    for (const passage of [...touched.filter(isAround), ...touched.filter((one) => !isAround(one))]) found.add(passage);
  }
  return [...found];
}

function byLength(a: CodedPassage, b: CodedPassage): number {
  return a.clean.end - a.clean.start - (b.clean.end - b.clean.start);
}
