import { codeExtent, placesOf, removeCode } from '../coding/coding.js';
import { changeFact, factsOf } from '../coding/facts.js';
import { breachOf, contentOf } from '../coding/laws.js';
import { setMemo } from '../coding/memos.js';
import type { CodingResult, Facts } from '../coding/types.js';
import type { CodedText } from '../markdown/codedText.js';
import type { CodedPassage } from '../markdown/types.js';
import { composeEdits } from '../text/compose.js';
import type { Extent, TextEdit } from '../text/edits.js';
import type { Passage, TranscriptContext } from '../transcript/types.js';
import { agreedFact, codersOf, listOfNames, namesIn } from './coders.js';
import { lookersOf, type CodeGiven, type Disagreement } from './disagreements.js';

/** What coders come to agree upon at a place where they disagreed. */
export type Decision =
  /** The codings of some of them, by their numbers: one of them, or both. None of them: nothing is coded. */
  | { readonly kind: 'keep'; readonly coders: readonly number[] }
  /** Something else in the place of all of it. */
  | { readonly kind: 'third'; readonly codes: readonly string[]; readonly extent: Extent };

export interface DecideOptions {
  /** The names of the comparison's coders. */
  readonly coders: readonly string[];
  /** Whose text it is, where the others have versions of their own: what it has that nobody signed is this coder's. */
  readonly here?: string | undefined;
  /** Who has coded it, where something else is put in the place of all; the first of the coders if that is none of them. */
  readonly who: string;
  readonly context: TranscriptContext;
}

/**
 * The edit of a decision, one that the laws of coding hold for: what is not kept is taken away, what is kept and stands in somebody's own
 * version is added, with its memo; and what is kept says with `agreed` who agreed to it, so that it counts for all of them from then on.
 * @param text the text of the document, as it was when the disagreement was found.
 */
export function decide(
  text: CodedText,
  disagreement: Disagreement,
  decision: Decision,
  { coders, here, who, context }: DecideOptions,
): CodingResult {
  const lookers = lookersOf(disagreement);
  const all = givenIn(disagreement, lookers, coders);
  const kept = decision.kind === 'keep' ? givenIn(disagreement, decision.coders, coders) : [];
  const draft = new Draft(text, context);
  for (const one of all)
    if (one.coding.elsewhere !== true && !kept.some((other) => isSame(one, other))) draft.remove(one);
  const names = lookers.map((coder) => coders[coder] ?? '');
  const ownersOf = ({ coding }: CodeGiven): readonly string[] =>
    codersOf(coding.passage).map((name) => (name === '' && here !== undefined ? here : name));
  const done = new Set<CodeGiven>();
  for (const one of kept) {
    if (done.has(one)) continue;
    // Two coders who gave the same words the same code agreed already.
    const alike = kept.filter(({ code, coding }) => code === one.code && isAt(coding.extent, one.coding.extent));
    for (const other of alike) done.add(other);
    if (one.coding.elsewhere === true) {
      const by = one.coding.passage.attributes.by ?? coders[one.coder] ?? '';
      draft.add(
        one,
        by,
        names.filter((name) => name !== by),
      );
      continue;
    }
    const owners = new Set(alike.flatMap(ownersOf));
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

/** A code that is in question, and who gave it: the first of them, where several did. */
interface InQuestion extends CodeGiven {
  readonly coder: number;
}

/** What some coders say at a place, each passage with each code once. */
function givenIn(
  { readings, document }: Disagreement,
  chosen: readonly number[],
  coders: readonly string[],
): readonly InQuestion[] {
  const found: InQuestion[] = [];
  for (const coder of chosen)
    for (const given of readings[coder] ?? []) {
      const one = { ...standingFor(document.transcript.passages, given, coders), coder };
      if (!found.some((other) => isSame(one, other))) found.push(one);
    }
  return found;
}

/** Where somebody's own version has what stands in the text as well, the passage of the text: it is the one that stays or goes. */
function standingFor(passages: readonly Passage[], given: CodeGiven, coders: readonly string[]): CodeGiven {
  const { code, coding } = given;
  if (coding.elsewhere !== true) return given;
  const passage = passages.find(
    (one) =>
      one.codes.includes(code) &&
      isAt(one.clean, coding.extent) &&
      codersOf(one).some((name) => name === '' || coders.includes(name)),
  );
  return passage === undefined ? given : { code, coding: { codes: passage.codes, extent: passage.clean, passage } };
}

function isSame(one: CodeGiven, other: CodeGiven): boolean {
  return one.code === other.code && one.coding.passage === other.coding.passage;
}

function isAt(one: Extent, other: Extent): boolean {
  return one.start === other.start && one.end === other.end;
}

/** The memos that go with passages that a decision takes away. */
export function memosLost(
  disagreement: Disagreement,
  decision: Decision,
  coders: readonly string[],
): readonly string[] {
  const kept = decision.kind === 'keep' ? givenIn(disagreement, decision.coders, coders) : [];
  const lost = givenIn(disagreement, lookersOf(disagreement), coders).filter(
    (one) => one.coding.elsewhere !== true && !kept.some((other) => isSame(one, other)),
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

  /** Puts what stands in somebody's own version into the text. */
  add({ code, coding: { extent, passage } }: CodeGiven, by: string, names: readonly string[]): void {
    const own = factsOf(passage.coded.opening.block);
    const agreed = listOfNames([...namesIn(own[agreedFact] ?? ''), ...names].filter((name) => name !== by));
    const { [agreedFact]: _, ...others } = own;
    const facts = {
      ...(by === '' ? {} : { by }),
      ...others,
      ...(agreed === '' ? {} : { [agreedFact]: agreed }),
    };
    const place = this.code(extent, [code], facts);
    if (place !== undefined && passage.memo !== undefined) this.#note(place, code, facts, passage.memo);
  }

  #note(place: Extent, code: string, facts: Facts, memo: string): void {
    const passage = this.#find(place, code, facts);
    const there = passage?.memo?.text;
    if (passage === undefined || there?.includes(memo) === true) return;
    this.#take(setMemo(this.#text, passage, there === undefined ? memo : `${there}\n\n${memo}`));
  }

  /** @returns where it stands then. */
  code(extent: Extent, codes: readonly string[], facts: Facts): Extent | undefined {
    if (this.#failed !== undefined || codes.length === 0) return undefined;
    const options = { facts, context: this.#context };
    const result = codeExtent(this.#text, placesOf(this.#text, options), extent, codes, options);
    if (result.kind === 'edits') this.#passage ??= result.passage;
    this.#take(result);
    return result.kind === 'edits' ? result.passage : undefined;
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
