import { message } from '../text/message.js';
import { TemplateError } from './templateError.js';

/*
 * `{participant} ({attr:role}), {time}, {document}`: fields in braces, and text between them. What is missing takes its separators with
 * it. Signs and white space between two parts are a separator: it stands only between two parts that are there. Words belong to the
 * part that follows, or at the end to the one before. Round and square brackets hold a part of their own that goes if nothing is in it.
 * `{{` and `}}` are braces.
 */

/** What a template can tell of a quotation; `attr` is an attribute of the participant, the document or the passage. */
export const fieldNames = ['participant', 'speaker', 'time', 'document', 'section', 'codes', 'id', 'attr'] as const;

export type FieldName = (typeof fieldNames)[number];

export interface Field {
  readonly name: FieldName;
  /** The attribute's name; empty for other fields. */
  readonly attribute: string;
}

type Part =
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'brackets'; readonly open: string; readonly close: string; readonly template: Template };

interface Slot {
  /** What stands between it and the part before, where both are there. */
  readonly separator: string;
  /** Words before and after it that are its own. */
  readonly before: string;
  readonly part: Part;
  readonly after: string;
}

export interface Template {
  readonly slots: readonly Slot[];
}

/** A piece of what a template comes to. */
export interface Piece {
  readonly text: string;
  /** The field that says it; undefined for text between fields. */
  readonly field: Field | undefined;
}

/**
 * Reads a template.
 * @throws TemplateError where a field is unknown, or a brace has no partner.
 */
export function readTemplate(text: string): Template {
  const reader = new Reader(text);
  return reader.template(undefined);
}

/**
 * A template with its fields filled.
 * @param value the text of a field; empty where it is missing.
 */
export function fillTemplate({ slots }: Template, value: (field: Field) => string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const { separator, before, part, after } of slots) {
    const own = fillPart(part, value);
    if (own.length === 0) continue;
    const between = pieces.length === 0 ? '' : separator;
    pieces.push(...textPiece(between + before), ...own, ...textPiece(after));
  }
  return pieces;
}

/** All fields of a template. */
export function fieldsOf({ slots }: Template): readonly Field[] {
  return slots.flatMap(({ part }) => (part.kind === 'field' ? [part.field] : fieldsOf(part.template)));
}

function fillPart(part: Part, value: (field: Field) => string): readonly Piece[] {
  if (part.kind === 'field') {
    const text = value(part.field).replace(/\s+/g, ' ').trim();
    return text === '' ? [] : [{ text, field: part.field }];
  }
  const inside = fillTemplate(part.template, value);
  return inside.length === 0 ? [] : [...textPiece(part.open), ...inside, ...textPiece(part.close)];
}

function textPiece(text: string): readonly Piece[] {
  return text === '' ? [] : [{ text, field: undefined }];
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads until a bracket closes, or to the end. */
  template(close: string | undefined): Template {
    const slots: Slot[] = [];
    let literal = '';
    const add = (part: Part): void => {
      const { separator, before } = divide(literal, slots.length === 0);
      slots.push({ separator, before, part, after: '' });
      literal = '';
    };
    while (this.#at < this.#text.length) {
      const sign = this.#text.charAt(this.#at);
      if (sign === close) break;
      const doubled = this.#text.charAt(this.#at + 1) === sign;
      if ((sign === '{' || sign === '}') && doubled) {
        literal += sign;
        this.#at += 2;
      } else if (sign === '{') {
        add({ kind: 'field', field: this.#field() });
      } else if (sign === '}') {
        throw new TemplateError(message('The attribution {0} has a brace without a partner.', this.#text));
      } else {
        const end = closing[sign];
        const brackets = end === undefined ? undefined : this.#brackets(sign, end);
        if (brackets === undefined) {
          literal += sign;
          this.#at++;
        } else add(brackets);
      }
    }
    const last = slots.pop();
    return { slots: last === undefined ? [] : [...slots, { ...last, after: literal.trimEnd() }] };
  }

  #field(): Field {
    const end = this.#text.indexOf('}', this.#at);
    if (end < 0) throw new TemplateError(message('The attribution {0} has a brace without a partner.', this.#text));
    const written = this.#text.slice(this.#at + 1, end).trim();
    this.#at = end + 1;
    const attribute = /^attr:\s*(.+)$/s.exec(written)?.[1];
    if (attribute !== undefined) return { name: 'attr', attribute };
    const name = fieldNames.find((one) => one === written && one !== 'attr');
    if (name === undefined) {
      const known = fieldNames.map((one) => (one === 'attr' ? '{attr:name}' : `{${one}}`)).join(', ');
      throw new TemplateError(message('An attribution has no field {0}. There are {1}.', `{${written}}`, known));
    }
    return { name, attribute: '' };
  }

  /** A part in brackets; undefined where they do not close, or hold no field: then they are text. */
  #brackets(open: string, close: string): Part | undefined {
    const start = this.#at;
    this.#at++;
    const template = this.template(close);
    if (this.#text.charAt(this.#at) === close && template.slots.length > 0) {
      this.#at++;
      return { kind: 'brackets', open, close, template };
    }
    this.#at = start;
    return undefined;
  }
}

/** Divides the text between two parts into what separates them and the words that belong to the second. */
function divide(literal: string, isFirst: boolean): { readonly separator: string; readonly before: string } {
  if (isFirst) return { separator: '', before: literal.trimStart() };
  const word = literal.search(/[\p{L}\p{N}]/u);
  return word < 0
    ? { separator: literal, before: '' }
    : { separator: literal.slice(0, word), before: literal.slice(word) };
}
