import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { loadIdentifiers } from '../../../src/core/pseudonyms/identifiers.js';
import type { Locale } from '../../../src/core/pseudonyms/locales.js';
import { leaksIn, rowsIn } from '../../../src/core/pseudonyms/leaks.js';
import { suggestionsIn } from '../../../src/core/pseudonyms/suggestions.js';
import { namesOf } from './keys.js';

const all: readonly Locale[] = ['NO', 'SE', 'DK', 'GB', 'US'];

describe('suggestions', () => {
  const identified = async (text: string, locales: readonly Locale[] = all): Promise<readonly string[]> =>
    (await loadIdentifiers(locales))(text).map(({ rule, start, end }) => `${rule}: ${text.slice(start, end)}`);

  for (const [text, expected, locales] of [
    ['Skriv til kari.nordmann@firma.no, ja.', ['e-mail: kari.nordmann@firma.no'], all],
    ['Se https://firma.no/kari?x=1. Og www.a.no!', ['url: https://firma.no/kari?x=1', 'url: www.a.no'], all],
    ['født 010100 50009?', [], ['NO']],
    ['Nummeret er 15076500565, sa hun.', ['fodselsnummer: 15076500565'], ['NO']],
    ['Nummeret er 15076500566, sa hun.', [], ['NO']],
    ['personnr 811228-9874', ['personnummer-se: 811228-9874'], ['SE']],
    ['cpr 211062-5629', ['cpr-dk: 211062-5629'], ['DK']],
    ['NI JG 12 13 16 A', ['national-insurance-uk: JG 12 13 16 A'], ['GB']],
    ['ssn 536-90-4399', ['social-security-us: 536-90-4399'], ['US']],
    ['konto 8601 11 17947', ['kontonummer: 8601 11 17947'], ['NO']],
    ['IBAN NO93 8601 1117 947 takk', ['iban: NO93 8601 1117 947'], ['NO']],
    ['IBAN NO94 8601 1117 947 takk', [], []],
    ['Ring 22 22 55 55 eller +47 41 22 33 44.', ['telephone: 22 22 55 55', 'telephone: +47 41 22 33 44'], ['NO']],
    ['I 2024 var det 12 345 og 00:12:03.', [], ['NO']],
  ] as const) {
    it(`should know numbers and addresses: ${text}`, async () =>
      assert.deepEqual(await identified(text, locales), expected));
  }

  const suggested = (text: string, language = 'nb'): readonly string[] =>
    [...suggestionsIn(text, namesOf('Kari,X,person\n', language), () => [], language)].map(({ start, end }) =>
      text.slice(start, end),
    );

  it('should have words with capitals in the middle of sentences', () => {
    assert.deepEqual(suggested('Vi reiste til Voss. Der var Per Olav av Strand, og Kari. «Ja,» sa Anne-Lise.'), [
      'Voss',
      'Per Olav av Strand',
      'Anne-Lise',
    ]);
    assert.deepEqual(suggested('Then I met Ann on Monday. We left.', 'en'), ['Ann']);
    assert.deepEqual(suggested('Og kari sa det.'), ['kari']);
  });

  it('should stand whatever is written', async () => {
    const identify = await loadIdentifiers(all);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const { start, end } of suggestionsIn(text, namesOf('Kari,X,person\n'), identify, 'nb')) {
          assert.ok(0 <= start && start < end && end <= text.length);
        }
      }),
    );
  });
});

describe('leaks', () => {
  const names = namesOf('Kari,[navn],person\nKari Nordmann,X,person\n');
  const leaks = (text: string, path = 'a.md'): readonly string[] =>
    leaksIn(path, text, names).map(({ start, end }) => text.slice(start, end));

  it('should be found wherever a name stands', () => {
    assert.deepEqual(leaks('[Ka]{.x}ri, *Kari* Nordmann\n'), ['Ka]{.x}ri', 'Kari* Nordmann']);
    assert.deepEqual(leaks('[a]{.om-kari by=kari}\n'), ['.om-kari', 'by=kari']);
    assert.deepEqual(leaks('Se https://x.no/kari-nordmann og kari@x.no\n'), ['kari-nordmann', 'kari']);
    assert.deepEqual(leaks('ja[^memo-k]\n\n[^memo-k]: Om Kari.\n'), ['Kari']);
    assert.deepEqual(leaks('{"quote":"Kari sa"}', 'code-index.json'), ['Kari']);
    assert.deepEqual(leaks('Karin skari kari\n'), []);
  });

  it('should be found in lines alone, with marks in them', () => {
    assert.deepEqual([...rowsIn('**A:** [Ka]{.x}ri', names)], [1]);
    assert.deepEqual([...rowsIn('Karin', names)], []);
  });
});
