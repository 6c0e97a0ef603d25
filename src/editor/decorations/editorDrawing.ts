import * as vscode from 'vscode';
import { moveWith, samePairs, type Change } from './moving.js';
import type { Pairs } from './painter.js';
import type { Plan } from './plan.js';
import { outside, touched } from './reveal.js';
import { addsText, styleOf, type Style } from './style.js';
import type { DecorationTypes } from './types.js';

const revealed = styleOf({ kind: 'revealed' });

/**
 * How long ranges may be on their way to the editor, in milliseconds. What is typed meanwhile crosses them: the editor then
 * puts ranges of the older text into the newer one.
 */
const longestWay = 2000;

interface Sent {
  readonly pairs: Pairs;
  readonly at: number;
  /** Whether a change may have crossed the ranges, so that nobody knows where the editor has them. */
  isCrossed: boolean;
}

/**
 * What one editor shows. While someone types, the editor moves the ranges that it has; a new plan sends only the styles
 * whose ranges are elsewhere than the editor has moved them.
 */
export class EditorDrawing {
  readonly #editor: vscode.TextEditor;
  readonly #types: DecorationTypes;
  readonly #now: () => number;
  #sent = new Map<Style, Sent>();
  #changes: Change[] = [];
  #plan: Plan | undefined;
  /** The document's version that the plan speaks of. */
  #version = -1;
  #raw: Pairs = [];

  /** @param now a clock in milliseconds. */
  constructor(editor: vscode.TextEditor, types: DecorationTypes, now: () => number = () => performance.now()) {
    this.#editor = editor;
    this.#types = types;
    this.#now = now;
  }

  /** Takes note of what happened to the text since the last plan. */
  noteChanges(changes: readonly Change[]): void {
    if (this.#sent.size === 0) return;
    this.#changes.push(...changes);
    const now = this.#now();
    for (const sent of this.#sent.values()) if (now - sent.at < longestWay) sent.isCrossed = true;
  }

  /** Draws a plan of the document as it is now. */
  draw(plan: Plan, carets: readonly number[]): void {
    this.#version = this.#editor.document.version;
    if (plan === this.#plan && this.#changes.length === 0) {
      this.reveal(carets);
      return;
    }
    this.#plan = plan;
    this.#raw = touched(plan.touchable, carets);
    const changes = this.#changes.splice(0);
    const before = this.#sent;
    this.#sent = new Map();
    // First of all, so that no mark is hidden under the caret even for a moment.
    this.#bring(revealed, this.#raw, before, changes);
    for (const [style, pairs] of plan.ranges) {
      this.#bring(style, addsText(style) ? outside(pairs, this.#raw) : pairs, before, changes);
    }
    for (const style of before.keys()) {
      if (!this.#sent.has(style)) this.#editor.setDecorations(this.#types.get(style), []);
    }
  }

  /** Shows raw what the carets touch, and hides again what they have left. */
  reveal(carets: readonly number[]): void {
    if (this.#plan === undefined || this.#version !== this.#editor.document.version) return;
    const raw = touched(this.#plan.touchable, carets);
    if (samePairs(raw, this.#raw)) return;
    this.#raw = raw;
    this.#send(revealed, raw);
    for (const [style, pairs] of this.#plan.ranges) {
      if (!addsText(style)) continue;
      const left = outside(pairs, raw);
      if (!samePairs(left, this.#sent.get(style)?.pairs ?? [])) this.#send(style, left);
    }
  }

  /** Takes everything away. */
  clear(): void {
    for (const style of this.#sent.keys()) this.#editor.setDecorations(this.#types.get(style), []);
    this.forget();
  }

  /** For an editor whose decorations are gone already. */
  forget(): void {
    this.#sent.clear();
    this.#changes = [];
    this.#plan = undefined;
    this.#raw = [];
  }

  #bring(style: Style, pairs: Pairs, before: ReadonlyMap<Style, Sent>, changes: readonly Change[]): void {
    const old = before.get(style);
    if (old === undefined && pairs.length === 0) return;
    const now = old === undefined || old.isCrossed ? undefined : moveWith(old.pairs, changes);
    if (old !== undefined && now !== undefined && samePairs(now, pairs)) {
      this.#sent.set(style, { pairs, at: old.at, isCrossed: false });
    } else {
      this.#send(style, pairs);
    }
  }

  #send(style: Style, pairs: Pairs): void {
    const { document } = this.#editor;
    const ranges: vscode.Range[] = [];
    for (let at = 0; at < pairs.length; at += 2) {
      ranges.push(new vscode.Range(document.positionAt(pairs[at] ?? 0), document.positionAt(pairs[at + 1] ?? 0)));
    }
    this.#editor.setDecorations(this.#types.get(style), ranges);
    this.#sent.set(style, { pairs, at: this.#now(), isCrossed: false });
  }
}
