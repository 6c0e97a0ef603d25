import assert from 'node:assert/strict';
import fc from 'fast-check';
import { followCodes } from '../../../src/core/merge/followCodes.js';
import { followingBetween } from '../../../src/core/merge/mergeCodebooks.js';
import { mergeFiles } from '../../../src/core/merge/mergeFiles.js';
import { renameId, renameName } from '../../../src/core/references/rename.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { studyOf } from '../study/studies.js';

const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 150) };
const codebook = '# Kodebok\n\n## Kostnad {#kostnad}\n\nPenger.\n\n## Tid\n\n## Tillit\n';

/** What notes and memos can say of codes, by an id, a name, or none. */
const spoken = fc.constantFrom(
  'Det er [[kostnad]] her.',
  '[[kostnad|dyrt]] og [[tid]]',
  '[[Kostnad]], [[Tid|tiden]]',
  '[dyrt](../codebook.md#kostnad)',
  '`[[kostnad]]` i kode',
  'kostnad',
  '[[kostnader]] og [[ukjent]]',
);
const about = fc.constantFrom(
  'about: kostnad',
  'about: [kostnad, tid]',
  'about: "[[kostnad]]"',
  'about: Kostnad',
  'about:\n  - tid\n  - transcripts/a.md',
  'title: kostnad',
);
const block = fc.constantFrom(
  'show: matrix\nrows: kostnad, tid\ncolumns: participants',
  'show: cooccurrence\ncodes: [kostnad, "tid"]',
  'show: matrix\nrows: codes\ncolumns: attr:role\nquery: kostnad and not tid',
  'query: Kostnad near:5 tillit',
  'show: matrix\nrows: themes > kostnad\ncolumns: codes',
  'show: nothing\ncodes: kostnad',
);
const note = fc
  .tuple(
    fc.option(about, { nil: undefined }),
    fc.array(
      fc.oneof(
        spoken,
        block.map((own) => `\`\`\`emic\n${own}\n\`\`\``),
      ),
    ),
  )
  .map(([front, parts]) => `${front === undefined ? '' : `---\n${front}\n---\n`}# Notat\n\n${parts.join('\n\n')}\n`);

describe('following codes that were renamed', () => {
  it('should change in what was written elsewhere what renaming changes in a study', () => {
    let changed = 0;
    fc.assert(
      fc.property(note, fc.constantFrom('memos/a.md', 'analysis/a.md'), fc.boolean(), (text, path, isNamed) => {
        const study = studyOf({ 'codebook.md': codebook, [path]: text });
        const result = isNamed ? renameName(study, 'tid', 'Lang tid') : renameId(study, 'kostnad', 'utgifter');
        assert.ok(result.kind === 'edits');
        const of = (file: string, source: string): string => applyEdits(source, result.edits.get(file) ?? []);
        const after = of('codebook.md', codebook);
        const following = followingBetween(codebook, after, codebook);
        assert.equal(following.renamed.size, 1);
        const followed = followCodes(text, { ...following, path });
        // A name gives way to the id, which no other code can have.
        const wanted = isNamed ? of(path, text).replaceAll(/(?<!"|title: )Lang tid/g, 'lang-tid') : of(path, text);
        assert.equal(followed, wanted);
        assert.equal(followCodes(followed, { ...following, path }), followed);
        if (followed !== text) changed++;
      }),
      runs,
    );
    assert.ok(changed > runs.numRuns / 10);
  });

  it('should follow whichever side renamed, in a merge of what both changed', () => {
    fc.assert(
      fc.property(note, fc.constantFrom('memos/a.md', 'analysis/a.md'), fc.boolean(), (text, path, isOurs) => {
        const after = codebook.replace('{#kostnad}', '{#utgifter}');
        const following = followingBetween(codebook, isOurs ? after : codebook, isOurs ? codebook : after);
        const renamed = followCodes(text, { ...following, path });
        const used = `${text}\nMer om [[kostnad]].\n`;
        const [ours, theirs] = isOurs ? [renamed, used] : [used, renamed];
        const merged = mergeFiles('transcript', text, ours, theirs, { ...following, path });
        assert.equal(merged?.text, followCodes(used, { ...following, path }));
        assert.equal(merged.conflicts, 0);
      }),
      runs,
    );
  });

  it('should leave what transcripts say, and follow in their memos', () => {
    const text = 'A1: [Ja]{#k1 .tid}[^memo-k1] [[kostnad]].\n\n[^memo-k1]: Som [[kostnad]], about: kostnad.\n';
    const renamed = new Map([['kostnad', 'utgifter']]);
    assert.equal(
      followCodes(text, { renamed, path: 'transcripts/a.md' }),
      text.replace('Som [[kostnad]]', 'Som [[utgifter]]'),
    );
  });

  it('should not take a name from a code that still has it', () => {
    const after = codebook.replace('{#kostnad}', '{#utgifter}');
    const { names } = followingBetween(codebook, after, codebook);
    assert.deepEqual([...names], []);
    const both = followingBetween(codebook, after.replace('## Kostnad', '## Utgifter'), codebook);
    assert.deepEqual([...both.names], [['kostnad', 'Kostnad']]);
    assert.equal(
      followCodes('---\nabout: Kostnad\n---\n[[Kostnad]]\n', { ...both, path: 'memos/a.md' }),
      '---\nabout: utgifter\n---\n[[utgifter]]\n',
    );
  });
});
