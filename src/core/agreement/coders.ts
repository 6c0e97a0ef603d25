import type { Study } from '../study/study.js';
import { compareText } from '../study/paths.js';
import { message, type Message } from '../text/message.js';
import type { Passage } from '../transcript/types.js';
import { AgreementError, type Coding, type ComparedDocument, type Comparison } from './comparison.js';

/** How a person writes the coder that no `by` names. */
export const unnamed = '-';

/** The fact that says which other coders came to agree to a coding: their names, with commas between. */
export const agreedFact = 'agreed';

/** All to whom a coding belongs: who coded it (empty where that is not said), and those who agreed to it later. */
export function codersOf({ attributes }: Pick<Passage, 'attributes'>): readonly string[] {
  return [...new Set([attributes.by ?? '', ...namesIn(attributes[agreedFact] ?? '')])];
}

/** The coder that a person writes: `-` is who has no name. */
export function coderNamed(written: string): string {
  return written === unnamed ? '' : written;
}

/** The names in a list with commas between; `-` is who has none. */
export function namesIn(written: string): readonly string[] {
  return written
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map(coderNamed);
}

/** The list that {@link namesIn} reads. */
export function listOfNames(names: readonly string[]): string {
  return [...new Set(names)].map((name) => (name === '' ? unnamed : name)).join(', ');
}

/** The coders of a study by what its passages say, in order; the empty name where passages do not say it. */
export function codersIn(study: Study): readonly string[] {
  return [...new Set(study.passages.flatMap(codersOf))].sort(compareText);
}

export interface CoderChoice {
  /** The coders that are compared, by what `by` says; `-` is the one without a name. All who are named if it is empty. */
  readonly coders: readonly string[];
  /** Whether each coder has looked at all documents, and not only at those in which the coder coded something. */
  readonly everywhere: boolean;
  /** Who has looked at a document, even if nothing of what the coder coded is left there. Coders that are named need not have any coding then. */
  readonly hasLooked?: (path: string, coder: string) => boolean;
}

/**
 * The coders of one study, told apart by `by`.
 * @throws AgreementError where there are not two of them.
 */
export function compareCoders(study: Study, { coders: asked, everywhere, hasLooked }: CoderChoice): Comparison {
  const there = codersIn(study);
  const coders = chooseCoders(hasLooked === undefined ? there : [...there, ...asked.map(coderNamed)], asked);
  const number = new Map(coders.map((name, i) => [name, i]));
  const remarks = new Remarks();
  let nameless = 0;
  let agreed = 0;
  const documents: ComparedDocument[] = [];
  for (const transcript of study.transcripts) {
    const readings: Coding[][] = coders.map(() => []);
    for (const passage of transcript.passages) {
      const owners = codersOf(passage);
      if (owners.length === 1 && owners[0] === '' && !number.has('')) nameless++;
      if (passage.attributes[agreedFact] !== undefined) agreed++;
      for (const name of owners) {
        const at = number.get(name);
        if (at !== undefined) readings[at]!.push({ codes: passage.codes, extent: passage.clean, passage });
      }
    }
    const { path } = transcript;
    const seen = looked(readings, (coder) => everywhere || hasLooked?.(path, coders[coder] ?? '') === true);
    if (remarks.tooFew(path, coders, seen)) continue;
    documents.push({ path, transcript, readings: seen, apart: [] });
  }
  if (nameless === 1) remarks.add(message('1 passage does not say who coded it (by=) and is left out.'));
  if (nameless > 1) remarks.add(message('{0} passages do not say who coded them (by=) and are left out.', nameless));
  if (agreed === 1)
    remarks.add(message('1 passage was agreed upon afterwards (agreed=) and counts for those who agreed.'));
  if (agreed > 1)
    remarks.add(message('{0} passages were agreed upon afterwards (agreed=) and count for those who agreed.', agreed));
  return { coders, documents, remarks: remarks.all };
}

function chooseCoders(there: readonly string[], asked: readonly string[]): readonly string[] {
  if (asked.length === 0) {
    const named = there.filter((name) => name !== '');
    const coders = named.length > 1 ? named : there;
    if (coders.length > 1) return coders;
    throw new AgreementError(
      message(
        'Agreement needs two coders. Passages say who coded them with by=, as in {0}. This study has no two coders.',
        '[...]{.code by=kn}',
      ),
    );
  }
  const coders = [...new Set(asked.map(coderNamed))].sort(compareText);
  const unknown = coders.find((name) => !there.includes(name));
  if (unknown !== undefined)
    throw new AgreementError(
      message(
        'No passage was coded by {0}. There are {1}.',
        unknown === '' ? unnamed : unknown,
        there.map((name) => (name === '' ? unnamed : name)).join(', ') || '–',
      ),
    );
  if (coders.length < 2) throw new AgreementError(message('Agreement needs two coders. Name another one.'));
  return coders;
}

/** A coder who coded nothing in a document has not looked at it, unless it is known otherwise. */
export function looked(
  readings: readonly (readonly Coding[])[],
  hasLooked: (coder: number) => boolean,
): ComparedDocument['readings'] {
  return readings.map((reading, coder) => (reading.length === 0 && !hasLooked(coder) ? undefined : reading));
}

/** Gathers what was left out and why. */
export class Remarks {
  readonly #sentences: Message[] = [];
  readonly #alone = new Map<string, string[]>();
  #uncoded: string[] = [];

  add(sentence: Message): void {
    this.#sentences.push(sentence);
  }

  /** Whether fewer than two coders have looked at a document; it is then noted. */
  tooFew(path: string, coders: readonly string[], readings: ComparedDocument['readings']): boolean {
    const who = coders.filter((_, i) => readings[i] !== undefined);
    if (who.length > 1) return false;
    const [only] = who;
    if (only === undefined) this.#uncoded.push(path);
    else this.#alone.set(only, [...(this.#alone.get(only) ?? []), path]);
    return true;
  }

  get all(): readonly Message[] {
    const alone = [...this.#alone].map(([name, paths]) =>
      message('Not compared, as {0} alone has coded there: {1}', name === '' ? unnamed : name, listed(paths)),
    );
    const uncoded =
      this.#uncoded.length === 0
        ? []
        : [message('Not compared, as none of the coders has coded there: {0}', listed(this.#uncoded))];
    return [...alone, ...uncoded, ...this.#sentences];
  }
}

/** Not more than a few, so that a remark stays one. */
export function listed(paths: readonly string[]): string {
  const most = 5;
  return paths.length <= most ? paths.join(', ') : `${paths.slice(0, most).join(', ')}, … (${paths.length})`;
}
