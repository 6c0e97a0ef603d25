import type { Extent, TextEdit } from '../../text/edits.js';
import { message, type Message } from '../../text/message.js';
import { QueryTextError } from './queryTextError.js';
import type { AttributeTerm, Comparison, Condition, Distance, Query, Related, Relation, Written } from './syntax.js';
import { tokenize, type Token } from './tokens.js';
import { fieldOf, keywordOf, measureOf, relationOf, unitOf, type Field, type Keyword } from './vocabulary.js';

/**
 * Reads a query (docs/queries.md has the language). Whether the study has what it names is told when it is bound to a study.
 * @throws QueryTextError with the place that cannot be read.
 */
export function parseQuery(text: string): Query {
  return new Parser(text).read();
}

/** So deep may parentheses and negations stand inside each other. */
const deepest = 100;

/** Reads by recursive descent: `or` binds loosest, then `and`, `not`, and the relations. */
class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  read(): Query {
    const query = this.#query();
    const rest = this.#token;
    if (rest.kind === ')') {
      const drop = { start: rest.start, end: rest.end, text: '' };
      throw wrong(rest, message('This parenthesis closes none.'), [drop]);
    }
    if (rest.kind !== 'end') throw this.#missingOperator(rest);
    return query;
  }

  get #token(): Token {
    return this.#tokens[this.#at]!;
  }

  get #next(): Token | undefined {
    return this.#tokens[this.#at + 1];
  }

  #take(): Token {
    return this.#tokens[this.#at++]!;
  }

  #query(): Query {
    const { start } = this.#token;
    const unit = this.#token.kind === 'word' && this.#opensUnit(this.#next) ? unitOf(this.#token.text) : undefined;
    if (unit === undefined) {
      const condition = this.#or();
      return { unit, condition, start, end: condition.end };
    }
    const { end } = this.#take();
    if (this.#is('with')) this.#take();
    else if (relationAt(this.#token) === undefined && !this.#isNotRelated()) {
      return { unit, condition: undefined, start, end };
    }
    const condition = this.#or();
    return { unit, condition, start, end: condition.end };
  }

  /** Whether what comes after a word tells that it is what is sought, and no code. */
  #opensUnit(next: Token | undefined): boolean {
    if (next === undefined || next.kind === 'end' || next.kind === ')') return true;
    if (relationAt(next) !== undefined) return true;
    const keyword = next.kind === 'word' ? keywordOf(next.text) : undefined;
    return keyword === 'with' || keyword === 'not';
  }

  #or(): Condition {
    return this.#list('or', () => this.#list('and', () => this.#not()));
  }

  #list(kind: 'and' | 'or', read: () => Condition): Condition {
    const parts = [read()];
    while (this.#is(kind)) {
      this.#take();
      parts.push(read());
    }
    const [first] = parts;
    if (parts.length === 1) return first!;
    return { kind, parts, start: first!.start, end: parts.at(-1)!.end };
  }

  #not(): Condition {
    if (!this.#is('not')) return this.#related();
    const { start } = this.#take();
    const part = this.#deeper(() => this.#not());
    return { kind: 'not', part, start, end: part.end };
  }

  #related(): Condition {
    const { start } = this.#token;
    let left = relationAt(this.#token) === undefined ? this.#primary() : undefined;
    for (;;) {
      const isNegated = left !== undefined && this.#isNotRelated();
      if (isNegated) this.#take();
      const relation = relationAt(this.#token);
      if (relation === undefined) break;
      const related = this.#relation(relation, left, start);
      const { end } = related;
      left =
        isNegated && left !== undefined
          ? { kind: 'and', parts: [left, { kind: 'not', part: related, start, end }], start, end }
          : related;
    }
    // A relation has been read where nothing stood before one.
    return left!;
  }

  #relation(relation: Relation, left: Condition | undefined, start: number): Related {
    const token = this.#take();
    const distance = token.kind === 'field' ? this.#distance(relation, token) : undefined;
    const right = this.#operand();
    return { kind: 'relation', relation, distance, left, right, start, end: right.end };
  }

  /** `3turns`, `3 turns`, `3`. */
  #distance(relation: Relation, sign: Token): Distance {
    const hint = message('After {0}: stands how far, as in {0}:3turns.', relation);
    if (relation === 'within' || relation === 'containing' || relation === 'overlapping') {
      throw wrong(sign, message('{0} has no distance: it stands alone, as in cost {0} trust.', relation), [
        { start: sign.end - 1, end: sign.end, text: '' },
      ]);
    }
    const token = this.#take();
    if (token.kind === 'end') throw unfinished(token, hint);
    const found = token.kind === 'word' ? /^(\d{1,9})(\p{L}*)$/u.exec(token.text) : null;
    if (found === null) throw wrong(token, hint);
    const [, number = '', written = ''] = found;
    let measure = measureOf(written);
    const next = this.#token;
    if (written === '' && next.kind === 'word' && measureOf(next.text) !== undefined) {
      measure = measureOf(next.text);
      this.#take();
    }
    if (measure === undefined) {
      const end = token.end;
      const suggestions = ['turns', 'words', 'sentences', 'paragraphs'].map((text) => ({
        start: end - written.length,
        end,
        text,
      }));
      throw wrong(
        token,
        message('A distance is counted in turns, words, sentences, paragraphs or characters.'),
        suggestions,
      );
    }
    return { most: Number(number), measure };
  }

  /** What a relation leads to: one condition, or in parentheses a whole query. */
  #operand(): Query {
    if (this.#token.kind === '(') {
      const { start } = this.#take();
      const query = this.#deeper(() => this.#query());
      return { ...query, start, end: this.#close(start) };
    }
    const condition = this.#is('not') ? this.#negatedPrimary() : this.#primary();
    return { unit: undefined, condition, start: condition.start, end: condition.end };
  }

  #negatedPrimary(): Condition {
    const { start } = this.#take();
    const part = this.#is('not') ? this.#deeper(() => this.#negatedPrimary()) : this.#primary();
    return { kind: 'not', part, start, end: part.end };
  }

  #primary(): Condition {
    const token = this.#token;
    switch (token.kind) {
      case '(': {
        this.#take();
        const condition = this.#deeper(() => this.#or());
        return { ...condition, start: token.start, end: this.#close(token.start) };
      }
      case 'field':
        return this.#field();
      case 'word':
      case 'quoted':
        return this.#name();
      case 'end':
        throw unfinished(token, message('Here a code is missing, or another condition.'));
      case ')':
      case ',':
      case 'comparison':
        throw wrong(token, message('Before this a code is missing, or another condition.'));
    }
  }

  #close(opened: number): number {
    const token = this.#token;
    if (token.kind === ')') return this.#take().end;
    if (token.kind !== 'end') throw this.#missingOperator(token);
    throw unfinished({ start: opened, end: opened + 1 }, message('This parenthesis is not closed.'), [
      { start: token.start, end: token.start, text: ')' },
    ]);
  }

  /** A code, an attribute with its value, or a word that says what holds. */
  #name(): Condition {
    const first = this.#take();
    if (this.#token.kind === 'comparison') return this.#attribute(writtenOf(first), first.start);
    if (first.kind === 'word') {
      const keyword = keywordOf(first.text);
      if (keyword === 'coded' || keyword === 'noted') return { kind: keyword, start: first.start, end: first.end };
      if (keyword !== undefined) {
        throw wrong(first, message('Before {0} a code is missing, or another condition.', first.text));
      }
    }
    const code = first.kind === 'word' ? this.#joined(first) : this.#checked(first);
    const codes = [code, ...this.#moreNames()];
    return { kind: 'code', codes, scope: 'usual', start: code.start, end: codes.at(-1)!.end };
  }

  /** Words that stand beside each other are one name. */
  #joined(first: Token): Written {
    let { end } = first;
    for (;;) {
      const token = this.#token;
      if (token.kind !== 'word' || this.#next?.kind === 'comparison') break;
      if (keywordOf(token.text) !== undefined || relationOf(token.text) !== undefined) break;
      ({ end } = this.#take());
    }
    return { text: this.#text.slice(first.start, end).replace(/\s+/g, ' '), start: first.start, end };
  }

  #field(): Condition {
    const token = this.#take();
    // A relation's colon is read where the relation is.
    const field = token.kind === 'field' ? (fieldOf(token.text) ?? 'code') : 'code';
    const { start } = token;
    if (field === 'attr') {
      const name = this.#value(field);
      if (this.#token.kind === 'comparison') return this.#attribute(name, start);
      const hint = message('After attr:{0} stands a value, as in attr:{0}=value.', name.text);
      throw this.#token.kind === 'end' ? unfinished(this.#token, hint) : wrong(name, hint);
    }
    const names = [this.#value(field), ...this.#moreNames()];
    const end = names.at(-1)!.end;
    switch (field) {
      case 'code':
      case 'all':
      case 'own':
        return { kind: 'code', codes: names, scope: field === 'code' ? 'usual' : field, start, end };
      case 'by':
      case 'stance': {
        const name = { text: field, start, end: token.end - 1 };
        return { kind: 'attribute', name, comparison: '=', values: names, start, end };
      }
      default:
        return { kind: field, names, start, end };
    }
  }

  #attribute(name: Written, start: number): AttributeTerm {
    const sign = this.#take();
    const comparison: Comparison = sign.kind === 'comparison' ? sign.comparison : '=';
    // Nothing after the sign asks for those without a value.
    const isEmpty = this.#token.kind !== 'word' && this.#token.kind !== 'quoted';
    const isOperator = this.#token.kind === 'word' && keywordOf(this.#token.text) !== undefined;
    if (isEmpty || isOperator) {
      const values = [{ text: '', start: sign.end, end: sign.end }];
      return { kind: 'attribute', name, comparison, values, start, end: sign.end };
    }
    const values = [this.#value('attr'), ...this.#moreNames()];
    return { kind: 'attribute', name, comparison, values, start, end: values.at(-1)!.end };
  }

  #value(field: Field): Written {
    const token = this.#take();
    const hint = message('Here a name or a value is missing, as in {0}.', examples[field]);
    if (token.kind === 'word') return writtenOf(token);
    if (token.kind === 'quoted') return this.#checked(token);
    throw token.kind === 'end' ? unfinished(token, hint) : wrong(token, hint);
  }

  #moreNames(): readonly Written[] {
    const names: Written[] = [];
    while (this.#token.kind === ',') {
      this.#take();
      names.push(this.#value('code'));
    }
    return names;
  }

  #checked(token: Token): Written {
    if (token.kind === 'quoted' && token.isOpen) {
      const sign = this.#text[token.start] ?? '"';
      const close = sign === '«' ? '»' : sign === '“' ? '”' : sign;
      throw unfinished(token, message('This quotation mark is not closed.'), [
        { start: token.end, end: token.end, text: close },
      ]);
    }
    return writtenOf(token);
  }

  #missingOperator(token: Token): QueryTextError {
    const at = { start: token.start, end: token.start };
    const suggestions = ['and ', 'or ', 'near '].map((text) => ({ ...at, text }));
    const text = this.#text.slice(token.start, token.end);
    return wrong(token, message('Before {0} something is missing: and, or, near …', text), suggestions);
  }

  #is(keyword: Keyword): boolean {
    return this.#token.kind === 'word' && keywordOf(this.#token.text) === keyword;
  }

  /** `not near`. */
  #isNotRelated(): boolean {
    return this.#is('not') && this.#next !== undefined && relationAt(this.#next) !== undefined;
  }

  #deeper<T>(read: () => T): T {
    if (++this.#depth > deepest) throw wrong(this.#token, message('This query stands too deep in parentheses.'));
    const result = read();
    this.#depth--;
    return result;
  }
}

const examples: Readonly<Record<Field, string>> = {
  code: 'code:"high cost"',
  all: 'all:cost',
  own: 'own:cost',
  speaker: 'speaker:A1',
  participant: 'participant:A1',
  section: 'section:"What stands in the way"',
  document: 'document:interview-1',
  text: 'text:"expensive"',
  word: 'word:ferry',
  memo: 'memo:"compare"',
  kind: 'kind:theme',
  id: 'id:k7f3q',
  attr: 'role=farmer',
  by: 'by:kn',
  stance: 'stance:contra',
};

function relationAt(token: Token): Relation | undefined {
  return token.kind === 'word' || token.kind === 'field' ? relationOf(token.text) : undefined;
}

function writtenOf(token: Token): Written {
  const text = token.kind === 'word' || token.kind === 'quoted' ? token.text : '';
  return { text, start: token.start, end: token.end };
}

function wrong(place: Extent, sentence: Message, suggestions: readonly TextEdit[] = []): QueryTextError {
  return new QueryTextError('bad-query', place, sentence, suggestions);
}

function unfinished(place: Extent, sentence: Message, suggestions: readonly TextEdit[] = []): QueryTextError {
  return new QueryTextError('unfinished', place, sentence, suggestions);
}
