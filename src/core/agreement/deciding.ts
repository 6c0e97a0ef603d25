import { codeExtent, placesOf, removeCode } from '../coding/coding.js';
import { changeFact, factsOf } from '../coding/facts.js';
import { breachOf, contentOf } from '../coding/laws.js';
import type { CodingResult, Facts } from '../coding/types.js';
import type { CodedText } from '../markdown/codedText.js';
import type { CodedPassage } from '../markdown/types.js';
import { composeEdits } from '../text/compose.js';
import type { Extent, TextEdit } from '../text/edits.js';
import type { TranscriptContext } from '../transcript/types.js';
import { agreedFact, codersOf, listOfNames, namesIn } from './coders.js';
import { lookersOf, type CodeGiven, type Disagreement } from './disagreements.js';

/** What coders come to agree upon at a place where they disagreed. */
export type Decision =
  /** The codings of some of them, by their numbers: one of them, or both. None of them: nothing is coded. */
  | { readonly kind: 'keep'; readonly coders: readonly number[] }
  /** Something else in the place of all of it. */
  | { readonly kind: 'third'; readonly codes: readonly string[]; readonly extent: Extent };

/**
 * The edit of a decision, one that the laws of coding hold for: what is not kept is taken away, and what is kept says with `agreed` who
 * agreed to it, so that it counts for all of them from then on.
 * @param text the text of the document, in which the coders of the disagreement are told apart by `by`.
 * @param coders the names of the comparison's coders.
 * @param who who has coded it, where something else is put in the place of all; the first of the coders if that is none of them.
 */
export function decide(
  text: CodedText,
  disagreement: Disagreement,
  decision: Decision,
  {
    coders,
    who,
    context,
  }: { readonly coders: readonly string[]; readonly who: string; readonly context: TranscriptContext },
): CodingResult {
  const lookers = lookersOf(disagreement);
  const all = givenIn(disagreement, lookers);
  const kept = decision.kind === 'keep' ? givenIn(disagreement, decision.coders) : [];
  const draft = new Draft(text, context);
  for (const one of all) if (!kept.some((other) => isSame(one, other))) draft.remove(one);
  const names = lookers.map((coder) => coders[coder] ?? '');
  const done = new Set<CodeGiven>();
  for (const one of kept) {
    if (done.has(one)) continue;
    // Two coders who gave the same words the same code agreed already.
    const alike = kept.filter(({ code, coding }) => code === one.code && isAt(coding.extent, one.coding.extent));
    for (const other of alike) done.add(other);
    const owners = new Set(alike.flatMap(({ coding }) => codersOf(coding.passage)));
    draft.agree(
      one,
      kept.filter(({ coding }) => coding.passage === one.coding.passage).map(({ code }) => code),
      names.filter((name) => !owners.has(name)),
    );
  }
  if (decision.kind === 'third') {
    const [first = '', ...others] = names.includes(who) ? [who, ...names.filter((name) => name !== who)] : names;
    draft.code(decision.extent, decision.codes, {
      ...(first === '' ? {} : { by: first }),
      ...(others.length === 0 ? {} : { [agreedFact]: listOfNames(others) }),
    });
  }
  return draft.result;
}

/** What some coders say at a place, each passage with each code once. */
function givenIn({ readings }: Disagreement, coders: readonly number[]): readonly CodeGiven[] {
  const found: CodeGiven[] = [];
  for (const coder of coders)
    for (const one of readings[coder] ?? []) if (!found.some((other) => isSame(one, other))) found.push(one);
  return found;
}

function isSame(one: CodeGiven, other: CodeGiven): boolean {
  return one.code === other.code && one.coding.passage === other.coding.passage;
}

function isAt(one: Extent, other: Extent): boolean {
  return one.start === other.start && one.end === other.end;
}

