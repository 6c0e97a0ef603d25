import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { element, writeXml } from '../../../src/core/archive/writeXml.js';
import { readXml, type XmlElement } from '../../../src/core/archive/xml.js';
import { codebookSchema } from '../../../src/core/refi/schema/codebookSchema.js';
import type { Grammar, Particle } from '../../../src/core/refi/schema/grammar.js';
import { projectSchema } from '../../../src/core/refi/schema/projectSchema.js';
import { findInvalid, grammarOf, type SchemaName } from '../../../src/core/refi/schema/validate.js';
import { isValue } from '../../../src/core/refi/schema/values.js';
import { formatMessage } from '../../../src/core/text/message.js';

/** What libxml2 says of a document. */
function witness(schema: string): (xml: string) => boolean {
  const validator = XsdValidator.fromDoc(XmlDocument.fromString(schema));
  return (xml) => {
    const document = XmlDocument.fromString(xml);
    try {
      validator.validate(document);
      return true;
    } catch {
      return false;
    } finally {
      document.dispose();
    }
  };
}

const guid = '0123ABCD-0123-0123-0123-0123456789AB';
const values: Readonly<Record<string, readonly string[]>> = {
  GUIDType: [guid, `{${guid.toLowerCase()}}`],
  RGBType: ['#abc', '#A1B2C3'],
  directionType: ['OneWay', ' Associative '],
  typeOfVariableType: ['Text', 'DateTime'],
  ShapeType: ['Person', 'Note'],
  LineStyleType: ['dotted'],
  boolean: ['true', '0'],
  integer: ['12', '-3', '+4'],
  decimal: ['1.5', '.5', '-2.'],
  date: ['2024-02-29', '2024-02-01Z'],
  dateTime: ['2024-02-29T12:00:00Z', '2024-12-31T24:00:00', '2024-01-01T00:00:00.123+02:00'],
  string: ['', 'hei <&>'],
};
const wrongValues = ['', 'x', '#12', '2023-02-29', '2024-13-01T00:00:00', '1.2.3', `{${guid}`, 'oneway', '12 3', ' 7 '];

type Draw = (most: number) => number;

/** An element of a type, right but for what `draw` makes wrong now and then. */
function grow(name: string, type: string, grammar: Grammar, draw: Draw, depth: number): XmlElement {
  const rules = grammar.elements.get(type);
  const slips = (): boolean => draw(150) === 0;
  const valueOf = (of: string): string => {
    const good = values[of] ?? ['?'];
    return slips() ? wrongValues[draw(wrongValues.length - 1)]! : good[draw(good.length - 1)]!;
  };
  if (rules === undefined) return element(name, {}, valueOf(type));
  const attributes: Record<string, string> = {};
  for (const [key, { type: of, isRequired }] of rules.attributes)
    if ((isRequired || draw(2) === 0) && !slips()) attributes[slips() ? `${key}s` : key] = valueOf(of);
  const children: XmlElement[] = [];
  const fill = (particle: Particle): void => {
    const most = depth > 4 ? particle.least : Math.min(particle.most, particle.least + draw(2));
    for (let i = 0; i < most; i++) {
      if (slips()) continue;
      if (particle.kind === 'element') children.push(grow(particle.name, particle.type, grammar, draw, depth + 1));
      else if (particle.kind === 'sequence') particle.parts.forEach(fill);
      else fill(particle.parts[draw(particle.parts.length - 1)]!);
    }
  };
  if (rules.content !== undefined) fill(rules.content);
  if (children.length > 1 && slips()) children.reverse();
  return element(name, attributes, children);
}

const schemas = [
  ['project', projectSchema, 'Project'],
  ['codebook', codebookSchema, 'CodeBook'],
] as const;

describe('the schemas of QDA-XML', () => {
  for (const [name, schema, root] of schemas) {
    it(`should say of a ${name} what libxml2 says`, () => {
      const isValid = witness(schema);
      const grammar = grammarOf(name);
      const seen = { valid: 0, invalid: 0 };
      fc.assert(
        fc.property(fc.infiniteStream(fc.nat(1_000_000)), (numbers) => {
          const draw: Draw = (most) => numbers.next().value! % (most + 1);
          const tree = grow(root, grammar.roots.get(root)!, grammar, draw, 0);
          const xml = writeXml(tree, grammar.namespace);
          const found = findInvalid(readXml(xml).root, name);
          assert.equal(found === undefined, isValid(xml), `${found && formatMessage(found)}\n${xml}`);
          seen[found === undefined ? 'valid' : 'invalid']++;
        }),
        { numRuns: 2500 },
      );
      assert.ok(seen.valid > 100 && seen.invalid > 100, JSON.stringify(seen));
    });
  }

  it('should say of a value what libxml2 says', () => {
    const types = ['boolean', 'integer', 'decimal', 'date', 'dateTime'];
    const isValid = new Map(
      types.map((type) => [
        type,
        witness(
          `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"><xsd:element name="a" type="xsd:${type}"/></xsd:schema>`,
        ),
      ]),
    );
    const two = fc.integer({ min: 0, max: 61 }).map((n) => String(n).padStart(2, '0'));
    const stamp = fc
      .tuple(fc.constantFrom('2024', '1900', '2000', '0004', '12024', '024', '-0004'), two, two, two, two, two)
      .chain(([y, mo, d, h, mi, s]) =>
        fc.constantFrom(
          ...['', 'Z', '+01:00', '+14:00', '+14:30', '.5', '.'].map((z) => `${y}-${mo}-${d}T${h}:${mi}:${s}${z}`),
          `${y}-${mo}-${d}`,
          `${y}-${mo}-${d}Z`,
        ),
      );
    const number = fc.stringMatching(/^[ +-]?[0-9]{0,3}\.?[0-9]{0,2}$/);
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.oneof(stamp, number, fc.constantFrom('true', '1', 'TRUE', '')),
        (type, text) => {
          assert.equal(isValue(type, text), isValid.get(type)!(`<a>${text}</a>`), `${type} ${text}`);
        },
      ),
      { numRuns: 4000 },
    );
  });

  it('should say what is wrong where', () => {
    const say = (tree: XmlElement, schema: SchemaName): string => formatMessage(findInvalid(tree, schema)!);
    assert.match(say(element('Project', {}), 'project'), /Project lacks the attribute name/);
    const empty = element('Project', { name: 'x' }, [element('Users', {})]);
    assert.match(say(empty, 'project'), /Project\/Users lacks an element/);
    const swapped = element('Project', { name: 'x' }, [element('Description', {}), element('CodeBook', {})]);
    assert.match(say(swapped, 'project'), /CodeBook may not stand in Project at this place/);
    assert.match(say(element('Project', { name: 'x', origin: 'y', shape: 'z' }), 'project'), /attribute shape/);
  });
});
