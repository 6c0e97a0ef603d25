import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { changesMarkdown } from '../../../src/core/changes/changesMarkdown.js';
import { fit } from '../../../src/core/changes/fitting.js';
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
    const rows = told.match(/^- \*\*/gm)?.length ?? 0;
    assert.ok(rows > 100);
    assert.match(
      told,
      new RegExp(
        `^- … and ${String(2000 - rows)} more\n\n</details>\n\n[^\n]*too many for one comment: ${String(2000 - rows)}\\.\n\nAll of them: \`emic diff --format csv\`\n$`,
        'm',
      ),
    );
    assert.equal(count(told, '<details>'), count(told, '</details>'));
  });

  it('should tell a few changes of as many groups as there is room for, and be shorter than a comment, however many there are', () => {
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
    const rows = told.match(/^- \*\*/gm)?.length ?? 0;
    const groups = count(told, '<details>');
    assert.ok(groups > 80, String(groups));
    assert.match(
      told,
      new RegExp(`too many for one comment: ${String(1800 - rows)}\\. Of ${String(300 - groups)} of the groups none`),
    );
    for (const group of told.split('<details>').slice(1)) assert.ok((group.match(/^- \*\*/gm)?.length ?? 0) >= 3);
  });

  it('should tell of small groups all, however much there is in another, and codings before words', () => {
    const long = Array.from({ length: 2000 }, (_, i) => `A1: Ord ${String(i)}, og mer.`).join('\n\n');
    const coded = transcript(20, 'trust');
    const told = shown(
      {
        'transcripts/a.md': `${long}\n\nA1: Dette er dyrt.\n`,
        'transcripts/b.md': plain(coded),
        'transcripts/c.md': plain(coded),
      },
      {
        'transcripts/a.md': `${long.replaceAll('og mer', 'og litt mindre')}\n\nA1: Dette er [dyrt]{.cost}.\n`,
        'transcripts/b.md': coded,
        'transcripts/c.md': coded,
      },
    );
    assert.ok(Buffer.byteLength(told) < 60_000);
    assert.equal(count(told, '*Trust*'), 40);
    assert.equal(count(told, '*Cost*'), 1);
    assert.match(told, /<code>transcripts\/a\.md<\/code> · 2001<\/summary>[^]*^- … and \d+ more$/m);
    assert.doesNotMatch(told, /none is told/);
  });

  it('should share out any room, and never more than there is', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            frame: fc.nat(50),
            lines: fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 12 }),
          }),
        ),
        fc.nat(2000),
        (parts, room) => {
          const fitted = parts.map(({ frame, lines }) => ({ frame, lines, order: lines.map((_, i) => i) }));
          const told = fit(fitted, room);
          const used = told.reduce(
            (sum, own, i) =>
              own.length === 0 ? sum : sum + parts[i]!.frame + own.reduce((all, at) => all + parts[i]!.lines[at]!, 0),
            0,
          );
          assert.ok(used <= room);
          const whole = parts.reduce((sum, { frame, lines }) => sum + frame + lines.reduce((a, b) => a + b, 0), 0);
          if (whole <= room) told.forEach((own, i) => assert.equal(own.length, parts[i]!.lines.length));
          for (const own of told)
            assert.deepEqual(
              own,
              [...new Set(own)].sort((a, b) => a - b),
            );
        },
      ),
    );
  });

  it('should say nothing of the kind where all of it has room', () => {
    const coded = transcript(20, 'trust');
    const told = shown({ 'transcripts/a.md': plain(coded) }, { 'transcripts/a.md': coded });
    assert.equal(told.match(/^- /gm)?.length, 20);
    assert.doesNotMatch(told, /left out|All of them/);
  });
});
