import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { Codebook } from '../../src/core/codebook/codebook.js';
import { assignColors } from '../../src/core/colors/codeColors.js';
import { CodedText } from '../../src/core/markdown/codedText.js';
import { printableTranscript } from '../../src/core/print/printable.js';
import { Transcript } from '../../src/core/transcript/transcript.js';
import { eachWindow, scratchFiles } from './harness/index.js';

const axe = fs.readFileSync(createRequire(path.resolve('package.json')).resolve('axe-core/axe.min.js'), 'utf8');

/** The width of A4 between the margins of the style sheet, in CSS pixels. */
const paper = 695;

const people = { participants: ['A1', 'B1'], interviewers: ['Intervjuer', 'Interviewer'] };

interface Drawn {
  readonly number: string;
  readonly stripe: number;
  readonly top: number;
  readonly bottom: number;
}

/** What axe-core finds wrong on the screen; it cannot see through the lines under the words. */
async function violations(page: Page, colorScheme: 'light' | 'dark'): Promise<readonly string[]> {
  await page.emulateMedia({ media: 'screen', colorScheme });
  await page.evaluate(axe);
  const { wrong, passed } = await page.evaluate(async () => {
    for (const { style } of document.querySelectorAll<HTMLElement>('.coded')) style.backgroundImage = 'none';
    const { axe: tool } = globalThis as unknown as { axe: { run: (what: object) => Promise<AxeResults> } };
    const found = await tool.run(document);
    return {
      wrong: found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`)),
      passed: found.passes.map(({ id }) => id),
    };
  });
  assert.ok(passed.includes('color-contrast'), 'nothing was looked at');
  return wrong;
}

describe('a printed transcript on paper and on the screen', () => {
  const open = eachWindow(() => ({ folder: scratchFiles({ 'codebook.md': '# Codes\n' }) }));

  for (const [name, scheme] of [
    ['A1-fjordnes', 'light'],
    ['B1-harrowdale', 'dark'],
  ] as const) {
    it(`should have every stripe, and its names beside it and on no others: ${name}`, async () => {
      const codebook = Codebook.parse(fs.readFileSync('media/sample-study/codebook.md', 'utf8'));
      const text = CodedText.parse(fs.readFileSync(`media/sample-study/transcripts/${name}.md`, 'utf8'));
      const html = printableTranscript(new Transcript(`transcripts/${name}.md`, text, people), {
        codebook,
        colors: assignColors(codebook.codes, 'theme'),
        coding: { isShown: () => true, byCoder: true, words: '' },
      });
      const page = await open().page.context().newPage();
      await page.setViewportSize({ width: paper, height: 1000 });
      await page.emulateMedia({ media: 'print' });
      await page.setContent(html);
      const { width, drawn } = await page.evaluate(() => {
        const numberIn = (element: Element, pattern: RegExp): string =>
          pattern.exec(element.getAttribute('style') ?? '')?.[1] ?? '';
        const stripes = new Map(
          [...document.querySelectorAll('.bar')].map((bar) => [
            numberIn(bar, /anchor\(--s(\d+) top\)/),
            bar.getBoundingClientRect(),
          ]),
        );
        return {
          width: document.documentElement.scrollWidth,
          drawn: [...document.querySelectorAll('.note')].map((note) => {
            const number = numberIn(note, /--n(\d+)/);
            const { top, bottom } = note.getBoundingClientRect();
            const stripe = stripes.get(number);
            return { number, stripe: stripe === undefined || stripe.height < 8 ? NaN : stripe.top, top, bottom };
          }),
        };
      });
      const wrong = await violations(page, scheme);
      await page.close();
      assert.deepEqual(wrong, []);
      assert.ok(width <= paper, `wider than the paper: ${String(width)}`);
      assert.equal(drawn.length, text.passages.length);
      const sorted: readonly Drawn[] = [...drawn].sort((a, b) => a.top - b.top);
      let before = -Infinity;
      for (const { number, stripe, top, bottom } of sorted) {
        const said = `passage ${number}: stripe ${String(stripe)}, names ${String(top)} to ${String(bottom)}, above ${String(before)}`;
        assert.ok(bottom > top && top >= before - 1, said);
        // Level with where its stripe begins; lower only where others' names stand there already.
        assert.ok(top > stripe - 8, said);
        assert.ok(top < stripe + 12 || top < before + 30, said);
        before = bottom;
      }
    });
  }
});
