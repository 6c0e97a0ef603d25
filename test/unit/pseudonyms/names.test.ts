import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readKey } from '../../../src/core/pseudonyms/key.js';
import { entriesOf, header, namesOf, replaced } from './keys.js';

const people = 'Kari,[navn],person\nKari Nordmann,Deltaker 3,person\nNordmann Bil AS,[bedrift],firm\nJens,Per,person\n';

describe('names of a key', () => {
  it('should be found as whole words only', () => {
    assert.equal(replaced('Kari, Karin, Skari og Kari.', people), '[navn], Karin, Skari og [navn].');
    assert.equal(replaced('Åkari Karié Kari2 2Kari Kari_', people), 'Åkari Karié Kari2 2Kari [navn]_');
  });

  it('should be found in their genitives', () => {
    assert.equal(replaced("Karis hus, Kari’s bil, Kari's", people), "[navn]s hus, [navn]’s bil, [navn]'s");
    assert.equal(
      replaced('Jens’ hus, Jens sitt, Nordmann Bil AS’ kontor', people),
      'Pers hus, Per sitt, [bedrift]s kontor',
    );
    assert.equal(
      replaced("Kari's and Jens' house", 'Kari,Participant 3,person\nJens,Pat,person\n', 'en'),
      "Participant 3's and Pat's house",
    );
    assert.equal(replaced('Karis', 'Kari,Jens,person\n'), "Jens'");
  });

  it('should leave the sign that closes a quotation', () => {
    assert.equal(replaced("'Jens' sa han, ‘Jens’", people), "'Per' sa han, ‘Per’");
  });

  it('should be found in the definite form and the plural where they are places or firms', () => {
    const places = 'Fjordbruk,[bedrift],firm\nMo,[sted],place\nFjordvik,Vik,person\n';
    assert.equal(
      replaced('Fjordbruket og Fjordbrukene, Fjordbruks', places),
      '[bedrift]et og [bedrift]ene, [bedrift]s',
    );
    assert.equal(replaced('Moen, Mos, Fjordviken', places), 'Moen, [sted]s, Fjordviken');
    assert.equal(replaced('Fjordbruket', 'Fjordbruk,X,firm\n', 'en'), 'Fjordbruket');
  });

  it('should be found in no inflection where the key says so', () => {
    assert.equal(replaced('Kari Karis Kari’s', 'Kari,X,person,no\n'), 'X Karis X’s');
  });

  it('should be found as parts of words with hyphens', () => {
    assert.equal(replaced('Equinor-ansatte', 'Equinor,[bedrift],firm\n'), '[bedrift]-ansatte');
  });

  it('should be the longest where they overlap', () => {
    assert.equal(replaced('Kari Nordmann sa', people), 'Deltaker 3 sa');
    assert.equal(replaced('Kari Nordmann Bil AS', people), '[navn] [bedrift]');
    assert.equal(replaced('Kari\nNordmann, Kari \t Nordmanns', people), 'Deltaker 3, Deltaker 3s');
    assert.equal(replaced('Kari\n\nNordmann', people), '[navn]\n\nNordmann');
  });

  it('should mind capitals as the key says', () => {
    assert.equal(replaced('KARI kari Kari KARIS', people), '[NAVN] kari [navn] [NAVN]S');
    assert.equal(replaced('KARI kari Kari', 'Kari,X,person,yes,exact\n'), 'KARI kari X');
    assert.equal(replaced('KARI kari Kari', 'Kari,x,person,yes,any\n'), 'X x x');
    assert.equal(replaced('stein Stein', 'Stein,X,person\n'), 'stein X');
    assert.equal(replaced('Ole av Strand', 'Ole av Strand,X,person\n'), 'X');
  });

  it('should be found however they are composed, and with signs in them that are not seen', () => {
    assert.equal(replaced('A\u030Ase og \u00C5se', '\u00C5se,X,person\n'), 'X og X');
    assert.equal(replaced('Ka\u00ADri, O\u2019Brien', "Kari,X,person\nO'Brien,Y,person\n"), 'X, Y');
  });

  for (const [name, text, expected] of [
    ['C++ (Bergen) AS', 'hos C++ (Bergen) AS, C++', 'hos X, C++'],
    ['.*', 'a.*b .* xx', 'aXb X xx'],
    ['$&', 'for $& fem', 'for X fem'],
    ['🙂 Kaffe', 'på 🙂 Kaffe nå', 'på X nå'],
    ['👩‍🌾', 'hos 👩‍🌾!', 'hos X!'],
    ['مريم', 'قالت مريم نعم', 'قالت X نعم'],
    ['שרה', 'אמרה שרה.', 'אמרה X.'],
    ['A', 'A sa at As a A’s', 'X sa at As a X’s'],
    ['Ł', 'Ł ł Łs', 'X ł Łs'],
    ['__proto__', '__proto__ constructor', 'X constructor'],
    ['李', '李 说', 'X 说'],
  ] as const) {
    it(`should be found whatever they are: ${name}`, () => {
      assert.equal(replaced(text, `"${name}",X,person\n`), expected);
    });
  }

  it('should be found in paths, whatever parts the words', () => {
    const names = namesOf(people);
    const found = (path: string): readonly string[] =>
      names.find(path, 'path').map(({ start, end }) => path.slice(start, end));
    assert.deepEqual(found('transcripts/intervju_kari-nordmann.md'), ['kari-nordmann']);
    assert.deepEqual(found('a/Kari%20Nordmann.md'), ['Kari%20Nordmann']);
    assert.deepEqual(found('karin/skari.md'), []);
  });

  it('should leave a text without names as it is, and never overlap', () => {
    const signs = fc.string({
      unit: fc.constantFrom('Kari', ' ', 'Nordmann', 's', "'", 'Bil', 'AS', '\n', 'é', '🙂', '-', '\u00ad'),
    });
    fc.assert(
      fc.property(signs, (text) => {
        const found = namesOf(people).find(text);
        for (const [i, { start, end }] of found.entries()) {
          assert.ok(start < end && end <= text.length);
          assert.ok(i === 0 || found[i - 1]!.end <= start);
        }
        assert.deepEqual(
          namesOf(people)
            .find(replaced(text, people))
            .map(({ entry }) => entry.row),
          [],
        );
      }),
    );
  });
});

