import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { FrameLocator } from 'playwright-core';
import { eachWindow, scratchFiles } from './harness/index.js';

const axe = fs.readFileSync(createRequire(path.resolve('package.json')).resolve('axe-core/axe.min.js'), 'utf8');

/** Themes, and what a page is told that they are. */
const themes = [
  ['Default Light Modern', 'vscode-light'],
  ['Default Dark Modern', 'vscode-dark'],
  ['Default High Contrast', 'vscode-high-contrast'],
  ['Default High Contrast Light', 'vscode-high-contrast-light'],
] as const;

/** One of everything that a page can show. */
const files = {
  'codebook.md': `---
interviewers: [Interviewer]
---
# Codebook

## Value {#value}

### Cost {#cost}

### Pride {#pride}

## Trust {#trust}

### Breach {#breach}

### Word {#word}

## Work {#work}

### Pace {#pace}

### Metrics {#metrics}
`,
  'transcripts/anna.md': `# Interview with Anna

## How it began

**Interviewer** [00:00:12]: Could you tell me *how* it began?

**A1** [00:00:31]: It was the [dairy that closed]{#p1 .pace .word by=Kari}[^memo-p1], and we heard of it [in [a letter]{.breach stance=contra by=Ola} of two lines]{.trust by=Ola}. See [the article](https://example.org/article).

The [milk]{.cost}, [the tank]{.pride}, [the road]{.pace}, [the goats]{.metrics}, [the money]{.nowhere}, [the letter]{.breach}, [the day]{.word}, [the bank]{.trust}, [the end]{.pace} and [the start]{.work} were all there.

[]{#r1 .trust}She called one evening.

- one thing
- [another thing]{.pride}

> They said that we would never do it.

[]{end=r1}

| what | how much |
|---|---:|
| cheese | [20 kilos]{.metrics} |

**Interviewer**: And then?

**A1**: Then we \`sold\` it ~~alone~~ together[^1].

[^1]: A note of the one who wrote this down.

[^memo-p1]: The origin story is told as a joke, with the neighbour as the one who calls. Three others tell it in the same way, and each of them gives another date. Ask again.
`,
};

describe('the pages of Emic and those who cannot see them', () => {
  let folder = '';
  const open = eachWindow(() => ({ folder: (folder = scratchFiles(files)), theme: themes[0][0] }));

  async function setTheme(page: FrameLocator, theme: string, kind: string): Promise<void> {
    const body = page.locator(`body[data-vscode-theme-kind="${kind}"]`);
    let tries = 0;
    // VS Code may have missed that the file is another.
    await open().until(theme, () => {
      const settings = JSON.stringify({ 'workbench.colorTheme': theme, 'emic.flow': tries++ });
      fs.writeFileSync(path.join(folder, '.vscode/settings.json'), settings);
      return body.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
    });
  }

  /** What axe-core finds wrong; what it cannot see through (lines under words, curves in the margin) is put aside before it looks. */
  async function violations(page: FrameLocator): Promise<readonly string[]> {
    const body = await page.locator('body').elementHandle();
    const frame = await body.ownerFrame();
    assert.ok(frame);
    await frame.evaluate(axe);
    const found = await frame.evaluate(async () => {
      const hidden = [...document.querySelectorAll<HTMLElement>('.coded, .leaders')].map((element) => element.style);
      for (const style of hidden) style.setProperty('background-image', 'none');
      document.querySelectorAll<SVGElement>('.leaders').forEach(({ style }) => style.setProperty('display', 'none'));
      const { axe: tool } = globalThis as unknown as { axe: { run: (what: object) => Promise<AxeResults> } };
      const { violations: wrong, passes } = await tool.run(document);
      for (const style of hidden) style.removeProperty('background-image');
      document.querySelectorAll<SVGElement>('.leaders').forEach(({ style }) => style.removeProperty('display'));
      return {
        wrong: wrong.flatMap(({ id, nodes }) =>
          nodes.map(({ html, any }) => `${id}: ${html.slice(0, 200)} ${any.map(({ message }) => message).join(' ')}`),
        ),
        passed: passes.map(({ id }) => id),
      };
    });
    // It has looked at what there is.
    assert.ok(found.passed.includes('color-contrast'), 'nothing was looked at');
    return found.wrong;
  }

  it('should have nothing that axe-core objects to, in any theme, whatever is open', async () => {
    const window = open();
    await window.openFile('transcripts/anna.md');
    await window.runCommand('Emic: Open Coding View');
    const page = await window.webview();
    await page.locator('.more', { hasText: 'more' }).first().waitFor();
    // Names that are shown can be folded again.
    const more = page.locator('.more:not([hidden])').first();
    await more.click();
    await page.locator('.more', { hasText: 'Fewer' }).click();
    await page.locator('.more', { hasText: 'more' }).first().waitFor();
    for (const [theme, kind] of themes) {
      await setTheme(page, theme, kind);
      // The bar at what is selected.
      await page.locator('.name .code', { hasText: 'Pace' }).first().click();
      await page.locator('.bar').waitFor();
      assert.deepEqual(await violations(page), [], `${theme}, words selected`);
      await window.press('Shift+Alt+m');
      await page.locator('.memo-box textarea').waitFor();
      assert.deepEqual(await violations(page), [], `${theme}, a memo open`);
      await window.press('Escape', 'Control+f');
      await page.locator('.finder input').fill('the');
      await page.locator('.count', { hasText: 'of' }).waitFor();
      assert.deepEqual(await violations(page), [], `${theme}, words found`);
      await window.press('Escape', 'F2');
      await page.locator('.correction').waitFor();
      assert.deepEqual(await violations(page), [], `${theme}, a word corrected`);
      await window.press('Escape');
    }

    await window.runCommand('Emic: Open Analysis');
    const analysis = await window.webview();
    await analysis.locator('.cell .text').first().waitFor();
    for (const [theme, kind] of themes) {
      await setTheme(analysis, theme, kind);
      assert.deepEqual(await violations(analysis), [], `${theme}, an analysis`);
    }
  });
});
