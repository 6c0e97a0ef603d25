import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Codebook } from '../../../src/core/codebook/codebook.js';
import { mergeCodebooks, renamesBetween } from '../../../src/core/merge/mergeCodebooks.js';
import { takeSide } from './sides.js';

const base = `---
emic: 1
title: Samskaping
language: nb
---
# Kodebok

## Barrierer {#barrierer .theme color="#d1495b"}

Det som står i veien.

### Kostnad {#kostnad}

Det koster penger.

### Tid {#tid}

Det tar tid.

## Gevinster {#gevinster .theme}
`;

function merged(before: string, ours: string, theirs: string): string {
  const result = mergeCodebooks(before, ours, theirs);
  assert.equal(result.conflicts, 0, result.text);
  assert.equal(mergeCodebooks(before, theirs, ours).text, result.text, 'the order of the sides has a say');
  return result.text;
}

describe('merging codebooks', () => {
  it('should take what each side changed of one heading, and both definitions’ words', () => {
    assert.equal(
      merged(
        base,
        base
          .replace('### Kostnad {#kostnad}', '### Kostnader {#kostnad color="#00f"}')
          .replace('koster', 'koster mange'),
        base
          .replace('{#kostnad}', '{#kostnad key=k}')
          .replace('Det tar tid', 'Det tar lang tid')
          .replace('penger.', 'penger nå.'),
      ),
      base
        .replace('### Kostnad {#kostnad}', '### Kostnader {#kostnad color="#00f" key=k}')
        .replace('koster penger', 'koster mange penger nå')
        .replace('tar tid', 'tar lang tid'),
    );
  });

  it('should have the codes that both put at one place, and settings of both', () => {
    const result = merged(
      base,
      base
        .replace('## Gevinster', '### Avstand {#avstand}\n\nLangt.\n\n## Gevinster')
        .replace('language: nb\n', 'language: nb\nguide: x\n'),
      base
        .replace('## Gevinster', '### Alder {#alder}\n\nGammel.\n\n## Gevinster')
        .replace('language: nb\n', 'language: nb\ninterviewers: [KN]\n'),
    );
    assert.deepEqual(
      Codebook.parse(result).codes.map(({ id, parent }) => `${parent ?? ''}/${id}`),
      ['/barrierer', 'barrierer/kostnad', 'barrierer/tid', 'barrierer/alder', 'barrierer/avstand', '/gevinster'],
    );
    assert.match(result, /language: nb\n(?:guide: x\ninterviewers: \[KN\]|interviewers: \[KN\]\nguide: x)\n---\n/);
  });

  it('should keep a code apart from what comes to stand below a file’s last', () => {
    const result = merged(base, `${base}\n### Ro {#ro}\n`, `${base}\n### Mot {#mot}\n\nTør.\n`);
    assert.match(result, /## Gevinster \{#gevinster \.theme\}\n\n### Mot \{#mot\}\n\nTør\.\n\n### Ro \{#ro\}\n$/);
  });

  it('should follow a code that was moved and changed', () => {
    const moved = `${base.replace('### Tid {#tid}\n\nDet tar tid.\n\n', '')}\n### Tid {#tid}\n\nDet tar tid.\n`;
    const result = Codebook.parse(merged(base, moved, base.replace('Det tar tid.', 'Det tar lang tid.')));
    assert.equal(result.get('tid')?.parent, 'gevinster');
    assert.equal(result.get('tid')?.definition, 'Det tar lang tid.');
  });

  it('should honour a code that was removed, and ask where the other changed it or put codes below it', () => {
    const without = base.replace('### Tid {#tid}\n\nDet tar tid.\n\n', '');
    assert.equal(merged(base, without, base.replace('koster', 'kostet')), without.replace('koster', 'kostet'));
    const changed = mergeCodebooks(base, without, base.replace('tar tid', 'tar lang tid'));
    assert.match(changed.text, /<<<<<<< ours\n=======\n### Tid \{#tid\}\n\nDet tar lang tid\.\n\n>>>>>>> theirs\n/);
    const below = mergeCodebooks(
      base,
      without,
      base.replace('Det tar tid.\n', 'Det tar tid.\n\n#### Ventetid {#ventetid}\n'),
    );
    assert.equal(below.conflicts, 1);
  });

  it('should put markers around the least where both changed one thing', () => {
    const result = mergeCodebooks(
      base,
      base.replace('### Tid', '### Tidsbruk'),
      base.replace('### Tid', '### Tidspress'),
      {
        ours: 'kari',
        theirs: 'ola',
      },
    );
    assert.equal(
      result.text,
      base.replace(
        '### Tid {#tid}\n',
        '<<<<<<< kari\n### Tidsbruk {#tid}\n=======\n### Tidspress {#tid}\n>>>>>>> ola\n',
      ),
    );
  });

  it('should find renamed codes, and let what speaks of them follow', () => {
    const renamed = base.replace('### Kostnad {#kostnad}', '### Utgifter {#utgifter}');
    const used = base.replace(
      '## Gevinster {#gevinster .theme}',
      '## Gevinster {#gevinster .theme}\n\n### Spart {#spart themes="kostnad tid"}',
    );
    assert.deepEqual([...renamesBetween(base, renamed, used)], [['kostnad', 'utgifter']]);
    assert.match(merged(base, renamed, used), /### Spart \{#spart themes="utgifter tid"\}/);
    const replaced = base.replace('### Kostnad {#kostnad}\n\nDet koster penger.', '### Mot {#mot}\n\nAt noen tør.');
    assert.deepEqual([...renamesBetween(base, replaced, base)], []);
    const both = renamesBetween(base, renamed, base.replace('{#kostnad}', '{#pris}'));
    assert.deepEqual([...both], []);
  });

  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const codebook = fc
    .uniqueArray(
      fc.record({
        id: fc.constantFrom(...ids),
        depth: fc.integer({ min: 2, max: 4 }),
        prose: fc.constantFrom('', 'En to tre.', 'En to.\n\nFire fem.'),
      }),
      { selector: ({ id }) => id, maxLength: 6 },
    )
    .map(
      (codes) =>
        `# K\n\n${codes.map(({ id, depth, prose }) => `${'#'.repeat(depth)} ${id.toUpperCase()} {#${id}}\n\n${prose && `${prose}\n\n`}`).join('')}`,
    );

  it('should keep every code that nobody removed, whatever the order of the sides', () => {
    fc.assert(
      fc.property(codebook, codebook, codebook, (before, ours, theirs) => {
        const result = mergeCodebooks(before, ours, theirs);
        const other = mergeCodebooks(before, theirs, ours);
        assert.equal(takeSide(other.text, 'theirs'), takeSide(result.text, 'ours'));
        assert.equal(takeSide(other.text, 'ours'), takeSide(result.text, 'theirs'));
        assert.deepEqual(mergeCodebooks(before, ours, ours).text, ours);
        const codes = (text: string): string[] => Codebook.parse(text).codes.map(({ id }) => id);
        const [was, a, b] = [codes(before), codes(ours), codes(theirs)];
        const there = codes(result.text);
        const renamed = new Set(renamesBetween(before, ours, theirs).keys());
        for (const id of [...a, ...b]) {
          if (!renamed.has(id) && (!was.includes(id) || (a.includes(id) && b.includes(id))))
            assert.ok(there.includes(id), id);
        }
      }),
      { numRuns: Number(process.env.EMIC_RUNS ?? 250) },
    );
  });
});
