import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { mergeFiles } from '../../../src/core/merge/mergeFiles.js';
import { document } from '../documents.js';
import { edited, history } from '../merge/histories.js';
import { bundleCli, Repository } from './repositories.js';
import { Folder } from './terminals.js';

/** One transcript, as all began with it and as the two sides have it; the last as the second has it after one more commit. */
interface Versions {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  readonly later: string;
}

/** A text as a file of UTF-8 gives it back. */
function inFile(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}

const versions: fc.Arbitrary<Versions> = fc
  .tuple(document, history, history, history)
  .filter(([base]) => base !== '')
  .map(([base, one, other, more]) => {
    const theirs = edited(base, other, 'q');
    const texts = { base, ours: edited(base, one, 'p'), theirs, later: edited(theirs, more, 'r') };
    // An edit may cut a character of two code units in half, which no file holds.
    return {
      base: inFile(texts.base),
      ours: inFile(texts.ours),
      theirs: inFile(texts.theirs),
      later: inFile(texts.later),
    };
  })
  // Else git asks nobody.
  .filter(({ base, ours, theirs }) => ours !== base && theirs !== base && ours !== theirs);

/*
 * What the engine's merge holds for thousands of random histories (`test/unit/merge`), git holds, too, in whatever way two sides come together:
 * many transcripts in one commit, as git starts the driver for each.
 */
describe('random histories in git, merged by Emic', () => {
  const tools = new Folder();
  const emic = tools.file('emic.cjs');
  const runs = Math.max(1, Math.round(Number(process.env.EMIC_RUNS ?? 100) / 100));

  before(async function () {
    this.timeout(60_000);
    await bundleCli(emic);
  });
  after(() => tools.remove());

  const paths = (texts: readonly Versions[], side: keyof Versions): Record<string, string> =>
    Object.fromEntries(texts.map((text, i) => [`Mine studier/transcripts/${String(i)} ås.md`, text[side]]));
  const inRepository = (texts: readonly Versions[], work: (repository: Repository) => void): void => {
    const repository = new Repository(emic);
    try {
      repository.commit('Begin', { 'Mine studier/codebook.md': '# Kodebok\n', ...paths(texts, 'base') });
      assert.equal(repository.emic('merge', '--install', 'Mine studier').status, 0);
      repository.commit('Let Emic merge', {});
      work(repository);
    } finally {
      repository.folder.remove();
    }
  };
  /** Two branches, and what is done to bring them together. */
  const beside = (texts: readonly Versions[], ...words: readonly string[]): ((repository: Repository) => void) => {
    return (repository) => {
      repository.git('checkout', '-q', '-b', 'ola');
      repository.commit('Theirs', paths(texts, 'theirs'));
      repository.git('checkout', '-q', 'main');
      repository.commit('Ours', paths(texts, 'ours'));
      repository.try(...words);
    };
  };
  const there = (repository: Repository, i: number): string =>
    repository.folder.read(`Mine studier/transcripts/${String(i)} ås.md`);
  /** What the engine makes of it; undefined where git asks nobody. */
  const merged = ({ base, ours, theirs }: Versions): ReturnType<typeof mergeFiles> =>
    ours === base || theirs === base || ours === theirs ? undefined : mergeFiles('transcript', base, ours, theirs);
  const check = (texts: readonly Versions[], repository: Repository): number => {
    let asked = 0;
    texts.forEach((text, i) => {
      const wanted = merged(text);
      if (wanted === undefined) return;
      asked++;
      const found = there(repository, i);
      if (wanted.conflicts === 0) assert.equal(found, wanted.text);
      else assert.match(found, /^<{7} [^]*^={7}\r?$[^]*^>{7} /m);
    });
    return asked;
  };

  for (const [name, words] of [
    ['a merge', ['merge', '-q', '--no-edit', 'ola']],
    ['a cherry-pick', ['cherry-pick', 'ola']],
    ['a rebase', ['rebase', '-q', 'main', 'ola']],
  ] as const)
    it(`should come to what the engine comes to in ${name}`, () => {
      let asked = 0;
      fc.assert(
        fc.property(fc.array(versions, { minLength: 6, maxLength: 8 }), (texts) => {
          inRepository(texts, (repository) => {
            beside(texts, ...words)(repository);
            asked += check(texts, repository);
          });
        }),
        { numRuns: runs, endOnFailure: true },
      );
      assert.ok(asked > 0);
    });

  it('should come to what the engine comes to where a stash is taken back', () => {
    fc.assert(
      fc.property(fc.array(versions, { minLength: 6, maxLength: 8 }), (texts) => {
        inRepository(texts, (repository) => {
          repository.folder.write(paths(texts, 'theirs'));
          repository.git('stash', '-q');
          repository.commit('Ours', paths(texts, 'ours'));
          repository.try('stash', 'pop', '-q');
          check(texts, repository);
        });
      }),
      { numRuns: runs, endOnFailure: true },
    );
  });

  it('should lose no coding in a rebase of several commits, and say what is in question', () => {
    fc.assert(
      fc.property(fc.array(versions, { minLength: 6, maxLength: 8 }), (all) => {
        // Where the first commit is in question, git asks a person before it goes on.
        const texts = all.filter((text) => (merged(text)?.conflicts ?? 0) === 0);
        fc.pre(texts.length > 0);
        inRepository(texts, (repository) => {
          repository.git('checkout', '-q', '-b', 'ola');
          repository.commit('Theirs', paths(texts, 'theirs'));
          repository.commit('Later', paths(texts, 'later'));
          repository.git('checkout', '-q', 'main');
          repository.commit('Ours', paths(texts, 'ours'));
          repository.try('rebase', '-q', 'main', 'ola');
          texts.forEach((text, i) => {
            const { base, ours, theirs, later } = text;
            const first = merged(text)?.text ?? (ours === base ? theirs : ours);
            const wanted = mergeFiles('transcript', theirs, first, later);
            const found = there(repository, i);
            if (wanted?.conflicts === 0) assert.equal(found, wanted.text);
            else if (wanted !== undefined) assert.match(found, /^<{7} /m);
          });
        });
      }),
      { numRuns: runs, endOnFailure: true },
    );
  });
});
