import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { eachWindow, scratchFolder } from './harness/index.js';

const file = 'transcripts/A1-fjordnes.md';

describe('the coding view', () => {
  let folder = '';
  const open = eachWindow(() => ({ folder: (folder = scratchFolder('media/sample-study')) }));
  const saved = (): string => fs.readFileSync(path.join(folder, file), 'utf8');

  async function openView(): Promise<FrameLocator> {
    const window = open();
    await window.openFile(file);
    await window.runCommand('Emic: Open Coding View');
    const page = await window.webview();
    await page.locator('.name').first().waitFor();
    return page;
  }

  /** Where words of the page stand in the window, in pixels; those of several lines, where their first line does. */
  async function boxOf(page: FrameLocator, words: string): Promise<{ x: number; y: number; height: number }> {
    const window = open();
    return window.until(`${words} on the page`, async () => {
      const sheet = await page.locator('.sheet').boundingBox();
      const box = await page.locator('.sheet').evaluate((element, wanted) => {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const at = (node as Text).data.indexOf(wanted);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const { left, top, height } = range.getBoundingClientRect();
          const { left: x, top: y } = element.getBoundingClientRect();
          return { x: left - x, y: top - y, height };
        }
        return undefined;
      }, words);
      return sheet && box && { x: sheet.x + box.x, y: sheet.y + box.y, height: box.height };
    });
  }

  /** Puts the cursor before words of the page. */
  async function clickBefore(page: FrameLocator, words: string, clicks = 1): Promise<void> {
    const { x, y, height } = await boxOf(page, words);
    await open().page.mouse.click(x + 1, y + height / 2, { clickCount: clicks });
  }

  it('should code words that the keyboard selects by the keys of the text editor, and undo that', async () => {
    const window = open();
    const page = await openView();
    const before = saved();
    await clickBefore(page, 'opptakeren');
    await window.press('Control+Shift+ArrowRight', 'Control+Shift+ArrowRight');
    await page.locator('.bar').waitFor();
    await window.press('Shift+Alt+k');
    await window.quickInput.fill('Trust');
    await window.press('Enter');
    await page.locator('.coded', { hasText: 'opptakeren på' }).waitFor();
    await window.press('Control+z');
    await page.locator('.coded', { hasText: 'opptakeren på' }).waitFor({ state: 'detached' });
    await clickBefore(page, 'opptakeren');
    await window.press('Control+Shift+ArrowRight');
    await page.locator('.bar .offer', { hasText: 'Trust' }).click();
    await page.locator('.coded', { hasText: /^opptakeren/ }).waitFor();
    // Who hears the page hears the codes at the cursor.
    await window.press('ArrowLeft');
    await page.locator('.spoken', { hasText: /^Coded with Trust$/ }).waitFor({ state: 'attached' });
    await window.save();
    assert.equal(saved(), before.replace('opptakeren', '[opptakeren]{.trust}'));

    // A code in the words' own, by the bar: it has its name from the first, and never another.
    await clickBefore(page, 'geitmelk');
    await window.press('Control+Shift+ArrowRight', 'Control+Shift+ArrowRight', 'Control+Shift+ArrowRight');
    const shown = page.locator('.sheet');
    await shown.evaluate((sheet) => {
      const seen = new Set<string>();
      new MutationObserver(() => {
        for (const { innerText } of sheet.querySelectorAll<HTMLElement>('.name .code')) seen.add(innerText);
        sheet.dataset.seen = [...seen].join(';');
      }).observe(sheet, { childList: true, subtree: true });
    });
    await page.locator('.bar button', { hasText: 'In vivo' }).click();
    await window.quickInput.waitFor();
    await window.press('Enter');
    await page.locator('.name .code', { hasText: 'geitmelk dit i' }).waitFor();
    const seen = (await shown.getAttribute('data-seen')) ?? '';
    assert.deepEqual(
      seen.split(';').filter((name) => name.includes('geitmelk')),
      ['geitmelk dit i'],
    );
    // A click in the strip goes there.
    const strip = await page.locator('.overview').boundingBox();
    assert.ok(strip);
    await window.page.mouse.click(strip.x + strip.width / 2, strip.y + strip.height * 0.95);
    const last = page.locator('.block', { hasText: 'ei ferge som gikk når det står på tavla' });
    await last.waitFor();

    // Behind another tab the page stays as it was, and shows what was changed meanwhile when it is seen again.
    const scrolled = (): Promise<number> => page.locator('.scroller').evaluate(({ scrollTop }) => scrollTop);
    const place = await scrolled();
    const names = fs.readFileSync(path.join(folder, 'codebook.md'), 'utf8').split('\n');
    await window.openFile('codebook.md', names.findIndex((line) => /^#+ geitmelk dit i/.test(line)) + 1);
    await window.press('Home', 'Control+ArrowRight');
    await window.type(' fra');
    await window.page.locator('.tab', { hasText: 'A1-fjordnes' }).click();
    await last.waitFor();
    assert.equal(await scrolled(), place);
    await window.page.mouse.click(strip.x + strip.width / 2, strip.y + 4);
    // The code has another name, and with it another id: what is coded has the old one.
    await page.locator('.name .code', { hasText: 'geitmelk-dit-i' }).waitFor();
  });

  it('should be all that is needed without a mouse: find words, code them, write a memo, and go on', async () => {
    const window = open();
    const before = saved();
    await window.openFile(file);
    // Until Emic has seen that this is a transcript, its keys are nobody's.
    await window.until('the page', async () => {
      await window.press('Shift+Alt+b');
      return window.page
        .locator('iframe.webview.ready')
        .waitFor({ timeout: 5_000 })
        .then(
          () => true,
          () => false,
        );
    });
    const page = await window.webview();
    await page.locator('.name').first().waitFor();
    await window.press('Control+f');
    await window.type('ti ostene ga jeg');
    await page.locator('.count', { hasText: '1 of 1' }).waitFor();
    await window.press('Escape');
    await window.until('the words selected', async () => (await selected(page)) === 'ti ostene ga jeg');
    await window.press('Shift+Alt+k');
    await window.quickInput.fill('Pride');
    await window.press('Enter');
    await page.locator('.coded', { hasText: /^ti ostene ga jeg$/ }).waitFor();
    await window.press('Shift+Alt+m');
    await page.locator('.memo-box textarea').waitFor();
    await window.type('Hunden er vitnet.');
    await window.press('Control+Enter');
    await page.locator('.memo', { hasText: 'Hunden er vitnet.' }).waitFor();
    await window.press('Shift+Alt+n');
    await window.until('the next passage', async () => (await window.statusBar()).includes('Metrics'));
    await window.save();
    const [, id = ''] = /\[ti ostene ga jeg\]\{#(\w+) \.pride\}\[\^memo-\1\]/.exec(saved()) ?? [];
    assert.notEqual(id, '');
    assert.ok(saved().includes(`[^memo-${id}]: Hunden er vitnet.`));
    assert.equal(
      saved()
        .replace(`[ti ostene ga jeg]{#${id} .pride}[^memo-${id}]`, 'ti ostene ga jeg')
        .replace(`\n[^memo-${id}]: Hunden er vitnet.\n`, ''),
      before,
    );
  });

  it('should copy a quotation, correct a coded word without losing the code, and open the code of a stripe', async () => {
    const window = open();
    const page = await openView();
    await page.locator('.stripe').first().click();
    await page.locator('.bar button', { hasText: 'Copy as quotation' }).click();
    await page.locator('.spoken', { hasText: 'The quotation is copied.' }).waitFor({ state: 'attached' });
    const quotation = await window.page.evaluate(() => navigator.clipboard.readText());
    assert.match(quotation, /^Det var meieriet i Hella [^[\]{}]*\n\(.*A1.*turn 2\)$/);

    // The word stands in a passage.
    await clickBefore(page, 'meieriet', 2);
    await page.locator('.correction').waitFor();
    await window.type('ysteriet');
    await window.press('Enter');
    await page.locator('.coded', { hasText: 'Det var ysteriet' }).waitFor();
    // The word that the double click selected is not: nothing stands over what is read on.
    await page.locator('.bar').waitFor({ state: 'hidden' });

    await page.locator('.stripe').first().dblclick();
    await window.page.locator('.tab.active', { hasText: 'codebook.md' }).waitFor();
    await window.until('the code', async () => (await window.visibleText()).includes('Crisis'));
  });

  it('should correct a word in place, find words across marks, and be where it was after a reload', async () => {
    const window = open();
    let page = await openView();
    await clickBefore(page, 'kveld', 2);
    await page.locator('.correction').waitFor();
    await window.type('ettermiddag');
    await window.press('Enter');
    await page.locator('p', { hasText: 'ringte en ettermiddag' }).waitFor();
    await window.save();
    assert.match(saved(), /\{#k7f3q \.broker\}Ho ringte en ettermiddag og/);
    assert.equal(await window.page.locator('.tab', { hasText: 'A1-fjordnes' }).count(), 1);

    await window.press('Control+f');
    // The first of these words is the last of a passage.
    await window.type('nikket. Og det');
    await page.locator('.count', { hasText: '1 of 1' }).waitFor();
    await window.press('Escape');
    await window.runCommand('Emic: Filter the Coding View');
    await window.pickSeveral('Personal trust');
    await page.locator('.chip', { hasText: 'Personal trust' }).waitFor();
    await page.locator('.scroller').evaluate((scroller) => (scroller.scrollTop = 6000));
    await page.locator('.block', { hasText: 'Penger og verdi' }).waitFor();
    const first = await firstSeen(page);
    await window.page.waitForTimeout(500);
    await window.runCommand('Developer: Reload Window');
    await window.page.locator('.tab', { hasText: 'A1-fjordnes' }).first().waitFor({ timeout: 40_000 });
    page = await window.webview();
    await page.locator('.chip', { hasText: 'Personal trust' }).waitFor();
    await window.until('the same place', async () => (await firstSeen(page)) === first);
  });

  it('should move an end of a passage that is dragged, and show only what a filter lets through', async () => {
    const window = open();
    const page = await openView();
    const stripe = page.locator('.stripe').first();
    const handle = await stripe.locator('.edge.end').boundingBox();
    const target = await page.locator('p', { hasText: 'Jeg hadde levert geitmelk' }).boundingBox();
    assert.ok(handle && target);
    const { mouse } = window.page;
    await mouse.move(handle.x + 4, handle.y + 3);
    await mouse.down();
    await mouse.move(target.x + 200, handle.y + 30, { steps: 5 });
    await mouse.move(target.x + 200, handle.y + 38, { steps: 3 });
    await mouse.up();
    await window.until(
      'the longer passage',
      async () =>
        (await page.locator('.coded').first().innerText()).includes('geitmelk') ||
        (await page.locator('.coded', { hasText: 'geitmelk' }).count()) > 0,
    );
    await window.save();
    assert.match(saved(), /\[Det var meieriet [^\]]*geitmelk[^\]]*\]\{\.crisis\}/);

    await page.locator('.name .code', { hasText: 'Metrics' }).first().click();
    await window.press('Shift+Alt+m');
    await page.locator('.memo-box textarea').fill('Hun ler av det.');
    await window.press('Control+Enter');
    await page.locator('.memo', { hasText: 'Hun ler av det.' }).waitFor();
    await window.save();
    assert.match(
      saved(),
      /min første anmeldelse\]\{#(\w+) \.metrics\}\[\^memo-\1\][^]*\n\n\[\^memo-\1\]: Hun ler av det\./,
    );

    await window.runCommand('Emic: Filter the Coding View');
    await window.pickSeveral('Crisis');
    await page.locator('.chip', { hasText: 'Crisis' }).waitFor();
    await window.until('one name', async () =>
      (await page.locator('.name .code').allInnerTexts()).every((name) => name === 'Crisis'),
    );
    // What the filter hides is passed over: the only passage of the code stands before the cursor.
    await window.press('Shift+Alt+n');
    await page.locator('.spoken', { hasText: 'Passage 1 of 1: Crisis' }).waitFor({ state: 'attached' });
    await page.locator('.chip button').click();
    await page.locator('.name .code', { hasText: 'Metrics' }).first().waitFor();
  });

  it('should code the word that a code is dropped on with Shift held, and then words that are dropped on a code', async () => {
    const window = open();
    await window.openSidebar('Emic');
    const page = await openView();
    const { mouse, keyboard } = window.page;

    // A code onto a word: VS Code gives a page the drop with Shift held, and the page says so.
    await window.row('Codes', 'Breach').waitFor();
    const [from, word] = [await window.row('Codes', 'Breach').boundingBox(), await boxOf(page, 'geitmelk')];
    assert.ok(from);
    await window.until('the code is dragged', async () => {
      await mouse.move(from.x + 60, from.y + 8);
      await mouse.down();
      await mouse.move(from.x + 90, from.y + 20, { steps: 4 });
      const isDragged = await page
        .locator('.hint', { hasText: 'Hold Shift, and drop Breach' })
        .waitFor({ timeout: 8_000 })
        .then(
          () => true,
          () => false,
        );
      if (!isDragged) await mouse.up();
      return isDragged;
    });
    await keyboard.down('Shift');
    await over(word.x + 8, word.y + 8, () => page.locator('.sheet').evaluate(() => CSS.highlights.has('emic-moved')));
    await mouse.up();
    await keyboard.up('Shift');
    await page.locator('.coded', { hasText: /^geitmelk$/ }).waitFor();
    await page.locator('.spoken', { hasText: 'Coded with Breach: “geitmelk”' }).waitFor({ state: 'attached' });
    await page.locator('.hint').waitFor({ state: 'hidden' });

    // Words onto another code. VS Code still holds on to the code that was dropped.
    await window.until('the words selected', async () => {
      await clickBefore(page, 'opptakeren');
      await window.press('Control+Shift+ArrowRight');
      return (await selected(page)).startsWith('opptakeren');
    });
    const [words, to] = [await boxOf(page, 'opptakeren'), await window.row('Codes', 'Trust').boundingBox()];
    assert.ok(to);
    const sheet = page.locator('.sheet');
    await sheet.evaluate((element) =>
      element.addEventListener('dragstart', () => setTimeout(() => (document.body.dataset.drags = 'yes'))),
    );
    // A drop that comes while VS Code is busy is lost to it; what is coded already stays so.
    await window.until('the words coded', async () => {
      await mouse.move(words.x + 20, words.y + 8);
      await mouse.down();
      await mouse.move(words.x + 10, words.y + 12, { steps: 4 });
      await page.locator('body[data-drags]').waitFor();
      await over(to.x + 60, to.y + 8, () =>
        window.row('Codes', 'Trust').and(window.page.locator('.drop-target')).isVisible(),
      );
      await mouse.up();
      return page
        .locator('.coded', { hasText: /^opptakeren/ })
        .waitFor({ timeout: 8_000 })
        .then(
          () => true,
          () => false,
        );
    });
    await window.save();
    assert.match(
      saved(),
      /\[opptakeren\]\{\.trust\}[^]*\[geitmelk\]\{\.breach\}|\[geitmelk\]\{\.breach\}[^]*\[opptakeren\]\{\.trust\}/,
    );
  });

  it('should show coders side by side, fade what is not coded, and go through the hits of a query', async () => {
    const before = saved();
    let coders = 0;
    fs.writeFileSync(
      path.join(folder, file),
      before.replace(/\{(\.[\w-]+)\}/g, (_, code: string) => `{${code} by=${coders++ % 2 === 0 ? 'Kari' : 'Ola'}}`),
    );
    const window = open();
    const page = await openView();
    await window.runCommand('Emic: Coders Side by Side');
    // Each coder's stripes stand apart from those of the others.
    await window.until('lanes of their own', async () => {
      const places = await page.locator('.stripe').evaluateAll((stripes) =>
        stripes.map((stripe) => {
          const key = stripe.getAttribute('data-p') ?? '';
          const name = document.querySelector(`.name[data-p="${CSS.escape(key)}"] .facts`);
          return { by: name?.textContent ?? '', left: Math.round(stripe.getBoundingClientRect().left) };
        }),
      );
      const of = (coder: string): number[] => places.filter(({ by }) => by === coder).map(({ left }) => left);
      return of('Kari').length > 0 && of('Ola').length > 0 && Math.max(...of('Kari')) < Math.min(...of('Ola'));
    });

    assert.ok((await coderNames(page)).join().includes('Kari,Ola'));

    const faded = (words: string): Promise<boolean> =>
      page.locator('.sheet').evaluate((sheet, wanted) => {
        const walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          if (!(node as Text).data.includes(wanted) || node.parentElement === null) continue;
          return getComputedStyle(node.parentElement).color !== getComputedStyle(document.body).color;
        }
        throw new Error(`${wanted} is not to be seen.`);
      }, words);
    const [coded, other] = ['Det var meieriet', 'Jeg hadde levert'];
    for (const [codedFades, otherFades] of [
      [false, true],
      [true, false],
      [false, false],
    ]) {
      await window.runCommand('Emic: Backlight: Fade What Is Not Coded, or What Is');
      await window.until(
        'the other words faded',
        async () => (await faded(coded)) === codedFades && (await faded(other)) === otherFades,
      );
    }

    await window.runCommand('Emic: Query...');
    await window.answer('text:geitmelk');
    await window.view('Query').locator('.monaco-list-row', { hasText: 'geitmelk' }).first().waitFor();
    await clickBefore(page, 'opptakeren');
    await window.press('Shift+Alt+End');
    await page.locator('.spoken', { hasText: /Hit 1 of \d/ }).waitFor({ state: 'attached' });
    await window.until('the hit', async () => (await selected(page)).includes('geitmelk'));
  });

  it('should be one document in two columns, and beside its text, with one undo', async () => {
    const window = open();
    await openView();
    await window.runCommand('View: Split Editor Right');
    const outer = window.page.locator('iframe.webview.ready');
    await window.until('two pages', async () => (await outer.count()) === 2);
    const pages = [0, 1].map((at) => outer.nth(at).contentFrame().frameLocator('iframe#active-frame'));
    const [first, second] = pages;
    assert.ok(first && second);
    const isCoded = (page: FrameLocator): Promise<void> =>
      page.locator('.coded', { hasText: /^opptakeren$/ }).waitFor({ state: 'attached' });
    const isNot = (page: FrameLocator): Promise<void> =>
      page.locator('.coded', { hasText: /^opptakeren$/ }).waitFor({ state: 'detached' });
    for (const page of pages) await page.locator('.name').first().waitFor();
    await clickBefore(second, 'opptakeren');
    await window.press('Control+Shift+ArrowRight');
    await second.locator('.bar').waitFor();
    await codeWith('Trust');
    for (const page of pages) await isCoded(page);
    await clickBefore(first, 'geitmelk');
    await window.press('Control+z');
    for (const page of pages) await isNot(page);
    // The text takes the place of one of them.
    await window.press('Shift+Alt+b');
    await window.editor.waitFor();
    await window.until('one page', async () => (await outer.count()) === 1);
    const lines = saved().split('\n');
    const line = lines.findIndex((words) => words.includes('opptakeren'));
    const column = (lines[line]?.indexOf('opptakeren') ?? 0) + 1;
    await window.selectRange(line + 1, column, line + 1, column + 'opptakeren'.length);
    await codeWith('Trust');
    const left = outer.first().contentFrame().frameLocator('iframe#active-frame');
    await isCoded(left);
    await window.press('Control+z');
    await isNot(left);
  });

  it('should say that two versions were merged and nobody has chosen, until somebody has', async () => {
    const before = saved();
    const target = path.join(folder, file);
    const [head = '', ...rest] = before.split('Og så de andre?');
    const both = '\n<<<<<<< HEAD\nOg så de andre?\n=======\nOg så?\n>>>>>>> other\n';
    fs.writeFileSync(target, head + both + rest.join('Og så de andre?'));
    const page = await openView();
    await page.locator('.notice', { hasText: 'nobody has chosen yet' }).waitFor();
    fs.writeFileSync(target, before);
    await page.locator('.notice').waitFor({ state: 'hidden' });
  });

  /** Drags on to a place in the window, until what is there shows that it would take what is dragged. */
  async function over(x: number, y: number, takes: () => Promise<boolean>): Promise<void> {
    const window = open();
    let step = 0;
    await window.until('a place to drop', async () => {
      await window.page.mouse.move(x + (step++ % 2), y, { steps: 6 });
      return takes();
    });
  }

  /** Codes what is selected, by keys; the first may come before VS Code knows where the focus is. */
  async function codeWith(code: string): Promise<void> {
    const window = open();
    await window.until('the codes', async () => {
      await window.press('Shift+Alt+k');
      return window.quickInput.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    });
    await window.quickInput.fill(code);
    await window.press('Enter');
  }

  /** The names of coders in the order of their stripes. */
  function coderNames(page: FrameLocator): Promise<string[]> {
    return page.locator('.coders li').evaluateAll((heads) =>
      heads
        .map((head) => ({ left: head.getBoundingClientRect().left, name: (head as HTMLElement).innerText }))
        .sort((a, b) => a.left - b.left)
        .map(({ name }) => name),
    );
  }

  function selected(page: FrameLocator): Promise<string> {
    return page.locator('.sheet').evaluate(() => document.getSelection()?.toString() ?? '');
  }

  /** The words of the first block that is to be seen. */
  function firstSeen(page: FrameLocator): Promise<string> {
    return page.locator('.scroller').evaluate((scroller) => {
      const { top } = scroller.getBoundingClientRect();
      const seen = [...scroller.querySelectorAll('.block')].find((block) => block.getBoundingClientRect().bottom > top);
      return seen?.textContent.slice(0, 60) ?? '';
    });
  }
});
