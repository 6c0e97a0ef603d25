import assert from 'node:assert/strict';
import { transcriptFolders, transcriptMatcher } from '../../../src/core/study/transcriptFiles.js';

describe('the transcripts of a study', () => {
  const matching = (globs: readonly string[], paths: readonly string[]): readonly string[] =>
    paths.filter(transcriptMatcher(globs));

  it('should be found by a glob', () => {
    const paths = [
      'transcripts/a.md',
      'transcripts/x/b.md',
      'transcripts/a.txt',
      'memos/a.md',
      'a.md',
      'transcripts/.a.md',
    ];
    assert.deepEqual(matching(['transcripts/**/*.md'], paths), ['transcripts/a.md', 'transcripts/x/b.md']);
  });
  it('should be found by several, but for those that one takes out', () => {
    const paths = ['a/1.md', 'b/1.md', 'a/draft/1.md', 'a/draft/.x/1.md'];
    assert.deepEqual(matching(['a/**/*.md', 'b/*.md', '!a/draft/**'], paths), ['a/1.md', 'b/1.md']);
  });
  it('should be found by braces and by an initial ./', () => {
    assert.deepEqual(matching(['./{a,b}/*.{md,markdown}'], ['a/1.md', 'b/1.markdown', 'c/1.md']), [
      'a/1.md',
      'b/1.markdown',
    ]);
  });
  it('should be found however a file system spells letters', () => {
    assert.deepEqual(matching(['a\u030a/*.md'], ['\u00e5/1.md', 'a\u030a/2.md']), ['\u00e5/1.md', 'a\u030a/2.md']);
  });
  it('should never be the codebook, nor what packages and git hold', () => {
    assert.deepEqual(matching(['**/*.md'], ['codebook.md', 'a.md', 'node_modules/x/README.md', 'x/codebook.md']), [
      'a.md',
      'x/codebook.md',
    ]);
  });
  it('should be none where there is no glob', () => {
    assert.deepEqual(matching([], ['a.md']), []);
    // As somebody types one.
    for (const glob of ['', '/', './', '!', ' ', 'a'.repeat(70_000)]) {
      assert.deepEqual(matching([glob], ['a.md']), []);
      assert.deepEqual(matching([glob, 'b.md', `!${glob}`], ['a.md', 'b.md']), ['b.md']);
      assert.deepEqual(transcriptFolders([glob]), []);
    }
  });

  it('should be looked for no wider than need be', () => {
    assert.deepEqual(transcriptFolders(['transcripts/**/*.md']), ['transcripts']);
    assert.deepEqual(transcriptFolders(['a/*.md', 'a/b/*.md', 'c/d.md', '!e/**']), ['a', 'c']);
    assert.deepEqual(transcriptFolders(['**/*.md', 'a/*.md']), ['']);
    assert.deepEqual(transcriptFolders(['one.md']), ['']);
    assert.deepEqual(transcriptFolders(['../elsewhere/*.md']), []);
  });
});
