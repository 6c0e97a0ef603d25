import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTable } from 'micromark-extension-gfm-table';
import { escapeInline, escapeText, link, quoteBlock, table } from '../../../src/core/queries/render/markdownText.js';
import {
  passagesCsv,
  passagesJson,
  passagesJsonLines,
  passagesMarkdown,
} from '../../../src/core/queries/render/passageTables.js';
import { linkInStudy } from '../../../src/core/queries/render/quotations.js';
import { summaryMarkdown } from '../../../src/core/analysis/summary/summaryMarkdown.js';
import { summarize } from '../../../src/core/queries/themeSummary.js';
import { buildIndex } from '../../../src/core/study/codeIndex.js';
import { expected, readFiles, samskaping, studyOf } from '../study/studies.js';

const runs = Number(process.env.EMIC_RUNS ?? 400);

/** Markdown as VS Code's preview reads it. */
function parse(markdown: string): Root {
  return fromMarkdown(markdown, {
    extensions: [gfmTable(), gfmStrikethrough(), gfmFootnote()],
    mdastExtensions: [gfmTableFromMarkdown(), gfmStrikethroughFromMarkdown(), gfmFootnoteFromMarkdown()],
  });
}

/** What a reader sees of paragraphs, and the kinds of all other nodes. */
function seen(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'root') return node.children.map(seen).join('\n\n');
  if (node.type === 'paragraph') return node.children.map(seen).join('');
  return `<${node.type}>`;
}

const signs = [
  ...'*_`[]()<>#+-=.!|~^$&\\:;/{}"\'0123456789 \n\tab'.split(''),
  '\n\n',
  '    ',
  'å',
  '😀',
  '&amp;',
  '<b>',
  '[^1]',
  '1. ',
  '- ',
  '---',
  '![',
  '~~',
];
const text = fc.array(fc.constantFrom(...signs), { maxLength: 24 }).map((parts) => parts.join(''));

