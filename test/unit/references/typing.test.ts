import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { linkTypingAt, typingAt } from '../../../src/core/references/typing.js';
import { document } from '../documents.js';

/** What is typed at `|`: where, what, and what a choice would replace. */
function typed(marked: string): string {
  const at = marked.indexOf('|');
  const text = marked.slice(0, at) + marked.slice(at + 1);
  const found = typingAt(CodedText.parse(text), at);
  if (found === undefined) return 'nothing';
  const { where, what, key, isQuoted, start, end, others } = found;
  const value = `${isQuoted ? '"' : ''}${text.slice(start, end)}`;
  return [where, what, key, value, ...others].join(' ').replace(/ +$/, '').replace(/ {2,}/g, ' ');
}

describe('typing in a block', () => {
  it('should be a class after `{.` and after a further ` .`, also half-typed', () => {
    assert.equal(typed('Ja, [dyrt]{.|'), 'mark class');
    assert.equal(typed('Ja, [dyrt]{.|}'), 'mark class');
    assert.equal(typed('Ja, [dyrt]{.kos|'), 'mark class kos');
    assert.equal(typed('Ja, [dyrt]{.kos| og så videre.'), 'mark class kos');
    assert.equal(typed('Ja, [dyrt]{.k|os} og'), 'mark class kos');
    assert.equal(typed('Ja, [dyrt]{.tid .|'), 'mark class tid');
    assert.equal(typed('Ja, [dyrt]{.tid .kos| by=kn} og'), 'mark class kos tid');
    assert.equal(typed('Ja, [dyrt [tid]{.|}]{.b}'), 'mark class');
    assert.equal(typed('[]{#k1 .|'), 'mark class');
    assert.equal(typed('Linje\n[dyrt\nsagt]{.a\n.|} x\n\nNy'), 'mark class a');
  });

  it('should be a key, an id or a value', () => {
    assert.equal(typed('[x]{|}'), 'mark key');
    assert.equal(typed('[x]{.a |}'), 'mark key a');
    assert.equal(typed('[x]{.a st|}'), 'mark key st a');
    assert.equal(typed('[x]{.a #k|}'), 'mark id k a');
    assert.equal(typed('[x]{.a by=|}'), 'mark value by a');
    assert.equal(typed('[x]{.a by=k|n}'), 'mark value by kn a');
    assert.equal(typed('[x]{.a by="Kari N|'), 'mark value by "Kari N a');
    assert.equal(typed('[x]{.a by="Kari|" stance=x}'), 'mark value by "Kari a');
    assert.equal(typed('[x]{by=kn stance=|'), 'mark value stance');
  });

  it('should be the same in a heading’s block', () => {
    assert.equal(typed('## Kostnad {|}'), 'heading key');
    assert.equal(typed('## Kostnad {.|'), 'heading class');
    assert.equal(typed('## Kostnad {#kostnad parent=|}'), 'heading value parent');
    assert.equal(typed('## Kostnad {themes="verdi bar|"}'), 'heading value themes "bar verdi');
    assert.equal(typed('## Kostnad {themes="verdi |bar"}'), 'heading value themes "bar verdi');
    assert.equal(typed('## Kostnad {themes="verdi | bar"}'), 'heading value themes " verdi bar');
    assert.equal(typed('## Kostnad {themes=ver|'), 'heading value themes ver');
    assert.equal(typed('Før\n\n## Kostnad {.theme color=|\n\nEtter'), 'heading value color theme');
  });

  it('should not be where no block would be read', () => {
    for (const text of [
      'Ja, dyrt]{.|',
      'Ja {.|}',
      '`[dyrt]{.|}`',
      '```\n[dyrt]{.|}\n```\n',
      '![dyrt]{.|}',
      '[a][dyrt]{.|}',
      '[dyrt]{.a}|',
      '[dyrt]{.a|}'.replace('|}', '}|'),
      '[dyrt]|{.a}',
      '[dyrt] og {.|',
      '[x](y){.|}',
      '---\na: [x]{.|}\n---\n',
      'Ord\n\n[^memo-a]: [x]{.|}',
      '[x]{.a"|',
      '[dyrt]{.a\n\n.|}',
    ]) {
      assert.equal(typed(text), 'nothing', text);
    }
  });

  it('should be found wherever a mark stands, and replace what the mark says', () => {
    let found = 0;
    fc.assert(
      fc.property(document, (source) => {
        const text = CodedText.parse(source);
        for (const { block } of text.marks()) {
          for (const { kind, value, start, end } of block.entries) {
            if (kind !== 'class') continue;
            const typing = typingAt(text, end);
            assert.deepEqual(
              [typing?.where, typing?.what, typing?.start, typing?.end],
              ['mark', 'class', start + 1, end],
              value,
            );
            found++;
          }
        }
      }),
      { numRuns: Number(process.env.EMIC_RUNS ?? 250) },
    );
    assert.ok(found > 50, String(found));
  });
});

describe('typing a link', () => {
  const link = (marked: string): string | undefined => {
    const at = marked.indexOf('|');
    const line = marked.replace('|', '');
    const found = linkTypingAt(line, at);
    return found && `${line.slice(found.start, found.end)} ${found.closing}`;
  };

  it('should be what stands after `[[`', () => {
    assert.equal(link('Se [[|'), ' 0');
    assert.equal(link('Se [[kos|]]'), 'kos 2');
    assert.equal(link('Se [[kos|tnad]] og'), 'kostnad 2');
    assert.equal(link('Se [[kos| og [x]'), 'kos 0');
    assert.equal(link('[[a]] [[|]'), ' 1');
    for (const none of ['[|', '[[a]]|', '\\[[|', '[[a [b|', '![[|']) assert.equal(link(none), undefined, none);
  });
});
