import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { queryReferencesIn } from '../../../../src/core/queries/saved/queryReferences.js';
import { deleteQuery, queriesIn, savedQueriesIn, saveQuery } from '../../../../src/core/queries/saved/savedQueries.js';
import { completeQuery } from '../../../../src/core/queries/language/complete.js';
import { applyEdits } from '../../../../src/core/text/edits.js';
import { readFiles, samskaping, studyOf } from '../../study/studies.js';

const save = (text: string, name: string, query: string): string =>
  applyEdits(text, saveQuery(text, name, query, 'Saved'));
const listed = (text: string): readonly string[] => savedQueriesIn(text).map(({ name, query }) => `${name}: ${query}`);

describe('saved queries', () => {
  it('should be headings and blocks that a person can read', () => {
    assert.equal(
      save('', 'Cost', 'cost and not trust'),
      '# Saved\n\n## Cost\n\n```emic\nquery: cost and not trust\n```\n',
    );
  });

  it('should stand in the order of their names, among what is written about them', () => {
    let text = save('', 'Cost', 'cost');
    text = save(text, 'Trust', 'trust');
    text = text.replace('## Trust\n', '## Trust\n\nWhy it matters.\n');
    text = save(text, 'Hope', 'hope');
    assert.deepEqual(listed(text), ['Cost: cost', 'Hope: hope', 'Trust: trust']);
    assert.match(text, /Why it matters\./);
  });

  it('should take the place of one of the same name, and leave all else', () => {
    const text = save(save('', 'Cost', 'cost'), 'Trust', 'trust').replace('## Cost\n', '## Cost\n\nMy words.\n');
    assert.equal(save(text, 'Cost', 'cost or time'), text.replace('query: cost\n', 'query: cost or time\n'));
  });

  it('should be taken out with what is written about them', () => {
    const text = save(save('', 'Cost', 'cost'), 'Trust', 'trust');
    const [cost] = savedQueriesIn(text);
    assert.ok(cost !== undefined);
    assert.equal(applyEdits(text, deleteQuery(cost)), save('', 'Trust', 'trust'));
  });

  it('should leave blocks alone that show something, or have no query', () => {
    const text =
      '## A\n\n```emic\nshow: matrix\nquery: cost\n```\n\n## B\n\n```emic\nshow: matrix\n```\n\n## C\n\n```js\nquery: x\n```\n';
    assert.deepEqual(listed(text), []);
    assert.deepEqual(
      queriesIn(text).map(({ query, isShown }) => [query, isShown]),
      [['cost', true]],
    );
  });

  it('should come back as they were saved, whatever they hold', () => {
    const name = fc
      .string({ unit: 'grapheme-composite', minLength: 1 })
      .map((text) => text.replace(/[\s\p{C}\\]+/gu, ' ').trim())
      .filter((text) => /^[\p{L}\p{N}][^&<`[\]*_~#!]*$/u.test(text));
    const query = fc
      .string({ minLength: 1 })
      .map((text) => text.replace(/\s+/g, ' ').trim())
      .filter((text) => text !== '' && !/[\p{C}`]/u.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, query), { minLength: 1, maxLength: 4 }), (pairs) => {
        let text = '';
        const expected = new Map<string, string>();
        for (const [one, asked] of pairs) {
          text = save(text, one, asked);
          expected.set(one, asked);
        }
        const found = new Map(savedQueriesIn(text).map((saved) => [saved.name, saved.query]));
        assert.deepEqual([...found].sort(), [...expected].sort());
      }),
    );
  });

  it('should keep CRLF', () => {
    const text = '# Saved\r\n\r\n## Cost\r\n\r\n```emic\r\nquery: cost\r\n```\r\n';
    assert.doesNotMatch(save(text, 'Trust', 'trust'), /[^\r]\n/);
    assert.deepEqual(listed(save(text, 'Trust', 'trust')), ['Cost: cost', 'Trust: trust']);
  });
});

describe('the codes that saved queries name', () => {
  const study = studyOf(readFiles(samskaping));

  it('should be told with their exact places, whether by id or by name', () => {
    const text =
      'Prose.\n\n```emic\nquery: kostnad and not (Tillit or ukjent) near text:tid\n```\n\n```emic\nshow: passages\nquery: \'"ord" and text:"it\'\'s" or tid\'\n```\n';
    const found = queryReferencesIn(study, text).map(({ code, start, end }) => `${code} ${text.slice(start, end)}`);
    assert.deepEqual(found, ['kostnad kostnad', 'tillit Tillit', 'ord "ord"', 'tid tid']);
  });

  it('should be none where a query cannot be read', () => {
    assert.deepEqual(queryReferencesIn(study, '```emic\nquery: kostnad and\n```\n'), []);
    assert.deepEqual(queryReferencesIn(study, '```emic\n- [\n```\n'), []);
  });
});

describe('completion in a query', () => {
  const study = studyOf(readFiles(samskaping));
  const offered = (text: string): readonly string[] =>
    completeQuery(study, text, text.length).map((one) => text.slice(0, one.start) + one.text);

  it('should offer codes by their ids and names, and fields', () => {
    assert.equal(offered('kos')[0], 'kostnad');
    assert.ok(offered('kostnad and til').includes('kostnad and tillit'));
    assert.ok(offered('spe').includes('speaker:'));
    assert.ok(offered('kostnad and ro').includes('kostnad and role='));
  });

  it('should offer operators after a condition', () => {
    assert.deepEqual(offered('kostnad ').slice(0, 3), ['kostnad and', 'kostnad or', 'kostnad and not']);
    assert.ok(offered('kostnad over').includes('kostnad overlapping'));
  });

  it('should offer values', () => {
    assert.deepEqual(offered('role='), ['role=bonde', 'role=leder']);
    assert.deepEqual(
      offered('participant:a'),
      ['A1', 'A2', 'A3', 'A4'].map((id) => `participant:${id}`),
    );
    assert.ok(offered('section:pen').includes('section:Penger'));
    assert.ok(offered('document:"Intervju A2').includes('document:"Intervju A2 og A3"'));
    assert.ok(offered('a near:3t').includes('a near:3turns'));
    assert.ok(offered('turns w').includes('turns with'));
  });

  it('should complete in the middle, in the place of the whole word there', () => {
    /** @param marked a query with a | where the cursor stands. */
    const completed = (marked: string): string => {
      const at = marked.indexOf('|');
      const text = marked.replace('|', '');
      const [first] = completeQuery(study, text, at);
      return first === undefined ? text : text.slice(0, first.start) + first.text + text.slice(first.end);
    };
    assert.equal(completed('kos| and tillit'), 'kostnad and tillit');
    assert.equal(completed('kos|tn and tillit'), 'kostnad and tillit');
    assert.equal(completed('til or (kos|) and memo'), 'til or (kostnad) and memo');
    assert.equal(completed('role=bo|x and kostnad'), 'role=bonde and kostnad');
    assert.equal(completed('spe|aker:A1'), 'speaker:A1');
    assert.equal(completed('document:"Intervju A2| og A3" and tillit'), 'document:"Intervju A2 og A3" and tillit');
    // The quotation mark has just been typed.
    assert.equal(completed('document:"Intervju A2| and text:"x"'), 'document:"Intervju A2 og A3" and text:"x"');
    assert.equal(completed('kostnad and | or memo').startsWith('kostnad and '), true);
  });
});
