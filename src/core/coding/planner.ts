import type { CodedText } from '../markdown/codedText.js';
import type { CodedPassage } from '../markdown/types.js';
import { composeEdits } from '../text/compose.js';
import type { Extent, TextEdit } from '../text/edits.js';
import { codeExtent, nothingSelected, type CodingOptions } from './coding.js';
import { addClasses, factsOf, sameFacts, writeBlock } from './facts.js';
import { freeId, randomId } from './ids.js';
import { placeMark } from './insert.js';
import { breachOf, contentOf, type PassageContent } from './laws.js';
import { Places } from './places.js';
import type { CodingRefused, Facts } from './types.js';

/** What coding many extents at once comes to. */
export interface ManyCoded {
  readonly kind: 'edits';
  /** Speak of the text that was given; never overlap. */
  readonly edits: readonly TextEdit[];
  /** The passages that were made or changed, or that were there already, as extents of the clean text. */
  readonly passages: readonly Extent[];
  /** Those that could not be coded, each with the reason; the others are. */
  readonly refused: readonly { readonly extent: Extent; readonly reason: CodingRefused }[];
}

/** What one of the extents asks for, not yet checked. */
interface Plan {
  readonly extent: Extent;
  readonly edits: readonly TextEdit[];
  readonly added: PassageContent;
  /** The passage that gets further codes. */
  readonly removed: CodedPassage | undefined;
}

/** Plans the marks of many extents of one text, and checks them together as far as that goes. */
export class Planner {
  readonly #text: CodedText;
  readonly #codes: readonly string[];
  readonly #options: CodingOptions;
  readonly #facts: Facts;
  readonly #heads: readonly Extent[];
  readonly #places: Places;
  readonly #known: ReadonlyMap<string, readonly CodedPassage[]>;
  readonly #ids = new Set<string>();
  readonly #plans: Plan[] = [];
  /** Those to be coded one by one. */
  readonly #left: Extent[] = [];
  readonly #passages: Extent[] = [];
  readonly #refused: { extent: Extent; reason: CodingRefused }[] = [];
  /** Where the last planned passage ends. */
  #end = -1;

  /**
   * @param codes each once.
   * @param heads the heads of the turns, as extents of the clean text.
   */
  constructor(text: CodedText, codes: readonly string[], options: CodingOptions, heads: readonly Extent[]) {
    this.#text = text;
    this.#codes = codes;
    this.#options = options;
    this.#facts = options.facts ?? {};
    this.#heads = heads;
    this.#places = new Places(text, heads);
    this.#known = byExtent(text.passages);
  }

  /** Extents come in the order of where they begin. */
  plan(asked: Extent): void {
    const extent = this.#places.trim(asked);
    if (extent === undefined) {
      this.#refused.push({ extent: asked, reason: nothingSelected });
      return;
    }
    const plan = this.#added(extent) ?? this.#inserted(extent);
    if (plan === undefined || plan.added.clean.start < this.#end) {
      this.#left.push(extent);
      return;
    }
    this.#end = plan.added.clean.end;
    if (plan.edits.length === 0) this.#passages.push(plan.added.clean);
    else this.#plans.push(plan);
  }

  /** Further codes for a passage that has the extent already. */
  #added(extent: Extent): Plan | undefined {
    const passage = this.#known
      .get(keyOf(extent))
      ?.find(({ opening }) => sameFacts(factsOf(opening.block), this.#facts));
    if (passage === undefined) return undefined;
    const codes = [...new Set([...passage.codes, ...this.#codes])];
    const edits = addClasses(passage.opening.block, this.#codes);
    return { extent, edits, added: { ...contentOf(passage), codes }, removed: passage };
  }

  #inserted(extent: Extent): Plan | undefined {
    const placed = placeMark(this.#text, this.#places, extent, {
      block: (needsId) => {
        const id = needsId ? this.#newId() : undefined;
        return { text: writeBlock(id, this.#codes, this.#facts), id };
      },
      content: { codes: this.#codes, facts: this.#facts },
      after: '',
    });
    if (placed === undefined) return undefined;
    return this.#added(placed.added.clean) ?? { extent, ...placed, removed: undefined };
  }

  #newId(): string {
    const next = this.#options.ids ?? randomId;
    for (;;) {
      const id = freeId(this.#text.text, next);
      if (this.#ids.has(id)) continue;
      this.#ids.add(id);
      return id;
    }
  }

  /** All that was planned, if the law holds for all of it at once. */
  atOnce(): ManyCoded | undefined {
    return this.#left.length === 0 && this.#holds(this.#plans) ? this.#coded(this.#plans) : undefined;
  }

  /** As much as can be coded: halves for which the law holds, then what is left one by one. */
  piecemeal(): ManyCoded {
    const good = this.#check(this.#plans);
    const together = good.length === this.#plans.length || this.#holds(good) ? good : [];
    if (together.length === 0) this.#left.push(...good.map(({ extent }) => extent));
    const { edits: first } = this.#coded(together);
    let edits = first;
    let now = this.#left.length > 0 ? this.#text.update(edits) : this.#text;
    for (const extent of this.#left) {
      const result = codeExtent(now, new Places(now, this.#heads), extent, this.#codes, this.#options);
      if (result.kind === 'refused') {
        this.#refused.push({ extent, reason: result });
        continue;
      }
      edits = composeEdits(this.#text.length, edits, result.edits);
      now = now.update(result.edits);
      if (result.passage !== undefined) this.#passages.push(result.passage);
    }
    return { kind: 'edits', edits, passages: inOrder(this.#passages), refused: this.#refused };
  }

  #coded(plans: readonly Plan[]): ManyCoded {
    const edits = plans.flatMap((plan) => plan.edits);
    for (const { added } of plans) this.#passages.push(added.clean);
    return { kind: 'edits', edits, passages: inOrder(this.#passages), refused: this.#refused };
  }

  /** The plans that hold: all at once, else those of each half. The others are left to be coded one by one. */
  #check(plans: readonly Plan[]): readonly Plan[] {
    if (plans.length === 0 || this.#holds(plans)) return plans;
    if (plans.length === 1) {
      this.#left.push(...plans.map(({ extent }) => extent));
      return [];
    }
    const middle = plans.length >> 1;
    return [...this.#check(plans.slice(0, middle)), ...this.#check(plans.slice(middle))];
  }

  #holds(plans: readonly Plan[]): boolean {
    if (plans.length === 0) return true;
    const after = this.#text.update(plans.flatMap(({ edits }) => edits));
    const removed = plans.flatMap((plan) => (plan.removed === undefined ? [] : [plan.removed]));
    const added = plans.map((plan) => plan.added);
    return breachOf(this.#text, after, { removed, added, removedMemos: [] }) === undefined;
  }
}

/** Extents by where they begin, the longer first. */
export function inOrder(extents: readonly Extent[]): Extent[] {
  return [...extents].sort((a, b) => a.start - b.start || b.end - a.end);
}

function byExtent(passages: readonly CodedPassage[]): ReadonlyMap<string, readonly CodedPassage[]> {
  const known = new Map<string, CodedPassage[]>();
  for (const passage of passages) {
    const same = known.get(keyOf(passage.clean));
    if (same === undefined) known.set(keyOf(passage.clean), [passage]);
    else same.push(passage);
  }
  return known;
}

function keyOf({ start, end }: Extent): string {
  return `${start}-${end}`;
}
