import { readXml, type XmlElement } from '../../archive/xml.js';

/** What may stand in an element: in this order, each so many times; of a choice one. */
export interface Particle {
  readonly kind: 'element' | 'sequence' | 'choice';
  readonly least: number;
  readonly most: number;
  /** Of an element. */
  readonly name: string;
  readonly type: string;
  /** Of a sequence or a choice. */
  readonly parts: readonly Particle[];
}

export interface AttributeRule {
  readonly type: string;
  readonly isRequired: boolean;
}

export interface ElementType {
  readonly content: Particle | undefined;
  readonly attributes: ReadonlyMap<string, AttributeRule>;
}

/** A value's rule: a type of XML Schema, and what narrows it. */
export interface ValueType {
  readonly base: string;
  readonly patterns: readonly RegExp[];
  /** Empty where any value will do. */
  readonly values: ReadonlySet<string>;
}

export interface Grammar {
  readonly namespace: string;
  /** The types of the elements that may be the root. */
  readonly roots: ReadonlyMap<string, string>;
  readonly elements: ReadonlyMap<string, ElementType>;
  readonly values: ReadonlyMap<string, ValueType>;
}

/**
 * Reads the part of XML Schema that QDA-XML is written in: named types, sequences, choices, attributes, patterns and lists of values.
 * @throws Error where the schema says something else, so that nothing is passed over in silence.
 */
export function readGrammar(schema: string): Grammar {
  const { root } = readXml(schema);
  const roots = new Map<string, string>();
  const elements = new Map<string, ElementType>();
  const values = new Map<string, ValueType>();
  for (const part of root.children) {
    const name = part.attributes.name ?? '';
    if (part.name === 'element') roots.set(name, typeOf(part));
    else if (part.name === 'complexType') elements.set(name, readElementType(part));
    else if (part.name === 'simpleType') values.set(name, readValueType(part));
    else throw unknown(part);
  }
  return { namespace: root.attributes.targetNamespace ?? '', roots, elements, values };
}

function readElementType(type: XmlElement): ElementType {
  let content: Particle | undefined;
  const attributes = new Map<string, AttributeRule>();
  for (const part of type.children) {
    if (part.name === 'attribute')
      attributes.set(part.attributes.name ?? '', {
        type: typeOf(part),
        isRequired: part.attributes.use === 'required',
      });
    else content = readParticle(part);
  }
  return { content, attributes };
}

function readParticle(part: XmlElement): Particle {
  const { name, attributes, children } = part;
  const { minOccurs = '1', maxOccurs = '1' } = attributes;
  const times = { least: Number(minOccurs), most: maxOccurs === 'unbounded' ? Infinity : Number(maxOccurs) };
  switch (name) {
    case 'element':
      return { kind: name, ...times, name: attributes.name ?? '', type: typeOf(part), parts: [] };
    case 'sequence':
    case 'choice':
      return { kind: name, ...times, name: '', type: '', parts: children.map(readParticle) };
    default:
      throw unknown(part);
  }
}

function readValueType(type: XmlElement): ValueType {
  const [restriction] = type.children;
  if (restriction?.name !== 'restriction') throw unknown(type);
  const patterns: RegExp[] = [];
  const values = new Set<string>();
  for (const { name, attributes } of restriction.children) {
    if (name === 'pattern') patterns.push(new RegExp(`^(?:${attributes.value ?? ''})$`));
    else if (name === 'enumeration') values.add(attributes.value ?? '');
    else throw unknown(restriction);
  }
  return { base: withoutPrefix(restriction.attributes.base ?? ''), patterns, values };
}

function typeOf({ attributes }: XmlElement): string {
  return withoutPrefix(attributes.type ?? '');
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function unknown({ name, attributes }: XmlElement): Error {
  return new Error(`The schema says ${name} ${attributes.name ?? ''}, which is not read here.`);
}
