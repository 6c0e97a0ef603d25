import * as vscode from 'vscode';
import type { ActiveText, OtherView } from '../activeText.js';
import type { Said, Told } from './protocol.js';
import { cleanOf, sourceOf, type Selected } from './selected.js';
import type { Shown } from './session.js';
import type { ViewPage } from './viewPage.js';

type Reveal = Extract<Told, { told: 'select' }>['reveal'];

/** What a selection needs of its view. */
export interface SelectionHost {
  readonly view: OtherView;
  readonly active: ActiveText;
  readonly page: ViewPage;
  readonly transcript: () => Shown['transcript'];
}

/** What is selected in a coding view, as commands see it and as the page shows it. */
export class ViewSelection {
  readonly #host: SelectionHost;
  #selected: readonly Selected[] = [];
  /** How often something was selected by hand, as far as the page has said. */
  #heard = 0;

  constructor(host: SelectionHost) {
    this.#host = host;
  }

  /** In the clean text. */
  get clean(): readonly Selected[] {
    return this.#selected;
  }

  /** In the source. */
  get source(): readonly vscode.Selection[] {
    const { view, transcript } = this.#host;
    const chosen = this.#selected.length === 0 ? [{ start: 0, end: 0, isReversed: false }] : this.#selected;
    return chosen.map((one) => sourceOf(view.document, transcript(), one));
  }

  /** A command selects something. */
  set source(selections: readonly vscode.Selection[]) {
    this.#selected = selections.map((one) => this.#cleanOf(one, one.isReversed));
    this.#host.active.noteSelection({ view: this.#host.view, byHand: false });
    this.show('no');
  }

  /** A person selects something, in the clean text. */
  take(selected: Selected): void {
    this.#selected = [selected];
    this.#host.active.noteSelection({ view: this.#host.view, byHand: true });
  }

  /** The page says what a person has selected there. */
  hear({ count, selection, generation }: Extract<Said, { said: 'selected' }>): void {
    this.#heard = count;
    const extent = selection && this.#host.page.session.cleanOf(selection, generation);
    if (extent !== undefined) this.take(extent);
  }

  /** Where a code is dropped: what is selected there, or else the place. */
  drop(at: number): void {
    const isOnSelected = this.#selected.some(({ start, end }) => start <= at && at <= end && start < end);
    if (!isOnSelected) this.#selected = [{ start: at, end: at, isReversed: false }];
  }

  /** A page begins anew. */
  forgetHeard(): void {
    this.#heard = 0;
  }

  reveal(range: vscode.Range, how?: vscode.TextEditorRevealType): void {
    const isCenter = how === vscode.TextEditorRevealType.InCenter;
    // A page shows what is selected, and that is what commands reveal.
    if (this.#selected.length === 0) this.#selected = [this.#cleanOf(range, false)];
    this.show(isCenter ? 'center' : 'ifHidden');
  }

  /** Frames something, as commands do to show what they are about; what is selected stays so. */
  frame(range: vscode.Range): void {
    this.#tell(this.#cleanOf(range, false), 'no');
  }

  show(reveal: Reveal): void {
    const [first] = this.#selected;
    if (first === undefined) return;
    const { page } = this.#host;
    if (!page.isSeen) {
      page.later(() => this.show(reveal));
      return;
    }
    // What a command has just done to the text is to be seen before what it selects.
    page.update();
    this.#tell(first, reveal);
  }

  #tell(selected: Selected, reveal: Reveal): void {
    const { page } = this.#host;
    const { session } = page;
    const selection = session.selectionOf(selected, selected.isReversed);
    page.tell({ told: 'select', generation: session.generation, after: this.#heard, selection, reveal, focus: false });
  }

  #cleanOf(range: vscode.Range, isReversed: boolean): Selected {
    const { view, transcript } = this.#host;
    return cleanOf(view.document, transcript(), range, isReversed);
  }
}
