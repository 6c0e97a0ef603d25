import * as vscode from 'vscode';
import { resizePassage } from '../core/coding/coding.js';
import type { CodedPassage } from '../core/markdown/types.js';
import type { Extent } from '../core/text/edits.js';
import { moveEdge, type EdgeMove } from '../core/transcript/edges.js';
import type { Transcript } from '../core/transcript/transcript.js';
import type { TextView } from './activeText.js';
import { apply } from './commands/removing.js';
import { studyWithPeople } from './commands/studyCommand.js';
import { rangeOf } from './edits.js';
import { inSource, passagesChosen } from './selection.js';
import type { Services } from './services.js';
import { say } from './speak.js';

/** True while arrow keys move a passage's ends. */
const context = 'emic.adjusting';

const moves: Readonly<Record<string, EdgeMove>> = {
  'emic.startEarlier': { edge: 'start', by: 'word', step: -1 },
  'emic.startLater': { edge: 'start', by: 'word', step: 1 },
  'emic.endEarlier': { edge: 'end', by: 'word', step: -1 },
  'emic.endLater': { edge: 'end', by: 'word', step: 1 },
  'emic.startEarlierSentence': { edge: 'start', by: 'sentence', step: -1 },
  'emic.startLaterSentence': { edge: 'start', by: 'sentence', step: 1 },
  'emic.endEarlierSentence': { edge: 'end', by: 'sentence', step: -1 },
  'emic.endLaterSentence': { edge: 'end', by: 'sentence', step: 1 },
};

/** The commands that move the ends of a passage by keyboard, and the mode in which the arrow keys do. */
export function registerAdjusting(services: Services): vscode.Disposable {
  const adjusting = new Adjusting(services);
  return vscode.Disposable.from(
    adjusting,
    vscode.commands.registerCommand('emic.adjustPassage', () => adjusting.begin()),
    vscode.commands.registerCommand('emic.otherPassage', () => adjusting.other()),
    vscode.commands.registerCommand('emic.stopAdjusting', () => adjusting.stop()),
    ...Object.entries(moves).map(([command, move]) =>
      vscode.commands.registerCommand(command, () => adjusting.move(move)),
    ),
  );
}

/** The passage that is meant: where it stands in the clean text, and its codes. */
interface Meant {
  readonly document: vscode.TextDocument;
  readonly clean: Extent;
  readonly codes: string;
  /** The document's version when it was found. */
  readonly version: number;
  /** Where the cursor stood then. */
  readonly cursor: number;
}

