import type { CodedText } from '../markdown/codedText.js';
import type { CodedPassage } from '../markdown/types.js';
import { composeEdits } from '../text/compose.js';
import type { Extent, TextEdit } from '../text/edits.js';
import { codeSelection, placesOf, refuse, refuseCodes, refuseConflicts, type CodingOptions } from './coding.js';
import { addClasses, factsOf, sameFacts, writeBlock } from './facts.js';
import { freeId, randomId } from './ids.js';
import { placeMark } from './insert.js';
import { breachOf, contentOf, type PassageContent } from './laws.js';
import type { Places } from './places.js';
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

/**
 * Codes many extents of one text with the same codes, each as {@link codeSelection} would. Law 1 is checked once for all
 * of them; only where it does not hold, for parts of them.
 * @param extents extents of the clean text, in any order; where some overlap, they become passages that do.
 */
export function codeMany(
  text: CodedText,
  extents: readonly Extent[],
  codes: readonly string[],
  options: CodingOptions = {},
): ManyCoded | CodingRefused {
  const refused = refuseCodes(codes) ?? refuseConflicts(text);
  if (refused !== undefined) return refused;
  const planner = new Planner(text, [...new Set(codes)], options);
  for (const extent of [...extents].sort((a, b) => a.start - b.start || a.end - b.end)) planner.plan(extent);
  return planner.finish();
}

class Planner {
  readonly #text: CodedText;
  readonly #codes: readonly string[];
  readonly #options: CodingOptions;
  readonly #facts: Facts;
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

  constructor(text: CodedText, codes: readonly string[], options: CodingOptions) {
    this.#text = text;
    this.#codes = codes;
    this.#options = options;
    this.#facts = options.facts ?? {};
    this.#places = placesOf(text, options);
    this.#known = byExtent(text.passages);
  }

  plan(asked: Extent): void {
    const extent = this.#places.trim(asked);
    if (extent === undefined) {
      const reason = refuse(
        'nothing-selected',
        'Nothing is selected that could be coded. Select words of the running text.',
      );
      this.#refused.push({ extent: asked, reason });
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

  finish(): ManyCoded {
    const good = this.#check(this.#plans);
    const together = this.#holds(good) ? good : [];
    if (together.length === 0) this.#left.push(...good.map(({ extent }) => extent));
    let edits: readonly TextEdit[] = together.flatMap((plan) => plan.edits);
    for (const { added } of together) this.#passages.push(added.clean);
    let now = this.#left.length > 0 ? this.#text.update(edits) : this.#text;
    for (const extent of this.#left) {
      const selection = { start: now.toSource(extent.start, 'start'), end: now.toSource(extent.end, 'end') };
      const result = codeSelection(now, selection, this.#codes, this.#options);
      if (result.kind === 'refused') {
        this.#refused.push({ extent, reason: result });
        continue;
      }
      edits = composeEdits(this.#text.length, edits, result.edits);
      now = now.update(result.edits);
      if (result.passage !== undefined) this.#passages.push(result.passage);
    }
    const passages = this.#passages.sort((a, b) => a.start - b.start || b.end - a.end);
    return { kind: 'edits', edits, passages, refused: this.#refused };
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
