import assert from 'node:assert/strict';
import { defaultQuoting } from '../../../src/core/quoting/quoting.js';
import { Codebook } from '../../../src/core/codebook/codebook.js';
import { codeIdFromName, foldName, freeCodeId } from '../../../src/core/codebook/ids.js';
import type { Code } from '../../../src/core/codebook/types.js';
import { formatMessage } from '../../../src/core/text/message.js';
import { processorTime } from '../processorTime.js';

const example = `---
emic: 1
title: Samskaping i klynger
transcripts: transcripts/**/*.md
participants: deltakere.csv
interviewers: [Intervjuer]
language: nb
---
# Kodebok

Innledning.

## Barrierer {#barrierer .theme color="#d1495b"}

Det som står i veien for samskaping.

- og en *liste*

### Kostnad {#kostnad key=k}

### Høy terskel!

Setext
------

# Ny del {.category}
`;

function ids(codes: readonly Code[]): string[] {
  return codes.map(({ id }) => id);
}

/** What is wrong, `kind: the text of its place`. */
function problems(text: string): string[] {
  return Codebook.parse(text).problems.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

/** The tree, an id indented for each level. */
function tree(text: string): string[] {
  const codebook = Codebook.parse(text);
  const lines: string[] = [];
  const visit = (id: string): void => {
    const code = codebook.get(id)!;
    lines.push('  '.repeat(code.level) + id);
    code.children.forEach(visit);
  };
  for (const { id, parent } of codebook.codes) if (parent === undefined) visit(id);
  return lines;
}

describe('a codebook', () => {
  it('should hold the settings of the study', () => {
    assert.deepEqual(Codebook.parse(example).settings, {
      title: 'Samskaping i klynger',
      transcripts: ['transcripts/**/*.md'],
      participants: 'deltakere.csv',
      interviewers: ['Intervjuer'],
      language: 'nb',
      guide: new Map(),
      stances: new Map([['contra', 'o']]),
      memoKinds: ['observasjon', 'tolkning', 'funn', 'metode'],
      derived: new Map(),
      quotations: defaultQuoting,
    });
  });

  it('should have settings where it says nothing', () => {
    const codebook = Codebook.parse('# Kodebok\n');
    assert.deepEqual(codebook.settings, {
      title: undefined,
      transcripts: ['transcripts/**/*.md'],
      participants: 'participants.csv',
      interviewers: [],
      language: undefined,
      guide: new Map(),
      stances: new Map([['contra', 'o']]),
      memoKinds: ['observation', 'interpretation', 'finding', 'method'],
      derived: new Map(),
      quotations: defaultQuoting,
    });
    assert.equal(codebook.title, 'Kodebok');
    assert.deepEqual(codebook.problems, []);
  });

  it('should take one text for a list', () => {
    const { settings } = Codebook.parse('---\ntranscripts: [a/*.md, 7]\ninterviewers: Kari\n---\n');
    assert.deepEqual(settings.transcripts, ['a/*.md', '7']);
    assert.deepEqual(settings.interviewers, ['Kari']);
  });

  it('should report settings that it cannot use', () => {
    assert.deepEqual(problems('---\nparticipants: [a]\ninterviewers: {a: b}\n---\n# K'), [
      'front-matter: [a]',
      'front-matter: {a: b}',
    ]);
    assert.deepEqual(problems('---\ntitle: a: b\n---\n## K'), ['front-matter: a: b']);
  });

  it('should have its headings as codes, but for the title', () => {
    const { codes, title } = Codebook.parse(example);
    assert.equal(title, 'Samskaping i klynger');
    assert.deepEqual(
      codes.map(({ id, name, kind, parent, level }) => [id, name, kind, parent, level]),
      [
        ['barrierer', 'Barrierer', 'theme', undefined, 0],
        ['kostnad', 'Kostnad', 'code', 'barrierer', 1],
        ['høy-terskel', 'Høy terskel!', 'code', 'barrierer', 1],
        ['setext', 'Setext', 'code', undefined, 0],
        ['ny-del', 'Ny del', 'category', undefined, 0],
      ],
    );
  });

  it('should take a level-1 heading for the title only where it comes first', () => {
    assert.deepEqual(ids(Codebook.parse('Innledning\n\n# A').codes), ['a']);
    assert.deepEqual(ids(Codebook.parse('---\na: b\n---\n\n\n# A\n# B').codes), ['b']);
    assert.deepEqual(ids(Codebook.parse('## A\n# B').codes), ['a', 'b']);
  });

  it('should not take headings in quotes, lists and code', () => {
    assert.deepEqual(ids(Codebook.parse('> ## A\n\n- ## B\n\n```\n## C\n```\n\n## D').codes), ['d']);
  });

  it('should know where its codes stand', () => {
    const { codes } = Codebook.parse(example);
    const [barrierer, kostnad, , setext, last] = codes.map(({ heading, entry }) => [
      example.slice(heading.start, heading.end),
      example.slice(entry.start, entry.end),
    ]);
    assert.deepEqual(kostnad, ['### Kostnad {#kostnad key=k}', '### Kostnad {#kostnad key=k}\n\n']);
    assert.deepEqual(setext, ['Setext\n------', 'Setext\n------\n\n']);
    assert.deepEqual(last, ['# Ny del {.category}', '# Ny del {.category}\n']);
    assert.match(barrierer?.[1] ?? '', /^## Barrierer[^]*en \*liste\*\n\n$/);
  });

  it('should have the prose under a heading as its definition', () => {
    const definition = 'Det som står i veien for samskaping.\n\n- og en *liste*';
    assert.equal(Codebook.parse(example).get('barrierer')?.definition, definition);
    assert.equal(Codebook.parse(example.replaceAll('\n', '\r\n')).get('barrierer')?.definition, definition);
    assert.equal(Codebook.parse(example).get('kostnad')?.definition, '');
  });

  it('should not be changed by marks', () => {
    const { codes } = Codebook.parse('## [Kostnad]{.x}\n\nDet [som]{.x} koster[^memo-a].\n\n[^memo-a]: Notat\n');
    assert.equal(codes[0]?.name, 'Kostnad');
    assert.equal(codes[0].definition, 'Det som koster.');
  });

  it('should let colours come down the tree', () => {
    const { codes } = Codebook.parse('## A {color="#abc"}\n### B\n#### C {color=#112233}\n##### D\n## E');
    assert.deepEqual(
      codes.map(({ color, ownColor }) => [color, ownColor]),
      [
        ['#abc', '#abc'],
        ['#abc', undefined],
        ['#112233', '#112233'],
        ['#112233', undefined],
        [undefined, undefined],
      ],
    );
  });

  it('should report colours that are none, and do without', () => {
    const text = '## A {color="#abc"}\n### B {color=red;}';
    assert.deepEqual(problems(text), ['bad-color: ### B {color=red;}']);
    assert.equal(Codebook.parse(text).get('b')?.color, '#abc');
  });

  it('should let the first of two equal ids hold', () => {
    const text = '## A {#x}\n### B {#x}\n#### C\n## D {#c}';
    assert.deepEqual(tree(text), ['x', '  c']);
    assert.deepEqual(problems(text), ['duplicate-code: ### B {#x}', 'duplicate-code: ## D {#c}']);
  });

  it('should call a code by its id where nothing of its heading is read', () => {
    const { codes } = Codebook.parse('## <img src=x onerror=alert(1)> {#bilde}\n\n## {#tom}\n\n## A <b>b</b> {#c}\n');
    assert.deepEqual(
      codes.map(({ id, name }) => `${id}: ${name}`),
      ['bilde: bilde', 'tom: tom', 'c: A b'],
    );
  });

  it('should report headings that make no code, and go on below them', () => {
    assert.deepEqual(problems('## A\n### ???\n#### B'), ['no-id: ### ???']);
    assert.deepEqual(tree('## A\n### ???\n#### B'), ['a', '  b']);
  });

  it('should put a code under the parent that it names', () => {
    assert.deepEqual(tree('## A\n### B {parent=c}\n#### D\n## C\n### E'), ['a', 'c', '  b', '    d', '  e']);
  });

  it('should report parents that are not there', () => {
    assert.deepEqual(problems('## A\n### B {parent=c}'), ['unknown-parent: ### B {parent=c}']);
    assert.deepEqual(tree('## A\n### B {parent=c}'), ['a', '  b']);
  });

  it('should break loops of parents at the last that names one', () => {
    assert.deepEqual(problems('## A {parent=a}'), ['parent-loop: ## A {parent=a}']);
    assert.deepEqual(problems('## A {parent=c}\n### B\n#### C'), ['parent-loop: ## A {parent=c}']);
    const text = '## A {parent=b}\n## B {parent=c}\n## C {parent=a}\n## D {parent=a}';
    assert.deepEqual(problems(text), ['parent-loop: ## C {parent=a}']);
    assert.deepEqual(tree(text), ['c', '  b', '    a', '      d']);
  });

  it('should not take for a loop what is none in the end', () => {
    const text = '## X {parent=y}\n### Y {parent=z}\n## Z';
    assert.deepEqual(problems(text), []);
    assert.deepEqual(tree(text), ['z', '  y', '    x']);
  });

  it('should know further themes', () => {
    const text = '## T {.theme}\n### U\n## K {themes="t u"}\n### L\n## M {themes=k}\n## N';
    const codebook = Codebook.parse(text);
    assert.deepEqual(codebook.get('k')?.themes, ['t', 'u']);
    assert.deepEqual(ids(codebook.descendants('t')), ['u']);
    assert.deepEqual(ids(codebook.supports('t')), ['u', 'k', 'l', 'm']);
    assert.deepEqual(ids(codebook.supports('k')), ['l', 'm']);
    assert.deepEqual(ids(codebook.supports('n')), []);
    assert.deepEqual(ids(codebook.supports('none')), []);
  });

  it('should report themes that are not there, and loops of themes', () => {
    assert.deepEqual(problems('## A {themes="b c"}\n## B {themes=a}'), [
      'unknown-theme: ## A {themes="b c"}',
      'theme-loop: ## B {themes=a}',
    ]);
    assert.deepEqual(problems('## A {themes=a}'), ['theme-loop: ## A {themes=a}']);
    assert.deepEqual(problems('## A {themes=b}\n### B'), ['theme-loop: ## A {themes=b}']);
    assert.deepEqual(problems('## A\n### B {themes=a}'), []);
  });

  it('should report codes that are easily taken for one another', () => {
    assert.deepEqual(problems('## Målgruppe\n## Malgruppe'), ['similar-codes: ## Malgruppe']);
    assert.deepEqual(problems('## A {#tillit}\n## B {#Tillit}'), ['similar-codes: ## B {#Tillit}']);
    assert.deepEqual(problems('## Tillit {#a}\n## tillit {#b}'), ['similar-codes: ## tillit {#b}']);
    assert.deepEqual(problems('## A\n### Annet {#a1}\n## B\n### Annet {#b1}'), []);
  });

  it('should report a key that two codes have', () => {
    assert.deepEqual(problems('## A {key=k}\n## B {key=k}\n## C {key=K}'), ['duplicate-key: ## B {key=k}']);
  });

  it('should speak in sentences', () => {
    const text =
      '---\nparticipants: []\n---\n## A {#x color=1 key=k parent=x}\n## B {#x}\n## ??\n## X {themes="x a" key=k parent=b}';
    const { problems: found } = Codebook.parse(text);
    assert.ok(found.length >= 6);
    for (const { message } of found) assert.doesNotMatch(formatMessage(message), /\{\d\}|undefined/);
  });

  it('should be read in time that grows with it, whatever it holds', () => {
    const loops = Array.from(
      { length: 2000 },
      (_, i) => `## C${i} {parent=c${(i + 1) % 2000} themes=c${(i + 7) % 2000}}`,
    );
    const took = processorTime(() => Codebook.parse(loops.join('\n\n')));
    assert.ok(took < 30_000, `${took} ms`);
  });
});

describe('the id of a code', () => {
  const cases: [name: string, id: string][] = [
    ['Kostnad', 'kostnad'],
    ['Høy kostnad!', 'høy-kostnad'],
    ['  2. Å være -- til_stede ', 'å-være-til-stede'],
    ['A\u030apen dør', 'åpen-dør'],
    ['IV/2', 'iv-2'],
    ['Доверие и риск', 'доверие-и-риск'],
    ['İstanbul', 'i-stanbul'],
    ['2024', ''],
    ['???', ''],
  ];
  for (const [name, id] of cases) {
    it(`should be ${JSON.stringify(id)} for ${JSON.stringify(name)}`, () => assert.equal(codeIdFromName(name), id));
  }

  it('should be made free by a number', () => {
    const taken = new Set(['a', 'a-2']);
    const isTaken = (id: string): boolean => taken.has(id);
    assert.equal(freeCodeId('a', isTaken), 'a-3');
    assert.equal(freeCodeId('b', isTaken), 'b');
  });

  it('should be compared without case and accents', () => {
    assert.equal(foldName('Målgruppe'), foldName('malGRUPPE'));
    assert.notEqual(foldName('ø'), foldName('o'));
  });
});
