import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFrontMatterFully } from '../../../src/core/markdown/frontMatter.js';
import { readSimpleYaml } from '../../../src/core/markdown/quickFrontMatter.js';

const usual = `emic: 1
title: Intervju med A1 (nord)
date: 2025-03-12
time: 12:03
place: "Bodø: kaia"
participants: [A1, A2]
interviewers:
  - Intervjuer
  - I
speakers:
  Kari: A1
  Fru Ås-Ødegård: A2
  Pause: ~
others: {I: Intervjuer, Speaker 1: A1}
empty:
none: []
`;

describe('simple front matter', () => {
  it('should be read without a YAML parser', () => {
    assert.deepEqual(readSimpleYaml(usual), {
      emic: 1,
      title: 'Intervju med A1 (nord)',
      date: '2025-03-12',
      time: '12:03',
      place: 'Bodø: kaia',
      participants: ['A1', 'A2'],
      interviewers: ['Intervjuer', 'I'],
      speakers: { Kari: 'A1', 'Fru Ås-Ødegård': 'A2', Pause: null },
      others: { I: 'Intervjuer', 'Speaker 1': 'A1' },
      empty: null,
      none: [],
    });
    assert.deepEqual(readSimpleYaml(usual.replaceAll('\n', '\r\n')), readSimpleYaml(usual));
  });

  it('should be left to the parser where it is more than that', () => {
    for (const yaml of [
      'a: b: c',
      'a: b # c',
      "a: 'b'",
      'a: |\n  b',
      'a: &x b',
      'a: *x',
      'a: [b, [c]]',
      'a: 1\na: 2',
      'a: b\n  c',
      'a:\n  b:\n    c: d',
      '- a',
      'a: yes: no',
      'a: True',
      '"a": b',
      'a: "\\n"',
      'a: @b',
      'a:b',
      '\ta: b',
      '? a',
    ]) {
      assert.equal(readSimpleYaml(yaml), undefined, yaml);
    }
  });

  it('should be what YAML makes of it, whatever it holds', () => {
    const names = 'a¦b¦title¦Fru Ås¦1¦007¦null¦true¦y¦a b¦a:b¦a ¦__proto__¦-¦~¦"q"¦x-y';
    const values =
      '¦1¦1.0¦1e3¦0x1f¦0o7¦12:03¦2025-03-12¦1e400¦.5¦-1¦[a, b]¦[]¦[a, ]¦[,]¦[ a ,b]¦{a: b}¦{}¦{a}¦{a: }¦{a: b, a: c}¦["a, b"]¦' +
      'a: b¦a #b¦a#b¦#¦"a: b"¦"a"b¦\'a\'¦|¦>¦&x a¦*x¦!t a¦%¦@¦`¦a,b¦[a: b]¦a - b¦a?¦- a¦Infinity¦NaN¦+1¦1_000¦a  b¦“a”¦' +
      'a\u00a0b¦1 ¦12e03¦0¦00¦1.';
    const name = fc.constantFrom(...names.split('¦'));
    const value = fc.oneof(
      name,
      fc.constantFrom(...values.split('¦')),
      fc.string({ unit: fc.constantFrom(...Array.from('aÅ10.: -",[{}]#_/(+e')), maxLength: 8 }),
    );
    const line = fc.oneof(
      fc
        .tuple(fc.constantFrom('', '', '', ' ', '  ', '    '), name, fc.constantFrom(': ', ':', ':  ', ' : '), value)
        .map((parts) => parts.join('')),
      fc
        .tuple(fc.constantFrom('', '  ', '    '), fc.constantFrom('- ', '-', '-  '), value)
        .map((parts) => parts.join('')),
      fc.constantFrom('', ' ', '# x', '---', '...'),
    );
    let simple = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (lines, lineEnd) => {
        const yaml = lines.join(lineEnd);
        const quick = readSimpleYaml(yaml);
        if (quick === undefined) return;
        simple++;
        const { data, problems } = readFrontMatterFully(`---${lineEnd}${yaml}${lineEnd}---`);
        assert.deepEqual([quick, []], [data, problems]);
      }),
      { numRuns: 3000 },
    );
    assert.ok(simple > 300, `only ${simple} were simple`);
  });
});
