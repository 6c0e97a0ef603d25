import type { CodeColor } from '../../core/colors/codeColors.js';
import { codesOf } from '../../core/markdown/attributes.js';
import type { Extent } from '../../core/text/edits.js';
import type { Mark, MemoReference } from '../../core/markdown/types.js';
import type { Drawing, Painter } from './painter.js';
import { styleOf, type Look, type Size, type Style } from './style.js';

const hidden = styleOf({ kind: 'hidden' });
const fact = styleOf({ kind: 'fact' });
const memo = styleOf({ kind: 'memo' });
const memoText = styleOf({ kind: 'memoText' });
const quietSmall = styleOf({ kind: 'quiet', size: 'small' });
const quietFull = styleOf({ kind: 'quiet', size: 'full' });

/** Draws all marks, references to memos and definitions of memos. */
export function drawMarks(drawing: Drawing, look: Look, painter: Painter): void {
  const { text } = drawing.transcript;
  const brush = new MarkBrush(drawing, look, painter);

  const paired = new Set<number>();
  const namesOfEnd = new Map<number, readonly string[]>();
  const secret = new Set<number>();
  const secretMemos = new Set<string>();
  for (const { opening, closing, memo } of drawing.transcript.hidden) {
    secret.add(opening.open.start).add(closing.open.start);
    if (memo !== undefined) secretMemos.add(memo.id);
  }
  for (const passage of drawing.transcript.shown) {
    const { opening, closing } = passage;
    paired.add(opening.open.start);
    if (opening.role !== 'start') continue;
    paired.add(closing.open.start);
    namesOfEnd.set(closing.open.start, passage.codes);
  }
  for (const mark of text.marks()) {
    if (secret.has(mark.open.start)) brush.secret(mark);
    // What makes no passage is a problem, and shown as it is.
    else if (paired.has(mark.open.start)) brush.mark(mark, namesOfEnd.get(mark.open.start) ?? codesOf(mark.block));
    else brush.raw(mark);
  }
  for (const reference of text.memoReferences()) {
    if (secretMemos.has(reference.id)) brush.conceal(reference);
    else brush.reference(reference, text.memos.has(reference.id));
  }
  for (const definition of text.memoDefinitions()) {
    if (secretMemos.has(definition.id)) {
      brush.conceal({ start: definition.label, end: definition.end });
      continue;
    }
    painter.add(memoText, definition.label, definition.end);
    painter.taken.push(definition.label, definition.end);
  }
}

/** Draws the parts of single marks in the mode that is set. */
class MarkBrush {
  readonly #source: string;
  readonly #look: Look;
  readonly #painter: Painter;
  readonly #color: (code: string) => CodeColor;
  readonly #names = new Map<string, Style>();

  constructor({ transcript, color }: Drawing, look: Look, painter: Painter) {
    this.#source = transcript.text.text;
    this.#color = color;
    this.#look = look;
    this.#painter = painter;
  }

  /** @param codes the codes of the passage, which an end does not name itself. */
  mark(mark: Mark, codes: readonly string[]): void {
    this.#take(mark);
    switch (this.#look.marks) {
      case 'labels':
        this.#labels(mark, codes);
        break;
      case 'hidden':
        this.#painter.add(hidden, mark.open.start, mark.open.end);
        this.#painter.add(hidden, mark.close.start, mark.close.end);
        break;
      case 'small':
        this.#whole(mark, quietSmall, 'small');
        break;
      case 'plain':
        this.#whole(mark, quietFull, 'full');
    }
  }

  /** What a round of blind coding hides: it stays hidden whatever the mode, and where the caret stands. */
  secret({ open, close }: Mark): void {
    this.conceal(open);
    this.conceal(close);
  }

  conceal({ start, end }: Extent): void {
    this.#painter.taken.push(start, end);
    this.#painter.add(hidden, start, end);
  }

