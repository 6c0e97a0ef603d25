import type { Study } from '../../study/study.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { AttributeTerm, Condition, Query, Related, Term, Unit } from '../language/syntax.js';
import {
  attributeOf,
  codesOf,
  codesOfKinds,
  documentTest,
  participantsOf,
  sectionsOf,
  speakerTest,
  valueTest,
} from './bindNames.js';
import { nearness, usualDistance } from './distances.js';
import { groundOf, ofAnswers, ofPlaces, type Ground } from './ground.js';
import { WordFinder } from './occurrences.js';
import { chosen, complement, joined, shared, type Places } from './places.js';
import { related } from './relations.js';
import {
  documentTerm,
  passagesThat,
  passageTerm,
  personTerm,
  sectionTerm,
  speakerTerm,
  textTerm,
  wholeOf,
  withCodes,
  type Bound,
  type Test,
} from './terms.js';

/** A query whose names have been found in a study. */
export interface BoundQuery {
  readonly unit: Unit;
  /** Whether it matters who of those who answer in a place does. */
  readonly byPerson: boolean;
  /** For each answer of the ground, whether the query finds it. */
  readonly test: Test;
  /** All that the answer depends on besides a document's own text: the same for two studies if a document's findings are. */
  readonly key: string;
}

/**
 * Finds what a query names in a study.
 * @throws QueryTextError when the study lacks it, with the place in the query's text.
 */
export function bindQuery(study: Study, query: Query): BoundQuery {
  const binder = new Binder(study);
  const { unit, test } = binder.query(query);
  return { unit, test, byPerson: binder.byPerson, key: JSON.stringify(binder.facts) };
}

/** What a query means that another one leads to: among what it seeks, and where in the text. */
interface Sought {
  readonly unit: Unit;
  readonly test: Test;
}

class Binder {
  readonly #study: Study;
  readonly facts: unknown[];
  byPerson = false;

  constructor(study: Study, facts: unknown[] = [study.settings.language]) {
    this.#study = study;
    this.facts = facts;
  }

