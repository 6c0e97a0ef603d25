import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { hostile } from '../unit/codingView/hostilePieces.js';
import { anyText } from '../unit/markdown/generators.js';
import { eachWindow, scratchFiles } from './harness/index.js';

const codebook = `# Codebook

## "><script>globalThis.isTaken = true</script> {#x}
`;

describe('the coding view of a hostile transcript', () => {
  let folder = '';
  const open = eachWindow(() => ({
    folder: (folder = scratchFiles({ 'codebook.md': codebook, 'transcripts/a.md': 'Hei.\n' })),
  }));

  it('should bring in no script, style, picture or address, in the browser itself', async () => {
    const window = open();
    const asked: string[] = [];
    window.page.on('request', (request) => asked.push(request.url()));
    await window.openFile('transcripts/a.md');
    await window.runCommand('Emic: Open Coding View');
    const page = await window.webview();
    await page.locator('.text', { hasText: 'Hei.' }).waitFor();
    const own = await page
      .locator('body')
      .evaluate(() => document.querySelectorAll('script, style, link, img, iframe').length);

    const seed = Math.floor(Math.random() * 2 ** 31);
    const pieces = fc.array(fc.oneof({ weight: 3, arbitrary: hostile }, anyText), { minLength: 10, maxLength: 20 });
    const texts = fc.sample(
      fc.tuple(pieces, fc.constantFrom(' ', '\n', '\n\n')).map(([parts, between]) => parts.join(between)),
      { seed, numRuns: 12 },
    );
    for (const [number, text] of texts.entries()) {
      const last = `\n\n---\n\nDette er nummer ${String(number)} av dem.\n`;
      // The mark that ends the text stands first where something that was begun swallows all that follows.
      const whole = `Dette er nummer ${String(number)}.\n\n${text}${last}`;
      fs.writeFileSync(path.join(folder, 'transcripts/a.md'), whole);
      await page
        .locator('.text', { hasText: `Dette er nummer ${String(number)}.` })
        .first()
        .waitFor();
      const found = await page.locator('body').evaluate(() => ({
        elements: [...document.querySelectorAll('.sheet *')].map(({ localName }) => localName),
        attributes: [...document.querySelectorAll('.sheet, .sheet *')].flatMap((element) =>
          [...element.attributes].filter(
            ({ name, value }) => /^on|^src|^href|^action/.test(name) || (name === 'style' && /url\(/i.test(value)),
          ),
        ).length,
        brought: document.querySelectorAll('script, style, link, img, iframe').length,
        isTaken: 'isTaken' in globalThis,
      }));
      const said = `seed ${String(seed)}, text ${String(number)}: ${JSON.stringify(text)}`;
      const strange = found.elements.filter(
        (name) =>
          !/^(?:div|span|p|h[1-6]|em|strong|del|code|pre|blockquote|ul|ol|li|hr|br|table|tbody|tr|th|td|sup|b|bdi|button|svg|path)$/.test(
            name,
          ),
      );
      assert.deepEqual(strange, [], said);
      assert.equal(found.attributes, 0, said);
      assert.equal(found.brought, own, said);
      assert.ok(!found.isTaken, said);
    }
    assert.deepEqual(
      asked.filter((url) => /example\.org|\/\/x\b|\bx\.png/.test(url)),
      [],
    );
  });
});
