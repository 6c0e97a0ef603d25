import assert from 'node:assert/strict';
import fc from 'fast-check';
import { writeAnnotations } from '../../../src/core/exchange/annotations/writeAnnotations.js';
import { cleanMarkdown } from '../../../src/core/exchange/export/cleanMarkdown.js';
import { codedPages } from '../../../src/core/exchange/export/codedPages.js';
import { writeSegments } from '../../../src/core/exchange/segments/writeSegments.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { Study } from '../../../src/core/study/study.js';
import { imported, passagesOf } from './support.js';

const codebook = '# Codes\n\n## Barriers {#barriers .theme}\n\n### Cost {#cost}\n\n## =Odd, "name" {#odd}\n';
const transcript = `---
title: Anna
---

**A1:** It was [[dear 😀]{.cost by=kn}]{#k1abc .odd stance=contra by="Ola N"}[^memo-k1abc] here.

**A1:** []{#r2def .barriers}First *this*.

Then [=that]{.odd}.[]{end=r2def}

[^memo-k1abc]: =SUM(A1), she *said*.
`;

function study(documents: Readonly<Record<string, string>>): Study {
  return Study.create({
    codebook,
    participants: undefined,
    documents: Object.entries(documents).map(([path, text]) => [path, CodedText.parse(text)] as const),
  });
}

/** What is coded, with all that both formats carry. */
function coded({ passages }: Study): readonly string[] {
  return passages
    .map(({ document, quote, codes, attributes, memo, id }) =>
      JSON.stringify([
        document,
        quote,
        [...codes].sort(),
        Object.entries(attributes).sort(),
        memo ?? null,
        id !== undefined && memo !== undefined ? id : null,
      ]),
    )
    .sort();
}

const one = study({ 'transcripts/A1.md': transcript });

describe('tables of coded segments', () => {
  it('should give a study back with its clean transcripts beside', async () => {
    const result = await imported({ 'p.csv': writeSegments(one), ...Object.fromEntries(cleanMarkdown(one)) });
    assert.ok(result);
    assert.deepEqual(coded(result.study), coded(one));
    assert.equal(result.study.codebook.get('cost')?.name, 'Cost');
    assert.equal(result.study.codebook.get('cost')?.parent, 'barriers');
    assert.equal(result.study.codebook.get('odd')?.name, '=Odd, "name"');
    assert.doesNotMatch(result.said, /broken/);
  });

  it('should run nothing in a spreadsheet', () => {
    for (const cell of [`'=that`, `"'=Odd, ""name"""`, `"'=SUM(A1), she *said*."`])
      assert.ok(writeSegments(one).includes(cell), cell);
  });

  it('should be read with Norwegian columns, by the words alone, with `;` between cells', async () => {
    const table =
      'Dokument;Kode;Sitat;Kodet av;Notat\nA1;Økonomi > Kostnad;det er dyrt;kn;Viktig\nA1;Vilje;ikke der;kn;\nB1;Vilje;bare her;;\n';
    const result = await imported({
      'utdrag.csv': table,
      'tekster/A1.txt': 'A1: Jo, det  er\ndyrt, det er 😀 dyrt.\n',
    });
    assert.ok(result);
    assert.deepEqual(passagesOf(result), ['det  er\n\ndyrt|kostnad|kn', 'bare her|vilje|']);
    assert.equal(result.study.codebook.get('kostnad')?.parent, 'økonomi');
    assert.match(result.said, /not in the text: ikke der/);
    assert.match(result.said, /B1: there is no file of this name; its text is made/);
  });

  it('should put rows of one place together, and say what has no place', async () => {
    const table =
      'document,begin,end,tags,weight\nA1.txt,0,3,One;Two,5\nA1.txt,0,3,Three,5\nA1.txt,90,95,Three,5\n,,,,\nA1.txt,0,3,,1\n';
    const result = await imported({ 'p.csv': table, 'A1.txt': 'Hei du\n' });
    assert.ok(result);
    assert.deepEqual(passagesOf(result), ['Hei|one two three|']);
    assert.match(result.said, /no place in a study: weight/);
    assert.match(result.said, /row 5 has no code/);
  });
});