describe('a key', () => {
  const problems = (rows: string): readonly string[] =>
    readKey(header + rows).problems.map(({ line, severity, message }) => `${line} ${severity} ${message.template}`);

  it('should be read with all its columns, in English and in Norwegian', () => {
    const { entries } = readKey(
      '\ufeffnavn;erstatning;slag;varianter;bøyning;bokstaver\nKari;[navn];person;Kaja | K.;nei;alle\n',
    );
    assert.deepEqual(entries, [
      {
        spellings: ['Kari', 'Kaja', 'K.'],
        replacement: '[navn]',
        kind: 'person',
        inflects: false,
        letterCase: 'any',
        row: 1,
      },
    ]);
  });

  it('should tell what is wrong with it, without naming a name', () => {
    assert.deepEqual(problems('Kari,,person\n'), ['2 error This row of the key has no replacement.']);
    assert.deepEqual(problems(',X,person\n'), ['2 error This row of the key has no real name.']);
    assert.deepEqual(problems('Kari,X,dog\n'), ['2 error The kind is one of person, place, firm and other.']);
    assert.deepEqual(problems('Kari,X,person\nKARI,Y,person\n'), ['3 error This name stands in row {0}, too.']);
    assert.deepEqual(problems('Kari,X,person\nOla,Karl Kari,person\n'), [
      '3 error This replacement holds the real name of row {0}.',
    ]);
    assert.deepEqual(problems('Kari,X,person\nOla,X,person\n'), [
      '3 warning Row {0} has the same replacement: only the journal tells the two apart.',
    ]);
    assert.deepEqual(readKey('a,b\nKari,X\n').problems.length, 1);
    assert.deepEqual(entriesOf('').length, 0);
  });
});