/** Text without what no reader sees: white space around lines, empty lines at the ends, more than one between paragraphs. */
function plain(words: string): string {
  const lines = words.split('\n').map((line) => line.trim());
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

describe('text put into Markdown', () => {
  it('should stay text', () => {
    fc.assert(
      fc.property(text, (words) => assert.equal(seen(parse(escapeText(words))), plain(words))),
      { numRuns: runs * 5 },
    );
  });

  it('should stay text in a quote', () => {
    fc.assert(
      fc.property(text, (words) => {
        const [quote] = parse(quoteBlock(escapeText(words))).children;
        const inside = quote?.type === 'blockquote' ? quote.children.map(seen).join('\n\n') : '';
        assert.equal(inside, plain(words));
      }),
      { numRuns: runs },
    );
  });

  it('should stay one line in a heading and a link', () => {
    fc.assert(
      fc.property(text, (words) => {
        const line = words.replace(/\s+/g, ' ').trim();
        const [heading] = parse(`# ${escapeInline(words)}`).children;
        assert.equal(heading?.type === 'heading' ? heading.children.map(seen).join('') : undefined, line);
        const [paragraph] = parse(`a ${link(words, 'x (1)>.md')}`).children;
        const found = paragraph?.type === 'paragraph' ? paragraph.children[1] : undefined;
        assert.ok(found?.type === 'link');
        assert.deepEqual([found.children.map(seen).join(''), found.url], [line, 'x (1)%3E.md']);
      }),
      { numRuns: runs },
    );
  });

  it('should stay in its cell of a table', () => {
    fc.assert(
      fc.property(text, (words) => {
        const [found] = parse(table(['a', 'b'], [[escapeInline(words), 'c']], ['left', 'right'])).children;
        assert.ok(found?.type === 'table');
        const cells = found.children[1]?.children.map(({ children }) => children.map(seen).join(''));
        assert.deepEqual(cells, [words.replace(/\s+/g, ' ').trim(), 'c']);
      }),
      { numRuns: runs },
    );
  });

  it('should be left alone where signs mean nothing', () => {
    const words = 'Ja, det (67 %) ble dyrt – 5.000 kr! snake_case #1 a/b: "x" + y = z - w {k}';
    assert.equal(escapeText(words), words);
  });
});

describe('a theme’s summary', () => {
  const study = studyOf(readFiles(samskaping));

  it('should be what was worked out by hand', () => {
    assert.equal(
      summaryMarkdown(study, summarize(study, 'barrierer'), linkInStudy(study)),
      expected('summary-barrierer.md'),
    );
  });

  it('should name who is missing', () => {
    const { present, missing, withoutTranscript } = summarize(study, 'ord');
    const ids = [present, missing, withoutTranscript].map((people) => people.map(({ id }) => id));
    assert.deepEqual(ids, [['A3'], ['A1', 'A2'], ['A4']]);
  });

  it('should show each passage once, with the first of its codes', () => {
    const { count, codes } = summarize(study, 'barrierer');
    assert.equal(
      codes.reduce((sum, { passages }) => sum + passages.length, 0),
      count.passages,
    );
  });

  it('should show how deep codes stand, those that support a theme from elsewhere too', () => {
    const other = studyOf({
      'codebook.md':
        '## T {#t .theme}\n\n### A {#a}\n\n#### B {#b}\n\n## U {#u}\n\n### C {#c themes=t}\n\n#### D {#d}\n',
    });
    assert.deepEqual(
      summarize(other, 't').codes.map(({ id, level }) => [id, level]),
      [
        ['t', 0],
        ['a', 1],
        ['b', 2],
        ['c', 1],
        ['d', 2],
      ],
    );
  });

  it('should speak of a code that the codebook lacks, and of one without passages', () => {
    const uncatalogued = summaryMarkdown(study, summarize(study, 'Ordhold'), () => undefined);
    assert.match(uncatalogued, /^# Ordhold\n\nDenne koden står ikke i kodeboka\.\n\n- Utdrag: 1\n/);
    const empty = studyOf({ 'codebook.md': '## A\n', 'participants.csv': 'id\nA1\n' });
    assert.equal(
      summaryMarkdown(empty, summarize(empty, 'a'), () => undefined),
      '# A\n\n- Passages: 0\n- Documents: 0\n- Participants: 0 of 0\n- Without a transcript: A1\n',
    );
  });

  it('should quote as the study says', () => {
    const quoting = 'quotations: {style: guillemets, attribution: "{participant} in {document}", questions: omit}';
    const files = {
      'codebook.md': `---\ninterviewers: [I]\n${quoting}\n---\n## A\n`,
      'transcripts/x.md': '**P1:** [It was "dear"]{.a stance=contra}.\n',
    };
    const other = studyOf(files);
    const summary = summaryMarkdown(other, summarize(other, 'a'), ({ document }) => document);
    assert.match(summary, /\n«It was ‘dear’» — P1 in \[x\]\(<transcripts\/x\.md>\)\n$/);
  });

  it('should speak the study’s language', () => {
    for (const [language, heading] of [
      ['nb', 'Koder'],
      ['nn-NO', 'Koder'],
      ['no', 'Koder'],
      ['en', 'Codes'],
      ['de', 'Codes'],
      ['null', 'Codes'],
    ]) {
      const other = studyOf({ 'codebook.md': `---\nlanguage: ${language}\n---\n## A\n\n### B\n` });
      assert.match(
        summaryMarkdown(other, summarize(other, 'a'), () => undefined),
        new RegExp(`^## ${heading}$`, 'm'),
      );
    }
  });

  it('should link each quotation as it is told to', () => {
    const summary = summaryMarkdown(
      study,
      summarize(study, 'tid'),
      ({ document, clean }) => `emic:${document}?${clean.start}`,
    );
    assert.match(summary, /\[Intervju A1\]\(<emic:transcripts\/a1\.md\?173>\)/);
    const strange = studyOf({ 'codebook.md': '## A\n', 'transcripts/a #1 (ny)?.md': '\n\n[b]{.a}\n' });
    const [passage] = strange.passages;
    assert.equal(linkInStudy(strange)(passage!), 'transcripts/a%20%231%20(ny)%3F.md#L3');
  });
});

describe('passages as a file', () => {
  const study = studyOf(readFiles(samskaping));
  const passages = study.passagesOf('tillit', { aggregate: true });

  it('should be Markdown that was worked out by hand', () => {
    assert.equal(passagesMarkdown(study, passages, linkInStudy(study)), expected('passages-tillit.md'));
  });

  it('should be the index’s objects as JSON and as JSON Lines', async () => {
    const index = await buildIndex(study);
    assert.deepEqual(JSON.parse(passagesJson(study, study.passages)), index.passages);
    const lines = passagesJsonLines(study, study.passages).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line) as unknown),
      index.passages,
    );
    assert.deepEqual([passagesJson(study, []), passagesJsonLines(study, [])], ['[]\n', '']);
  });

  it('should be CSV, with the lines of a quotation kept', () => {
    const csv = passagesCsv(study, passages);
    assert.match(csv, /^document,id,codes,quote,speakers,participants,time,section,attributes,memo,startLine,/);
    assert.ok(
      csv.includes('transcripts/a1.md,t1,tid,lang tid,A1,A1,00:01:05,start,,Hun nøler her.,12,58,12,66,173,181\n'),
    );
    assert.ok(csv.includes('"Vi stolte på ham.\n\n**A3:** Ja, det gjorde vi.",A2; A3,A2; A3,'));
  });
});
