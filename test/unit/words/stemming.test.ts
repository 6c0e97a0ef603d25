import assert from 'node:assert/strict';
import { loadStemmer } from '../../../src/core/words/stemming.js';
import { stemmedLanguage, stemmedLanguages } from '../../../src/core/words/stemmedLanguages.js';
import { wordExtents } from '../../../src/core/words/wordExtents.js';
import { processorTimeOf } from '../processorTime.js';

describe('stemming', () => {
  const stems = async (language: string, ...words: string[]): Promise<string[]> => {
    const stemmer = await loadStemmer(language);
    assert.ok(stemmer);
    return words.map((word) => stemmer.stem(word));
  };
  const same = async (language: string, ...words: string[]): Promise<void> => {
    assert.equal(new Set(await stems(language, ...words)).size, 1, words.join(' '));
  };

  it('should see one word in its Norwegian forms', async () => {
    await same('nb', 'samarbeid', 'samarbeidet', 'samarbeider', 'samarbeidene', 'Samarbeid');
    await same('nb', 'kostnad', 'kostnaden', 'kostnader', 'kostnadene', 'KOSTNADER');
    await same('nn', 'økonomi', 'økonomien', 'Økonomien', 'o\u0308konomi'.replace('o\u0308', 'ø'));
  });

  it('should see one word in its English forms, and two in different words', async () => {
    await same('en-GB', 'farm', 'farmed', 'farming', 'farms', 'Farm’s', "farm's");
    const [communism, community] = await stems('en', 'communism', 'community');
    assert.notEqual(communism, community);
  });

  it('should know a language by its tag', () => {
    for (const tag of ['nb', 'no', 'nn-NO', 'NB_no']) assert.equal(stemmedLanguage(tag), 'nb');
    assert.equal(stemmedLanguage('en-US'), 'en');
    for (const tag of [undefined, '', 'xx', 'tlh']) assert.equal(stemmedLanguage(tag), undefined);
  });

  it('should have an algorithm for each language that it names', async () => {
    for (const language of stemmedLanguages) {
      const stemmer = await loadStemmer(language);
      assert.equal(stemmer?.language, language);
      assert.ok(stemmer.stem('internationalisation').length > 3);
    }
  });

  it('should take no time for what is no word', async () => {
    const took = await processorTimeOf(() => stems('en', 'a'.repeat(1_000_000), 'y'.repeat(1_000_000)));
    assert.ok(took < 10_000, `${took} ms`);
  });

  it('should find words with what joins them', () => {
    const text = "Det var A1's co-op, ikke -sant? e\u0301n 😀 2020";
    const words = [...wordExtents(text)].map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(words, ['Det', 'var', "A1's", 'co-op', 'ikke', 'sant', 'e\u0301n', '2020']);
  });
});
