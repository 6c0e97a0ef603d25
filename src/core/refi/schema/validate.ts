import type { XmlElement } from '../../archive/xml.js';
import { message, type Message } from '../../text/message.js';
import { readGrammar, type ElementType, type Grammar, type Particle } from './grammar.js';
import { codebookSchema } from './codebookSchema.js';
import { projectSchema } from './projectSchema.js';
import { isValue } from './values.js';

export type SchemaName = 'project' | 'codebook';

const schemas: Readonly<Record<SchemaName, string>> = { project: projectSchema, codebook: codebookSchema };
const grammars = new Map<SchemaName, Grammar>();

/** The rules of one of the two schemas; read when they are first needed. */
export function grammarOf(name: SchemaName): Grammar {
  let grammar = grammars.get(name);
  if (grammar === undefined) {
    grammar = readGrammar(schemas[name]);
    grammars.set(name, grammar);
  }
  return grammar;
}

/**
 * Holds a document against a schema of QDA-XML.
 * @returns what is wrong first, in words; undefined where it is valid.
 */
export function findInvalid(root: XmlElement, schema: SchemaName): Message | undefined {
  const grammar = grammarOf(schema);
  const type = grammar.roots.get(root.name);
  if (type === undefined) return message('{0} is no root of this schema.', root.name);
  return invalidIn(root, type, grammar, root.name);
}

function invalidIn(element: XmlElement, type: string, grammar: Grammar, path: string): Message | undefined {
  const rules = grammar.elements.get(type);
  if (rules === undefined) {
    const [child] = element.children;
    if (child !== undefined || Object.keys(element.attributes).length > 0)
      return message('{0} may hold a value only.', path);
    return fits(element.text, type, grammar)
      ? undefined
      : message('The value of {0} is wrong: {1}', path, element.text);
  }
  return invalidAttribute(element, rules, grammar, path) ?? invalidContent(element, rules, grammar, path);
}

function invalidAttribute(
  { attributes }: XmlElement,
  { attributes: rules }: ElementType,
  grammar: Grammar,
  path: string,
): Message | undefined {
  for (const name in attributes) {
    const rule = rules.get(name);
    if (rule === undefined) return message('{0} may not have the attribute {1}.', path, name);
    const value = attributes[name]!;
    if (!fits(value, rule.type, grammar)) return message('The attribute {1} of {0} is wrong: {2}', path, name, value);
  }
  for (const [name, { isRequired }] of rules)
    if (isRequired && attributes[name] === undefined) return message('{0} lacks the attribute {1}.', path, name);
  return undefined;
}

function invalidContent(
  element: XmlElement,
  { content }: ElementType,
  grammar: Grammar,
  path: string,
): Message | undefined {
  const { children, text } = element;
  if (text.trim() !== '') return message('{0} may hold no text.', path);
  const types: string[] = [];
  const end = content === undefined ? 0 : match(content, children, 0, types);
  if (end === undefined) return message('{0} lacks an element that it must have.', path);
  const left = children[end];
  if (left !== undefined) return message('{0} may not stand in {1} at this place.', left.name, path);
  for (const [i, child] of children.entries()) {
    const wrong = invalidIn(child, types[i] ?? '', grammar, `${path}/${child.name}`);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/**
 * How far children fit, from one of them on. QDA-XML is deterministic: what fits first is what is meant.
 * @param types gets the type of each that fits.
 * @returns undefined where what must be there is not.
 */
function match(particle: Particle, children: readonly XmlElement[], from: number, types: string[]): number | undefined {
  let at = from;
  for (let times = 0; times < particle.most; times++) {
    const next = matchOnce(particle, children, at, types);
    if (next === undefined) return times >= particle.least ? at : undefined;
    // Nothing more is taken however often it is tried.
    if (next === at) return at;
    at = next;
  }
  return at;
}

function matchOnce(
  particle: Particle,
  children: readonly XmlElement[],
  at: number,
  types: string[],
): number | undefined {
  switch (particle.kind) {
    case 'element':
      if (children[at]?.name !== particle.name) return undefined;
      types[at] = particle.type;
      return at + 1;
    case 'sequence': {
      let end = at;
      for (const part of particle.parts) {
        const next = match(part, children, end, types);
        if (next === undefined) return undefined;
        end = next;
      }
      return end;
    }
    case 'choice': {
      let isEmptyPossible = false;
      for (const part of particle.parts) {
        const next = match(part, children, at, types);
        if (next !== undefined && next > at) return next;
        isEmptyPossible ||= next !== undefined;
      }
      return isEmptyPossible ? at : undefined;
    }
  }
}

function fits(value: string, type: string, { values }: Grammar): boolean {
  const rule = values.get(type);
  if (rule === undefined) return isValue(type, value);
  // White space in a token counts as one space, and none at its edges.
  const text = value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
  return (
    isValue(rule.base, value) &&
    (rule.patterns.length === 0 || rule.patterns.some((pattern) => pattern.test(text))) &&
    (rule.values.size === 0 || rule.values.has(text))
  );
}
