import type { Place } from '../analysis/place.js';
import { findAttribute, type Attribute } from '../queries/attributes.js';
import { QueryError } from '../queries/queryError.js';
import type { Study } from '../study/study.js';
import type { Turn } from '../transcript/types.js';
import { fillTemplate, type Field, type Piece, type Template } from './template.js';

/** Says of places who speaks there, when and where. Made once for many places. */
export class Attribution {
  readonly #study: Study;
  readonly #template: Template;
  readonly #attributes = new Map<string, Attribute | undefined>();

  constructor(study: Study, template: Template) {
    this.#study = study;
    this.#template = template;
  }

  /** Nothing where none is asked for, or nothing of what is asked for is known. */
  piecesOf(place: Place): readonly Piece[] {
    return fillTemplate(this.#template, (field) => this.#value(field, place));
  }

  textOf(place: Place): string {
    return this.piecesOf(place)
      .map(({ text }) => text)
      .join('');
  }

  #value({ name, attribute }: Field, place: Place): string {
    const { passage, document } = place;
    switch (name) {
      case 'participant':
        return speakersOf(this.#study, place).join(', ');
      case 'speaker':
        return (passage?.speakers ?? speakersOf(this.#study, place)).join(', ');
      case 'time':
        return passage?.time ?? (passage === undefined ? (turnsAt(this.#study, place)[0]?.time ?? '') : '');
      case 'document':
        return this.#study.transcript(document)?.title ?? document;
      case 'section':
        return sectionOf(this.#study, place);
      case 'codes':
        return (passage?.codes ?? []).map((code) => this.#study.codebook.get(code)?.name ?? code).join(', ');
      case 'id':
        return passage?.id ?? '';
      case 'attr':
        return this.#attributeOf(attribute, place);
    }
  }

  #attributeOf(name: string, place: Place): string {
    const attribute = this.#find(name);
    if (attribute === undefined) return '';
    const { passage } = place;
    const people = speakersOf(this.#study, place);
    let values: readonly string[];
    if (attribute.ofPerson !== undefined) values = people.map((person) => attribute.ofPerson?.(person) ?? '');
    else if (passage !== undefined) values = attribute.valuesOf(passage, people[0]);
    else values = attribute.owner === 'document' ? [this.#documentFact(attribute.name, place.document)] : [];
    return [...new Set(values.filter((value) => value !== ''))].join(', ');
  }

  #documentFact(name: string, document: string): string {
    const value = this.#study.transcript(document)?.attributes[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }

  #find(name: string): Attribute | undefined {
    if (!this.#attributes.has(name)) this.#attributes.set(name, attributeNamed(this.#study, name));
    return this.#attributes.get(name);
  }
}

/** Who answers in a place, else who speaks there. */
export function speakersOf(study: Study, place: Place): readonly string[] {
  const { passage } = place;
  if (passage !== undefined) return passage.participants.length > 0 ? passage.participants : passage.speakers;
  const heard = turnsAt(study, place);
  const answering = heard.filter(({ asks }) => !asks);
  return [...new Set((answering.length > 0 ? answering : heard).map(({ speaker }) => speaker))];
}

function turnsAt(study: Study, { document, clean }: Place): readonly Turn[] {
  return (study.transcript(document)?.turns ?? []).filter(
    ({ speech }) => speech.start < clean.end && clean.start < speech.end,
  );
}

/** The heading of the innermost section in which a place begins. */
function sectionOf(study: Study, { document, clean }: Place): string {
  const around = (study.transcript(document)?.sections ?? []).filter(
    ({ start, end }) => start <= clean.start && clean.start < end,
  );
  return around.at(-1)?.text ?? '';
}

function attributeNamed(study: Study, name: string): Attribute | undefined {
  try {
    return findAttribute(study, name);
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}
