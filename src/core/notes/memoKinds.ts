import { labelKey } from '../transcript/labels.js';

const english: readonly string[] = ['observation', 'interpretation', 'finding', 'method'];
const norwegian: readonly string[] = ['observasjon', 'tolkning', 'funn', 'metode'];

/** The kinds of memos of a study that names none, in its language. */
export function defaultMemoKinds(language: string | undefined): readonly string[] {
  return /^(?:nb|nn|no)(?:[-_]|$)/i.test(language ?? '') ? norwegian : english;
}

/** A passage's memo, with the kind that it begins with. */
export interface KindOfMemo {
  /** As the study spells it. */
  readonly kind: string | undefined;
  /** The memo without its kind. */
  readonly text: string;
}

/**
 * The kind of a passage's memo: bold words with a colon at its start, `**Interpretation:** She hesitates.`, if the study has that kind.
 * @param kinds the study's `memo-kinds`.
 */
export function kindOfMemo(memo: string, kinds: readonly string[]): KindOfMemo {
  const found = /^\*\*([^*\n]+?)(?::\*\*|\*\*:)[ \t]*\n*/.exec(memo);
  const kind = found === null ? undefined : kinds.find((one) => labelKey(one) === labelKey(found[1] ?? ''));
  return kind === undefined || found === null
    ? { kind: undefined, text: memo }
    : { kind, text: memo.slice(found[0].length).trim() };
}

/** A memo with its kind before it; a list, a quote, a heading or a table begins under it. */
export function writeKind(kind: string | undefined, text: string): string {
  if (kind === undefined) return text;
  const gap = beginsBlock.test(text) ? '\n\n' : ' ';
  return `**${kind.charAt(0).toUpperCase()}${kind.slice(1)}:**${gap}${text}`;
}

const beginsBlock = /^(?:[-+*][ \t]|[>#|]|\d+[.)][ \t]|```|~~~)/;

/** A memo with another kind, or with none. */
export function changeKind(memo: string, kind: string | undefined, kinds: readonly string[]): string {
  return writeKind(kind, kindOfMemo(memo, kinds).text).trim();
}

/** Those of a study's kinds that a memo can name so that they are found again: without signs of Markdown. */
export function writableKinds(kinds: readonly string[]): readonly string[] {
  return kinds.filter((kind) => kindOfMemo(writeKind(kind, 'x'), kinds).kind === kind);
}
