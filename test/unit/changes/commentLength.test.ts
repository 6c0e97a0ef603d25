import assert from 'node:assert/strict';
import { changesMarkdown } from '../../../src/core/changes/changesMarkdown.js';
import { studyChanges } from '../../../src/core/changes/studyChanges.js';
import { studyOf } from '../study/studies.js';

const codebook = '## Trust {#trust}\n\n## Cost {#cost}\n';
const most = 65_536;

/** So many passages, of words that take more bytes than characters. */
function transcript(passages: number, code: string): string {
  const lines = Array.from({ length: passages }, (_, i) => `A1: [Så dyrt “${String(i)}” ${'å'.repeat(60)}]{.${code}}`);
  return `${lines.join('\n\n')}\n`;
}

function shown(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string {
  const [from, to] = [before, after].map((documents) => studyOf({ 'codebook.md': codebook, ...documents }));
  assert.ok(from !== undefined && to !== undefined);
  return changesMarkdown(studyChanges(from, to), { from: 'HEAD', to: 'files', by: 'document' });
}

const count = (text: string, words: string): number => text.split(words).length - 1;

describe('a coding diff that is longer than a comment may be', () => {
  const plain = (text: string): string => text.replace(/\[|\]\{[^}]*\}/g, '');

  it('should be cut between changes, say how many are left out, and where all of them are', () => {
    const coded = transcript(2000, 'trust');
    const told = shown({ 'transcripts/a.md': plain(coded) }, { 'transcripts/a.md': coded });
    assert.ok(Buffer.byteLength(told) < 60_000);
    assert.ok(Buffer.byteLength(told) > 50_000);
    const rows = told.match(/^- /gm)?.length ?? 0;
    assert.ok(rows > 100);
    assert.match(
      told,
      new RegExp(`too many for one comment: ${String(2000 - rows)}\\.\n\nAll of them: \`emic diff --format csv\`\n$`),
    );
    assert.equal(count(told, '<details>'), count(told, '</details>'));
  });

  it('should have every group whole that there is room for, and be shorter than a comment, however many there are', () => {
    const coded = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [
        `transcripts/${String(i)}.md`,
        transcript(6, i % 2 === 0 ? 'trust' : 'cost'),
      ]),
    );
    const bare = Object.fromEntries(Object.entries(coded).map(([path, text]) => [path, plain(text)]));
    const told = shown(bare, coded);
    assert.ok(told.length < most && Buffer.byteLength(told) < 60_000);
    assert.equal(count(told, '<details>'), count(told, '</details>'));
    const rows = told.match(/^- /gm)?.length ?? 0;
    assert.match(told, new RegExp(`too many for one comment: ${String(1800 - rows)}\\.`));
  });

  it('should say nothing of the kind where all of it has room', () => {
    const coded = transcript(20, 'trust');
    const told = shown({ 'transcripts/a.md': plain(coded) }, { 'transcripts/a.md': coded });
    assert.equal(told.match(/^- /gm)?.length, 20);
    assert.doesNotMatch(told, /left out|All of them/);
  });
});