class Adjusting implements vscode.Disposable {
  readonly #services: Services;
  readonly #frame = vscode.window.createTextEditorDecorationType({
    border: '1px solid',
    borderColor: new vscode.ThemeColor('focusBorder'),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  readonly #listeners: vscode.Disposable;
  #meant: Meant | undefined;
  #editor: TextView | undefined;
  /** Keys may be quicker than edits: one step after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(services: Services) {
    this.#services = services;
    this.#listeners = vscode.Disposable.from(
      services.active.onDidChange(() => this.#leave()),
      services.active.onDidChangeSelection(({ view, byHand }) => {
        if (view === this.#editor && byHand) this.#leave();
      }),
    );
  }

  dispose(): void {
    this.#frame.dispose();
    this.#listeners.dispose();
  }

  /** Lets the arrow keys move the ends of the passage at the cursor. */
  async begin(): Promise<void> {
    const document = this.#services.active.now?.document;
    if (document !== undefined) await studyWithPeople(this.#services, document);
    const found = this.#find();
    if (found === undefined) return;
    this.#editor = found.editor;
    await vscode.commands.executeCommand('setContext', context, true);
    this.#show(found);
    this.#tell(found);
  }

  /** Means the next of the passages at the cursor, which stand in each other. */
  other(): void {
    const found = this.#find();
    if (found === undefined) return;
    const { all, passage, editor } = found;
    const next = all[(all.indexOf(passage) + 1) % all.length] ?? passage;
    if (all.length === 1) say(vscode.l10n.t('There is no other passage at the cursor.'));
    const chosen = { ...found, passage: next };
    this.#note(editor, next);
    this.#show(chosen);
    if (all.length > 1) this.#tell(chosen);
  }

  stop(): void {
    if (this.#editor === undefined) return;
    this.#leave();
    say(vscode.l10n.t('The passage stands as it is now.'));
  }

  async move(move: EdgeMove): Promise<void> {
    const step = this.#last.then(() => this.#move(move));
    this.#last = step.catch(() => undefined);
    await step;
  }

  async #move(move: EdgeMove): Promise<void> {
    const document = this.#services.active.now?.document;
    const study = document && (await studyWithPeople(this.#services, document));
    const found = this.#find();
    if (found === undefined) return;
    const { editor, transcript, passage } = found;
    const { text } = transcript;
    const moved = moveEdge(transcript, passage.clean, move, study?.latest?.settings.language);
    if (moved === undefined) {
      say(vscode.l10n.t('The passage cannot be moved further there.'));
      return;
    }
    const options = study === undefined ? {} : { context: study.context };
    const result = resizePassage(text, passage, inSource(transcript, moved), options);
    const cursor = text.toClean(editor.document.offsetAt(editor.selection.active));
    if (!(await apply(this.#services, editor.document, result))) return;
    const now = this.#services.studies.transcriptOf(editor.document);
    const clean = result.kind === 'edits' ? (result.passage ?? moved) : moved;
    const place = editor.document.positionAt(now.text.toSource(cursor, 'start'));
    editor.selection = new vscode.Selection(place, place);
    const same = now.text.passages.find((one) => isSame(one, clean, passage.codes.join(' ')));
    if (same === undefined) return;
    this.#note(editor, same);
    const edge = now.text.toSource(same.clean[move.edge], move.edge);
    const at = editor.document.positionAt(edge);
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.Default);
    const after = { editor, transcript: now, passage: same, all: found.all };
    this.#show(after);
    this.#tell(after);
  }

  /** The passage that is meant: the one that was moved last, as long as the cursor stays; else the innermost at the cursor. */
  #find(): Found | undefined {
    const editor = this.#services.active.now;
    if (editor === undefined || !this.#services.studies.isCodable(editor.document)) return undefined;
    const { document } = editor;
    const transcript = this.#services.studies.transcriptOf(document);
    const meant = this.#meant;
    const holds =
      meant?.document === document && meant.version === document.version && meant.cursor === cursorOf(editor);
    const known = holds ? transcript.shown.find((passage) => isSame(passage, meant.clean, meant.codes)) : undefined;
    const here = passagesChosen(editor, transcript);
    const all = known === undefined || here.includes(known) ? here : [known, ...here];
    const passage = known ?? all[0];
    if (passage !== undefined) return { editor, transcript, passage, all };
    say(vscode.l10n.t('There is no passage at the cursor.'));
    return undefined;
  }

  #note(editor: TextView, { clean, codes }: CodedPassage): void {
    const { document } = editor;
    this.#meant = { document, clean, codes: codes.join(' '), version: document.version, cursor: cursorOf(editor) };
  }

  /** Frames the passage that the arrow keys move. */
  #show({ editor, transcript, passage }: Found): void {
    if (editor !== this.#editor) return;
    editor.setDecorations(this.#frame, [rangeOf(editor.document, inSource(transcript, passage.clean))]);
  }

  #tell({ editor, transcript, passage }: Found): void {
    const study = this.#services.studies.studyOf(editor.document.uri);
    const names = passage.codes.map((code) => study?.latest?.codebook.get(code)?.name ?? code).join(', ');
    const words = transcript.text.sliceClean(passage.clean.start, passage.clean.end);
    const quote = ends(words);
    say(
      editor === this.#editor
        ? vscode.l10n.t(
            '{0}: “{1}” · ←→ end, Shift+←→ beginning, Ctrl: sentence, Tab: other passage, Enter: done',
            names,
            quote,
          )
        : vscode.l10n.t('{0}: “{1}”', names, quote),
    );
  }

  #leave(): void {
    if (this.#editor === undefined) return;
    this.#editor.setDecorations(this.#frame, []);
    this.#editor = undefined;
    void vscode.commands.executeCommand('setContext', context, false);
  }
}

interface Found {
  readonly editor: TextView;
  readonly transcript: Transcript;
  readonly passage: CodedPassage;
  /** All that could be meant, the innermost first. */
  readonly all: readonly CodedPassage[];
}

/** A text's beginning and end, as these are what moves. */
function ends(text: string): string {
  const characters = Array.from(text.trim().replace(/\s+/g, ' '));
  if (characters.length <= 50) return characters.join('');
  return `${characters.slice(0, 24).join('').trimEnd()} … ${characters.slice(-24).join('').trimStart()}`;
}

function cursorOf({ document, selection }: TextView): number {
  return document.offsetAt(selection.active);
}

function isSame({ clean, codes }: CodedPassage, at: Extent, wanted: string): boolean {
  return clean.start === at.start && clean.end === at.end && codes.join(' ') === wanted;
}