  query({ unit, condition }: Query): Sought {
    const sought = unit ?? (condition === undefined || this.#speaksOfPassages(condition) ? 'passages' : 'turns');
    this.facts.push(sought);
    if (condition === undefined) return { unit: sought, test: (ground) => ofAnswers(ground, all(ground)) };
    return { unit: sought, test: this.#bind(condition).test };
  }

  #bind(condition: Condition): Bound {
    this.facts.push(condition.kind);
    switch (condition.kind) {
      case 'and':
      case 'or': {
        const parts = condition.parts.map((part) => this.#bind(part));
        this.facts.push(parts.length);
        const isAnd = condition.kind === 'and';
        return {
          test: isAnd
            ? allOf(inOrderOfCost(condition.parts, parts))
            : (ground, among) => parts.map(({ test }) => test(ground, among)).reduce(either),
          places: (transcript) => parts.map(({ places }) => places(transcript)).reduce(isAnd ? shared : joined),
        };
      }
      case 'not': {
        const part = this.#bind(condition.part);
        return {
          // What is found for somebody is not what is asked for, whoever else answers in it.
          test: (ground, among) => ofAnswers(ground, opposite(ofPlaces(ground, part.test(ground, among)))),
          places: (transcript) => complement(part.places(transcript), transcript.text.cleanLength),
        };
      }
      case 'relation':
        return this.#relation(condition);
      default:
        return this.#term(condition);
    }
  }

  #relation({ relation, distance, left, right }: Related): Bound {
    const bound = left === undefined ? undefined : this.#bind(left);
    this.facts.push(relation, distance);
    const target = this.#target(right);
    const mayBeOwn = this.#pairsWithItself(left, right);
    const { language } = this.#study.settings;
    const stands = (
      transcript: Transcript,
      places: Places,
      own: Int32Array | undefined,
      others: Places,
      among?: Uint8Array,
    ): Uint8Array => {
      // Turns and paragraphs are gathered for the first place that is neither here nor there.
      let isNear: ((from: number, to: number) => boolean) | undefined;
      const near = (from: number, to: number): boolean =>
        (isNear ??= nearness(transcript, distance ?? usualDistance, language))(from, to);
      return related(places, others, relation, own, near, among);
    };
    return {
      test: (ground, among) => {
        const { transcript, places } = ground;
        const fitting = bound?.test(ground, among);
        const matter = fitting === undefined ? among : ofPlaces(ground, fitting);
        if (matter?.includes(1) === false) return noAnswers(ground);
        const found = target(transcript);
        const own =
          ground.unit === 'passages' && found.passages !== undefined
            ? ownNumbers(transcript, found.passages, mayBeOwn, matter)
            : undefined;
        const holds = ofAnswers(ground, stands(transcript, places, own, found.places, matter));
        return fitting === undefined ? holds : both(fitting, holds);
      },
      places: (transcript) => {
        const places = bound?.places(transcript) ?? wholeOf(transcript);
        return chosen(places, stands(transcript, places, undefined, target(transcript).places));
      },
    };
  }

  /** Where in a document a relation leads to: passages or other units that a query finds, or places in the text. */
  #target(query: Query): (transcript: Transcript) => { readonly places: Places; readonly passages?: Uint8Array } {
    const { unit, condition } = query;
    if (unit === undefined && condition !== undefined && !this.#speaksOfPassages(condition)) {
      const { places } = this.#bind(condition);
      return (transcript) => ({ places: places(transcript) });
    }
    const binder = new Binder(this.#study, this.facts);
    const sought = binder.query(query);
    return (transcript) => {
      const ground = groundOf(this.#study, transcript, sought.unit, binder.byPerson);
      const found = ofPlaces(ground, sought.test(ground));
      const places = chosen(ground.places, found);
      return sought.unit === 'passages' ? { places, passages: found } : { places };
    };
  }

  /**
   * Whether a passage that stands on both sides of a relation is a pair by itself: it is if the sides mean two different codes of it,
   * or one side means a code and the other something else.
   */
  #pairsWithItself(left: Condition | undefined, { condition }: Query): (codes: readonly string[]) => boolean {
    if (left === undefined) return () => false;
    const one = this.#codesMeant(left);
    const other = condition === undefined ? new Set<string>() : this.#codesMeant(condition);
    return (codes) => {
      // Without lists: it is asked of each passage that is on both sides.
      let ours: string | undefined;
      let theirs: string | undefined;
      for (const code of codes) {
        if (one.has(code)) {
          if ((ours !== undefined && ours !== code) || (theirs !== undefined && theirs !== code)) return true;
          ours = code;
        }
        if (other.has(code)) {
          if ((theirs !== undefined && theirs !== code) || (ours !== undefined && ours !== code)) return true;
          theirs = code;
        }
      }
      return (ours === undefined) !== (theirs === undefined);
    };
  }

  /** The codes that a condition asks for, whatever else it says. */
  #codesMeant(condition: Condition): ReadonlySet<string> {
    switch (condition.kind) {
      case 'code':
        return codesOf(this.#study, condition);
      case 'kind':
        return codesOfKinds(this.#study, condition.names);
      case 'and':
      case 'or':
        return new Set(condition.parts.flatMap((part) => [...this.#codesMeant(part)]));
      case 'relation':
        return condition.left === undefined ? new Set() : this.#codesMeant(condition.left);
      default:
        return new Set();
    }
  }

  /** Whether a condition asks what passages are; if not, it is one about the text and those who speak. */
  #speaksOfPassages(condition: Condition): boolean {
    switch (condition.kind) {
      case 'and':
      case 'or':
        return condition.parts.some((part) => this.#speaksOfPassages(part));
      case 'not':
        return this.#speaksOfPassages(condition.part);
      case 'relation': {
        const { left, right } = condition;
        if (left !== undefined && this.#speaksOfPassages(left)) return true;
        if (right.unit !== undefined) return right.unit === 'passages';
        return right.condition === undefined || this.#speaksOfPassages(right.condition);
      }
      case 'attribute':
        return attributeOf(this.#study, condition).owner === 'passage';
      case 'code':
      case 'coded':
      case 'noted':
      case 'memo':
      case 'kind':
      case 'id':
        return true;
      case 'speaker':
      case 'participant':
      case 'section':
      case 'document':
      case 'text':
      case 'word':
        return false;
    }
  }

  #term(term: Term): Bound {
    const study = this.#study;
    switch (term.kind) {
      case 'code':
        return passageTerm(withCodes(this.#note(codesOf(study, term))));
      case 'kind':
        return passageTerm(withCodes(this.#note(codesOfKinds(study, term.names))));
      case 'coded':
        return passageTerm(passagesThat(() => true));
      case 'noted':
        return passageTerm(passagesThat(({ memo }) => memo !== undefined));
      case 'memo': {
        const words = new WordFinder(this.#written(term.names), false);
        return passageTerm(passagesThat(({ memo }) => memo !== undefined && words.isIn(memo)));
      }
      case 'id': {
        const ids = new Set(this.#written(term.names));
        return passageTerm(passagesThat(({ id }) => id !== undefined && ids.has(id)));
      }
      case 'text':
      case 'word':
        return textTerm(new WordFinder(this.#written(term.names), term.kind === 'word'));
      case 'section':
        return sectionTerm(this.#note(sectionsOf(study, term.names)));
      case 'document': {
        this.#written(term.names);
        const isMeant = documentTest(study, term.names);
        return documentTerm(({ path, title }) => isMeant(path, title));
      }
      case 'participant': {
        this.byPerson = true;
        const ids = this.#note(participantsOf(study, term.names));
        return personTerm((person) => person !== undefined && ids.has(person));
      }
      case 'speaker': {
        this.byPerson = true;
        this.#written(term.names);
        return speakerTerm(speakerTest(study, term.names));
      }
      case 'attribute':
        return this.#attribute(term);
    }
  }

  #attribute(term: AttributeTerm): Bound {
    const study = this.#study;
    const attribute = attributeOf(study, term);
    const fits = valueTest(term.comparison, term.values);
    this.facts.push(attribute.owner, attribute.name, term.comparison);
    this.#written(term.values);
    switch (attribute.owner) {
      case 'participant': {
        this.byPerson = true;
        const isMeant = (person: string | undefined): boolean => fits(attribute.valuesOf(nowhere, person));
        this.#note(new Set(study.people.map(({ id }) => id).filter(isMeant)));
        return personTerm(isMeant);
      }
      case 'document':
        return documentTerm(({ path }) => fits(attribute.valuesOf({ document: path, attributes: {} }, undefined)));
      case 'passage':
        return passageTerm(passagesThat((passage) => fits(attribute.valuesOf(passage, undefined))));
    }
  }

  #note<T extends ReadonlySet<string>>(names: T): T {
    this.facts.push([...names].sort());
    return names;
  }

  #written(names: readonly { readonly text: string }[]): readonly string[] {
    const texts = names.map(({ text }) => text);
    this.facts.push(texts);
    return texts;
  }
}

const nowhere = { document: '', attributes: {} };

function all({ places }: Ground): Uint8Array {
  return new Uint8Array(places.starts.length).fill(1);
}

/** What is cheap to tell comes first, and what is dear is asked only of what is left. */
function inOrderOfCost(conditions: readonly Condition[], parts: readonly Bound[]): readonly Bound[] {
  return parts
    .map((part, i) => ({ part, cost: costOf(conditions[i]!) }))
    .sort((a, b) => a.cost - b.cost)
    .map(({ part }) => part);
}

function costOf(condition: Condition): number {
  switch (condition.kind) {
    case 'code':
    case 'kind':
    case 'document':
      return 0;
    case 'participant':
    case 'section':
    case 'speaker':
      return 1;
    case 'not':
      return costOf(condition.part);
    case 'and':
    case 'or':
      return Math.max(...condition.parts.map(costOf));
    case 'attribute':
    case 'coded':
    case 'noted':
    case 'id':
      return 2;
    case 'text':
    case 'word':
    case 'memo':
      return 3;
    case 'relation':
      // Only what the left side leaves is compared.
      return condition.left === undefined ? 4 : Math.max(1.5, costOf(condition.left));
  }
}

function allOf(parts: readonly Bound[]): Test {
  return (ground, among) => {
    let found: Uint8Array | undefined;
    let matter = among;
    for (const { test } of parts) {
      const holds = test(ground, matter);
      found = found === undefined ? holds : both(found, holds);
      matter = ofPlaces(ground, found);
      if (!matter.includes(1)) return noAnswers(ground);
    }
    return found ?? noAnswers(ground);
  };
}

function noAnswers({ answers, places }: Ground): Uint8Array {
  return new Uint8Array(answers?.people.length ?? places.starts.length);
}

function both(a: Uint8Array, b: Uint8Array): Uint8Array {
  const found = new Uint8Array(a.length);
  for (let i = 0; i < found.length; i++) found[i] = a[i]! & b[i]!;
  return found;
}

function either(a: Uint8Array, b: Uint8Array): Uint8Array {
  const found = new Uint8Array(a.length);
  for (let i = 0; i < found.length; i++) found[i] = a[i]! | b[i]!;
  return found;
}

function opposite(a: Uint8Array): Uint8Array {
  const found = new Uint8Array(a.length);
  for (let i = 0; i < found.length; i++) found[i] = 1 - a[i]!;
  return found;
}

/**
 * For each passage that matters, is among the others and no pair by itself, its number among them; else -1.
 * @returns undefined where there is none.
 */
function ownNumbers(
  transcript: Transcript,
  others: Uint8Array,
  mayBeOwn: (codes: readonly string[]) => boolean,
  matter: Uint8Array | undefined,
): Int32Array | undefined {
  let own: Int32Array | undefined;
  let number = 0;
  for (let i = 0; i < others.length; i++) {
    if (others[i] === 0) continue;
    if (matter?.[i] !== 0 && !mayBeOwn(transcript.passages[i]!.codes)) {
      own ??= new Int32Array(others.length).fill(-1);
      own[i] = number;
    }
    number++;
  }
  return own;
}
