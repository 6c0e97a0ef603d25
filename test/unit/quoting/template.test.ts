import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readAttribution } from '../../../src/core/quoting/quoting.js';
import { fieldNames, fillTemplate, readTemplate } from '../../../src/core/quoting/template.js';
import { TemplateError } from '../../../src/core/quoting/templateError.js';

/** A template filled with facts by field; attributes by their names. */
function filled(template: string, facts: Readonly<Record<string, string>>): string {
  return fillTemplate(readTemplate(template), ({ name, attribute }) => facts[name === 'attr' ? attribute : name] ?? '')
    .map(({ text }) => text)
    .join('');
}

describe('the template of an attribution', () => {
  const template = '{participant}, {attr:role}, {time}, {document}';

  it('should fill its fields', () =>
    assert.equal(
      filled(template, { participant: 'A1', role: 'leder', time: '00:12', document: 'Intervju' }),
      'A1, leder, 00:12, Intervju',
    ));

  it('should leave no stray commas where something is missing', () => {
    assert.equal(filled(template, { participant: 'A1', document: 'Intervju' }), 'A1, Intervju');
    assert.equal(filled(template, { role: 'leder', document: 'Intervju' }), 'leder, Intervju');
    assert.equal(filled(template, { participant: 'A1' }), 'A1');
    assert.equal(filled(template, { time: '00:12' }), '00:12');
    assert.equal(filled(template, {}), '');
  });

  it('should take brackets away with what stands in them', () => {
    const brackets = '{participant} ({attr:role}, {time}), {document}';
    assert.equal(filled(brackets, { participant: 'A1', time: '1:02', document: 'D' }), 'A1 (1:02), D');
    assert.equal(filled(brackets, { participant: 'A1', document: 'D' }), 'A1, D');
    assert.equal(filled(brackets, { role: 'leder' }), '(leder)');
    assert.equal(filled('[{id}]', {}), '');
  });

  it('should keep words with the part that they belong to', () => {
    const words = 'Deltaker {participant}, intervju {document} ({time} min)';
    assert.equal(filled(words, { participant: 'A1', document: 'D', time: '12' }), 'Deltaker A1, intervju D (12 min)');
    assert.equal(filled(words, { document: 'D' }), 'intervju D');
    assert.equal(filled(words, { participant: 'A1', time: '12' }), 'Deltaker A1 (12 min)');
  });

  it('should have braces doubled where they are text, and brackets without a field as text', () => {
    assert.equal(filled('{{{participant}}}', { participant: 'A1' }), '{A1}');
    assert.equal(filled('(c) {participant}', { participant: 'A1' }), '(c) A1');
    assert.equal(filled('{participant} (', { participant: 'A1' }), 'A1 (');
  });

  it('should not be read with an unknown field or a brace alone', () => {
    for (const wrong of ['{name}', '{attr}', '{attr:}', '{participant', 'participant}', '{}']) {
      assert.throws(() => readTemplate(wrong), TemplateError, wrong);
    }
  });

  it('should have names for the usual ones', () => {
    assert.deepEqual(readAttribution('none').slots, []);
    assert.deepEqual(readAttribution('participant'), readTemplate('{participant}'));
  });

  it('should never begin or end with a separator, whatever is missing', () => {
    const field = fc.constantFrom(...fieldNames.map((name) => (name === 'attr' ? '{attr:role}' : `{${name}}`)));
    const separator = fc.constantFrom(', ', ' · ', ' – ', '; ');
    const templates = fc
      .array(fc.tuple(field, separator), { minLength: 1, maxLength: 8 })
      .map((parts) => parts.map(([name, sign], i) => (i === 0 ? name : `${sign}${name}`)).join(''));
    const facts = fc.dictionary(fc.constantFrom(...fieldNames, 'role'), fc.constantFrom('x', ''));
    fc.assert(
      fc.property(templates, facts, (text, known) => {
        const made = filled(text, known);
        assert.match(made, /^(?:x(?:(?:, | · | – |; )x)*)?$/);
      }),
    );
  });
});