/** The memos that go with passages that a decision takes away. */
export function memosLost(disagreement: Disagreement, decision: Decision): readonly string[] {
  const kept = decision.kind === 'keep' ? givenIn(disagreement, decision.coders) : [];
  const lost = givenIn(disagreement, lookersOf(disagreement)).filter(
    (one) => !kept.some((other) => isSame(one, other)),
  );
  const passages = [...new Set(lost.map(({ coding }) => coding.passage))];
  return passages.flatMap((passage) => {
    const goes = passage.codes.every((code) => lost.some((one) => one.coding.passage === passage && one.code === code));
    return goes && passage.memo !== undefined ? [passage.memo] : [];
  });
}

/** Edits that are made one after the other, each checked. */
class Draft {
  readonly #before: CodedText;
  readonly #context: TranscriptContext;
  #text: CodedText;
  #edits: readonly TextEdit[] = [];
  #failed: CodingResult | undefined;
  #passage: Extent | undefined;
  readonly #memos: string[] = [];

  constructor(text: CodedText, context: TranscriptContext) {
    this.#before = text;
    this.#text = text;
    this.#context = context;
  }

  get result(): CodingResult {
    return this.#failed ?? { kind: 'edits', edits: this.#edits, passage: this.#passage, removedMemos: this.#memos };
  }

  remove({ code, coding }: CodeGiven): void {
    const passage = this.#find(coding.extent, code, factsOf(coding.passage.coded.opening.block));
    if (passage !== undefined) this.#take(removeCode(this.#text, passage, code));
  }

  /** Says of a code on a passage who agreed to it. @param together the codes of the passage that are agreed upon alike. */
  agree({ code, coding }: CodeGiven, together: readonly string[], names: readonly string[]): void {
    const facts = factsOf(coding.passage.coded.opening.block);
    const passage = this.#find(coding.extent, code, facts);
    if (passage === undefined) {
      // A code of the same mark was before it, and the mark says so already.
      this.#passage ??= coding.extent;
      return;
    }
    this.#passage ??= passage.clean;
    if (names.length === 0) return;
    const agreed = listOfNames([...namesIn(facts[agreedFact] ?? ''), ...names]);
    if (passage.codes.every((one) => together.includes(one))) {
      const edits = changeFact(passage.opening.block, agreedFact, agreed);
      const content = contentOf(passage);
      const added = [{ ...content, facts: { ...content.facts, [agreedFact]: agreed } }];
      const breach = breachOf(this.#text, this.#text.update(edits), { removed: [passage], added, removedMemos: [] });
      this.#take(breach ?? { kind: 'edits', edits, passage: passage.clean, removedMemos: [] });
      return;
    }
    // Its other codes are not in question: this one gets a mark of its own.
    this.#take(removeCode(this.#text, passage, code));
    this.code(coding.extent, [code], { ...facts, [agreedFact]: agreed });
  }

  code(extent: Extent, codes: readonly string[], facts: Facts): void {
    if (this.#failed !== undefined || codes.length === 0) return;
    const options = { facts, context: this.#context };
    const result = codeExtent(this.#text, placesOf(this.#text, options), extent, codes, options);
    if (result.kind === 'edits') this.#passage ??= result.passage;
    this.#take(result);
  }

  #find(extent: Extent, code: string, facts: Facts): CodedPassage | undefined {
    const found = this.#text.passages.filter(
      ({ clean, codes, opening }) =>
        isAt(clean, extent) && codes.includes(code) && factsOf(opening.block).by === facts.by,
    );
    const agreed = facts[agreedFact];
    return found.find(({ opening }) => factsOf(opening.block)[agreedFact] === agreed);
  }

  #take(result: CodingResult): void {
    if (this.#failed !== undefined) return;
    if (result.kind === 'refused') {
      this.#failed = result;
      return;
    }
    this.#edits = composeEdits(this.#before.length, this.#edits, result.edits);
    this.#text = this.#text.update(result.edits);
    this.#memos.push(...result.removedMemos);
  }
}
