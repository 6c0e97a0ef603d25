import { findAttribute, type Attribute } from '../queries/attributes.js';
import { findCode, findParticipant, findSection } from '../queries/names.js';
import type { Study } from '../study/study.js';
import { message } from '../text/message.js';
import type { Transcript } from '../transcript/transcript.js';
import { Cover } from './cover.js';
import { AutocodeError } from './finders.js';
import type { Piece } from './pieces.js';
import type { AutocodeQuery } from './query.js';
import type { Extent } from '../text/edits.js';

const noAttributes: Readonly<Record<string, string>> = Object.freeze({});

/** What must hold for the place where something is said. */
export class Conditions {
  readonly #voices: 'answers' | 'all';
  readonly #participants: ReadonlySet<string>;
  readonly #sections: ReadonlySet<string>;
  readonly #within: ReadonlySet<string> | undefined;
  readonly #where: readonly { readonly attribute: Attribute; readonly values: ReadonlySet<string> }[];
  readonly #documents: ReadonlySet<string> | undefined;

  /** @throws QueryError for what the study does not have, AutocodeError for attributes of codings. */
  constructor(study: Study, query: AutocodeQuery) {
    this.#voices = query.voices ?? 'answers';
    this.#participants = new Set((query.participants ?? []).map((id) => findParticipant(study, id)));
    this.#sections = new Set((query.sections ?? []).map((text) => findSection(study, text)));
    this.#documents = query.documents === undefined ? undefined : new Set(query.documents);
    const within = (query.within ?? []).flatMap((name) => [...study.codesCountedFor(findCode(study, name))]);
    this.#within = within.length === 0 ? undefined : new Set(within);
    const groups = new Map<string, { attribute: Attribute; values: Set<string> }>();
    for (const { name, value } of query.where ?? []) {
      const attribute = findAttribute(study, name);
      if (attribute.owner === 'passage') {
        throw new AutocodeError(message('{0} is told of codings, and not of what is said.', name));
      }
      const group = groups.get(attribute.name);
      if (group === undefined) groups.set(attribute.name, { attribute, values: new Set([value]) });
      else group.values.add(value);
    }
    this.#where = [...groups.values()];
  }

  /** Whether a document is to be looked through. */
  includes({ path }: Transcript): boolean {
    return this.#documents?.has(path) ?? true;
  }

  /** Tells the parts of a transcript's pieces for which all holds. */
  in(transcript: Transcript): (piece: Piece) => readonly Extent[] {
    const within = this.#within;
    const cover =
      within === undefined
        ? undefined
        : Cover.union(
            transcript.shown.filter(({ codes }) => codes.some((code) => within.has(code))).map(({ clean }) => clean),
          );
    const none: readonly Extent[] = [];
    const hasTurns = transcript.turns.length > 0;
    const owners = transcript.documentParticipants;
    return (piece) => {
      if (!this.#heeds(piece, hasTurns)) return none;
      if (!this.#isSaidBy(transcript.path, piece.turn === undefined ? (hasTurns ? [] : owners) : [piece.turn.speaker]))
        return none;
      return cover === undefined ? [piece] : cover.shared(piece);
    };
  }

  #heeds({ turn, section }: Piece, hasTurns: boolean): boolean {
    if (this.#voices === 'answers' && hasTurns && (turn === undefined || turn.asks)) return false;
    return this.#sections.size === 0 || (section?.path.some((key) => this.#sections.has(key)) ?? false);
  }

  #isSaidBy(document: string, people: readonly string[]): boolean {
    if (this.#participants.size === 0 && this.#where.length === 0) return true;
    const place = { document, attributes: noAttributes };
    const fits = (person: string | undefined): boolean =>
      (this.#participants.size === 0 || (person !== undefined && this.#participants.has(person))) &&
      this.#where.every(({ attribute, values }) =>
        attribute.valuesOf(place, person).some((value) => values.has(value)),
      );
    return people.length === 0 ? fits(undefined) : people.some(fits);
  }
}