describe('Web Annotations', () => {
  it('should give a study back with its clean transcripts beside', async () => {
    const written = writeAnnotations(one);
    assert.equal(written, writeAnnotations(study({ 'transcripts/A1.md': transcript })));
    const result = await imported({ 'p.jsonld': written, ...Object.fromEntries(cleanMarkdown(one)) });
    assert.ok(result);
    assert.deepEqual(coded(result.study), coded(one));
    assert.doesNotMatch(result.said, /broken/);
  });

  it('should count code points and say the words around', () => {
    const { first } = JSON.parse(writeAnnotations(study({ 'transcripts/a b.md': '😀😀 [x]{.cost} y\n' }))) as {
      first: { items: { target: unknown; body: unknown }[] };
    };
    assert.deepEqual(first.items[0]?.target, {
      source: 'transcripts/a%20b.md',
      selector: [
        { type: 'TextQuoteSelector', exact: 'x', prefix: '😀😀 ', suffix: ' y\n' },
        { type: 'TextPositionSelector', start: 3, end: 4 },
      ],
    });
  });

  it('should be read as others write them', async () => {
    const annotations = [
      {
        '@context': 'http://www.w3.org/ns/anno.jsonld',
        id: 'http://example.org/1',
        type: 'Annotation',
        creator: { name: 'Kari' },
        body: [
          { type: 'TextualBody', purpose: 'tagging', value: 'Cost' },
          { type: 'TextualBody', purpose: 'commenting', value: 'Hm' },
        ],
        target: {
          source: 'http://example.org/A1.txt',
          selector: { type: 'TextQuoteSelector', exact: 'dear', prefix: 'so ' },
        },
      },
      {
        type: 'Annotation',
        body: { type: 'TextualBody', value: 'No code' },
        target: { source: 'A1.txt', selector: [] },
      },
      {
        type: 'Annotation',
        motivation: 'tagging',
        bodyValue: 'Will',
        target: { source: 'A1.txt', selector: { type: 'SvgSelector' } },
      },
    ];
    const result = await imported({ 'a.json': JSON.stringify(annotations), 'A1.txt': 'My dear, it is so dear.\n' });
    assert.ok(result);
    const [passage] = result.study.passages;
    assert.ok(passage);
    assert.equal(passage.clean.start, result.study.transcripts[0]!.text.clean.lastIndexOf('dear'));
    assert.deepEqual([passage.attributes.by, passage.memo, passage.codes], ['Kari', 'Hm', ['cost']]);
    assert.match(result.said, /has no code and is left out: No code/);
    assert.match(result.said, /says no words and no place/);
  });
});

describe('exports that come back', () => {
  const words = fc.array(fc.constantFrom('ja', 'nei', '😀', 'å', '*sterkt*', '=x', '"q"', 'ja'), {
    minLength: 1,
    maxLength: 12,
  });
  it('should be the same study for any text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(words, fc.nat(11), fc.nat(11), fc.constantFrom('cost', 'odd')), {
          minLength: 1,
          maxLength: 6,
        }),
        async (paragraphs) => {
          const text = paragraphs
            .map(([parts, a, b, code]) => {
              const from = Math.min(a, b) % parts.length;
              const to = Math.max(from, Math.max(a, b) % parts.length);
              return [
                ...parts.slice(0, from),
                `[${parts.slice(from, to + 1).join(' ')}]{.${code}}`,
                ...parts.slice(to + 1),
              ].join(' ');
            })
            .join('\n\n');
          const made = study({ 'transcripts/T.md': `${text}\n` });
          const clean = Object.fromEntries(cleanMarkdown(made));
          for (const files of [{ 'p.csv': writeSegments(made) }, { 'p.jsonld': writeAnnotations(made) }]) {
            const result = await imported({ ...files, ...clean });
            assert.ok(result);
            assert.deepEqual(coded(result.study), coded(made));
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('coded pages', () => {
  it('should have an index that leads to each transcript', () => {
    const pages = codedPages(
      study({ 'transcripts/A1.md': transcript, 'transcripts/b/A1.md': 'Mer <script>alert(1)</script>.\n' }),
    );
    assert.deepEqual([...pages.keys()], ['index.html', 'A1.html', 'A1 2.html']);
    assert.match(pages.get('index.html') ?? '', /<a href="A1%202\.html">/);
    assert.doesNotMatch([...pages.values()].join(''), /<script/);
    assert.match(pages.get('A1.html') ?? '', /dear/);
  });
});