  /** A mark that makes no passage. */
  raw(mark: Mark): void {
    this.#take(mark);
    if (this.#look.marks === 'plain') this.#whole(mark, quietFull, 'full');
    else this.#whole(mark, quietSmall, 'small');
  }

  reference(reference: MemoReference, isDefined: boolean): void {
    const { start, end } = reference;
    this.#painter.taken.push(start, end);
    if (this.#look.marks === 'plain') {
      this.#painter.add(quietFull, start, end);
      return;
    }
    this.#painter.touchable.push(start, end);
    if (this.#look.marks === 'small' || !isDefined) {
      this.#painter.add(quietSmall, start, end);
      return;
    }
    this.#painter.add(hidden, start, end);
    if (this.#look.marks === 'labels') this.#painter.add(memo, end - 1, end);
  }

  #take({ open, close }: Mark): void {
    const { taken, touchable } = this.#painter;
    taken.push(open.start, open.end, close.start, close.end);
    if (this.#look.marks === 'plain') return;
    if (open.end === close.start) touchable.push(open.start, close.end);
    else touchable.push(open.start, open.end, close.start, close.end);
  }

  /** All of the mark, its names in colour. */
  #whole({ open, close, block }: Mark, signs: Style, size: Size): void {
    this.#painter.add(signs, open.start, open.end);
    let at = close.start;
    for (const { kind, value, start, end } of block.entries) {
      if (kind !== 'class') continue;
      this.#painter.add(signs, at, start + 1);
      this.#painter.add(this.#name(value, size, false), start + 1, end);
      at = end;
    }
    this.#painter.add(signs, at, close.end);
  }

  /** Only the names, and what tells how a range goes on. */
  #labels({ role, open, close, block }: Mark, codes: readonly string[]): void {
    const painter = this.#painter;
    painter.add(hidden, open.start, open.end);
    let at = close.start;
    for (const { kind, key, value, start, end } of block.entries) {
      if (kind === 'class') {
        painter.add(hidden, at, start + 1);
        painter.add(this.#name(value, 'label', role !== 'span'), start + 1, end);
        at = end;
      } else if (kind === 'pair' && key === 'stance') {
        const quote = this.#source[end - 1] === '"' ? 1 : 0;
        const from = this.#source.indexOf('=', start) + 1 + quote;
        painter.add(hidden, at, from);
        painter.add(fact, from, end - quote);
        at = end - quote;
      }
    }
    painter.add(hidden, at, close.end);
    const { fontSize } = this.#look;
    const color = this.#color(codes[0] ?? '');
    if (role === 'start') {
      painter.add(styleOf({ kind: 'rangeStart', color, fontSize }), close.end - 1, close.end);
    } else if (role === 'end') {
      const names = shortened(codes, close.end - close.start + 1);
      painter.add(styleOf({ kind: 'rangeEnd', color, names, fontSize }), close.end - 1, close.end);
    }
  }

  #name(code: string, size: Size, italic: boolean): Style {
    const key = `${code}|${size}|${String(italic)}`;
    let style = this.#names.get(key);
    if (style === undefined) {
      style = styleOf({ kind: 'name', color: this.#color(code), size, italic });
      this.#names.set(key, style);
    }
    return style;
  }
}

/**
 * Names that fit into the room of a hidden mark: text that VS Code adds is not counted where it wraps lines, so it must not
 * be wider than the text that it stands for. `deling +2` where not all fit.
 * @param room in characters at full size; names are drawn at three quarters, after a bracket.
 */
export function shortened(names: readonly string[], room: number): string {
  const most = Math.max(1, Math.floor(room / 0.75) - 2);
  for (let shown = names.length; shown > 0; shown--) {
    const rest = names.length - shown;
    const text = [...names.slice(0, shown), ...(rest > 0 ? [`+${rest}`] : [])].join(' ');
    if (text.length <= most) return text;
  }
  return `${(names[0] ?? '').slice(0, most - 1)}…`;
}
