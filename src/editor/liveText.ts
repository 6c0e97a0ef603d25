import type { CodedText } from '../core/markdown/codedText.js';
import { composeEdits } from '../core/text/compose.js';
import { sameEdits, type TextEdit } from '../core/text/edits.js';

/** What an edit that is under way will make of a text. */
export interface Foretold {
  readonly edits: readonly TextEdit[];
  readonly text: CodedText;
}

/**
 * The text of a document that is edited: as it was read last, what has been typed since, and what an edit will make of it that
 * the editor has not made yet. It knows no editor.
 */
export class LiveText {
  #text: CodedText;
  /** What has been typed since: one list an event, each speaking of the text after the one before. */
  #pending: (readonly TextEdit[])[] = [];
  #foretold: Foretold | undefined;

  constructor(text: CodedText) {
    this.#text = text;
  }

  /** So many lists of edits have not been read yet. */
  get waiting(): number {
    return this.#pending.length;
  }

  /** @param lists edits that were made, to be applied one list after the other. */
  note(lists: readonly (readonly TextEdit[])[]): void {
    this.#pending.push(...lists);
  }

  /** The text as it is now. */
  read(): CodedText {
    const [first, ...others] = this.#pending;
    if (first === undefined) return this.#text;
    const { length } = this.#text;
    const edits = others.reduce((all, next) => composeEdits(length, all, next), first);
    const foretold = this.#foretold;
    this.#pending = [];
    // It was told of the text before: it has come about now, or something else has.
    this.#foretold = undefined;
    const isForetold = foretold !== undefined && sameEdits(foretold.edits, composeEdits(length, [], edits));
    return (this.#text = isForetold ? foretold.text : this.#text.update(edits));
  }

  /** The text as it will be when the edit that is under way has been made; as it is now, if there is none. */
  soon(): CodedText {
    const now = this.read();
    return this.#foretold?.text ?? now;
  }

  /** Says that edits are about to be made. @returns what {@link takeBack} needs. */
  foretell(edits: readonly TextEdit[]): Foretold {
    const now = this.read();
    return (this.#foretold = { edits: composeEdits(now.length, [], edits), text: now.update(edits) });
  }

  /** Says that edits are no longer to be awaited, whether they were made or not. */
  takeBack(foretold: Foretold): void {
    if (this.#foretold === foretold) this.#foretold = undefined;
  }
}
