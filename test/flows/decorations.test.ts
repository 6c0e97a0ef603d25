import assert from 'node:assert/strict';
import { openWindow, scratchFiles, type Workbench } from './harness/index.js';

const codebook = `---
emic: 1
interviewers: [Interviewer]
---
# Codebook

## Barriers {#barriers .theme}

### Competition {#competition}

## Drivers {#drivers .theme}

### Trust {#trust}

### Own {#own color="#d1495b"}
`;

// English on purpose: text without letters beyond ASCII is where VS Code computes positions instead of measuring them.
const interview = `**Interviewer** [00:01:15]: What made you sit down at one table?

**B2** [00:01:27]: We had shops, and [we mostly thought of each other as rivals]{.competition}. Then
[it was that call [from the council]{.competition} that did it]{#e1 .trust}[^memo-e1] and []{#x1 .own}no more[]{end=x1} of it.

[^memo-e1]: Same story as A1.
`;

/** A piece of text as VS Code draws it: one span. */
interface Piece {
  readonly text: string;
  readonly size: string;
  readonly color: string;
  /** What is added after it. */
  readonly after: string;
}

/** What VS Code paints behind text or in the margin, in the order in which it is painted. */
interface Background {
  readonly image: string;
  readonly color: string;
}

/** What tests use of the page: they are themselves compiled for Node. */
interface Element {
  readonly textContent: string | null;
  querySelectorAll(selector: string): Iterable<Element>;
}
interface Dom {
  readonly document: Element;
  getComputedStyle(
    element: Element,
    pseudo?: string,
  ): Record<'fontSize' | 'color' | 'content' | 'backgroundImage' | 'backgroundColor', string>;
}

/** All pieces of text in the editors of a window, in order. */
function readPieces(window: Workbench): Promise<Piece[]> {
  return window.page.evaluate(() => {
    const { document, getComputedStyle } = globalThis as unknown as Dom;
    return [...document.querySelectorAll('.monaco-editor .view-line > span > span')].map((span) => {
      const { fontSize, color } = getComputedStyle(span);
      const after = getComputedStyle(span, '::after').content;
      // VS Code draws spaces as no-break spaces.
      return { text: (span.textContent ?? '').replace(/\u00a0/g, ' '), size: fontSize, color, after };
    });
  });
}

/** Backgrounds row by row. */
function readBackgrounds(window: Workbench, row: string, each: string): Promise<Background[][]> {
  return window.page.evaluate(
    ([rows = '', inRow = '']) => {
      const { document, getComputedStyle } = globalThis as unknown as Dom;
      return [...document.querySelectorAll(rows)].map((found) =>
        [...found.querySelectorAll(inRow)].map((element) => {
          const { backgroundImage, backgroundColor } = getComputedStyle(element);
          return { image: backgroundImage, color: backgroundColor };
        }),
      );
    },
    [row, each],
  );
}

const textBackgrounds = (window: Workbench) => readBackgrounds(window, '.view-overlays > div', '.cdr');
const marginBackgrounds = async (window: Workbench) =>
  (await readBackgrounds(window, '.glyph-margin-widgets', '.cgmr')).flat();

const isImage = ({ image }: Background) => image.includes('gradient');

/** Waits until the pieces of text are as they should be. */
async function until(window: Workbench, what: string, isSo: (all: readonly Piece[]) => boolean): Promise<Piece[]> {
  for (let tries = 0; ; tries++) {
    const all = await readPieces(window);
    if (isSo(all)) return all;
    if (tries > 100)
      assert.fail(`not: ${what}\n${all.map(({ text, size, after }) => `${text} ${size} ${after}`).join('\n')}`);
    await window.page.waitForTimeout(100);
  }
}

const sizeOf = (all: readonly Piece[], text: string) => all.find((piece) => piece.text === text)?.size;
const colorOf = (all: readonly Piece[], text: string) => all.find((piece) => piece.text === text)?.color;
/** The size of the first closing bracket of a mark; how texts are cut into pieces is not the same at all times. */
function closingSize(all: readonly Piece[]): string | undefined {
  let before = all
    .map(({ text }) => text)
    .join('')
    .indexOf(']{');
  return all.find(({ text }) => (before -= text.length) < 0)?.size;
}

/** Signs are hidden, names small, and the codebook has been read: its own colour is there. */
const isDrawn = (own: string) => (all: readonly Piece[]) =>
  closingSize(all) === '0px' && sizeOf(all, 'own') === '10.5px' && colorOf(all, 'own') === own;

/** The column, 1-based, of a piece of the interview's line. */
const column = (line: number, piece: string) => (interview.split('\n')[line - 1] ?? '').indexOf(piece) + 1;

/** One window for all tests of the surrounding `describe`, with the interview open in it. */
function sharedWindow(theme: string, settings: Record<string, unknown> = {}): () => Workbench {
  let window: Workbench | undefined;
  before(async () => {
    const markdown = { 'editor.lineHeight': 1.7, 'editor.wordWrap': 'bounded', 'editor.wordWrapColumn': 96 };
    window = await openWindow({
      theme,
      settings: { 'editor.fontSize': 14, '[markdown]': markdown, ...settings },
      folder: scratchFiles({ 'codebook.md': codebook, 'transcripts/b2.md': interview }),
    });
    await window.openFile('b2.md');
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await window?.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });
  after(() => window?.close());
  return () => window ?? assert.fail('There is a window only inside a test.');
}

describe('coded text in a window', () => {
  const window = sharedWindow('Default Light Modern');
  const drawn = () => until(window(), 'the interview is drawn', isDrawn('rgb(191, 55, 76)'));

  it('should have all that rests on CSS which VS Code does not promise', async () => {
    const all = await drawn();
    assert.equal(sizeOf(all, '['), '0px', 'a sign is hidden');
    assert.equal(sizeOf(all, 'trust'), '10.5px', 'a name is small');
    assert.ok(
      all.some(({ after }) => after === '"⟨"'),
      'a range begins',
    );
    assert.ok(
      all.some(({ after }) => after === '"⟩own"'),
      'a range ends',
    );
    assert.ok(
      all.some(({ after }) => after === '"\ueb26"'),
      'there is a memo',
    );
    const painted = (await textBackgrounds(window())).flat();
    assert.ok(painted.some(isImage), 'there is a line');
    assert.ok((await marginBackgrounds(window())).some(isImage), 'there is a stripe');
  });

  it('should be in the colours of its codes', async () => {
    const all = await drawn();
    assert.equal(colorOf(all, 'competition'), 'rgb(10, 74, 172)');
    assert.equal(colorOf(all, 'trust'), 'rgb(126, 60, 2)');
    const painted = (await textBackgrounds(window())).flat();
    for (const tint of ['rgba(143, 186, 251, 0.26)', 'rgba(251, 163, 109, 0.26)', 'rgba(251, 155, 155, 0.26)']) {
      assert.ok(
        painted.some(({ color }) => color === tint),
        tint,
      );
    }
  });

  it('should have no line under a tint', async () => {
    await drawn();
    for (const row of await textBackgrounds(window())) {
      const lines = row.map(isImage);
      if (lines.includes(true)) assert.ok(lines.lastIndexOf(false) < lines.indexOf(true), JSON.stringify(row));
    }
  });

  it('should show raw the mark at the caret, and no other', async () => {
    await drawn();
    await window().goTo(3, column(3, ']{.competition}'));
    const all = await until(window(), 'the mark is raw', (now) => closingSize(now) === '14px');
    assert.equal(sizeOf(all, 'competition'), '14px');
    assert.equal(sizeOf(all, 'trust'), '10.5px');
    assert.equal(sizeOf(all, '['), '0px');
    await window().press('Home');
    await until(window(), 'the mark is hidden again', (now) => closingSize(now) === '0px');
  });

  it('should take away what is added beside a mark while the mark is raw', async () => {
    await drawn();
    await window().goTo(4, column(4, '[]{end=x1}') + 3);
    await until(window(), 'the end is raw', (all) => all.every(({ after }) => after !== '"⟩own"'));
    await window().press('Home');
    await until(window(), 'the end is told', (all) => all.some(({ after }) => after === '"⟩own"'));
  });

  it('should be told of by the hover', async () => {
    await drawn();
    await window()
      .page.locator('.view-line span', { hasText: /^trust$/ })
      .first()
      .hover();
    const hover = window().page.locator('.monaco-hover:visible', { hasText: 'Trust · Drivers' });
    await hover.waitFor();
    const text = (await hover.innerText()).replace(/\s+/g, ' ');
    assert.match(text, /■ Trust · Drivers B2 · 00:01:27 .*Same story as A1\./);
  });

  it('should keep visible what is typed at a hidden mark, and be drawn anew', async () => {
    await drawn();
    await window().goTo(3, column(3, ']{.competition}'));
    await window().type('!?');
    await until(window(), 'it is visible', (all) =>
      all.some(({ text, size }) => text.endsWith('!?') && size === '14px'),
    );
    // The two letters have moved the name.
    await window().goTo(3, column(3, 'competition}') + 2);
    await window().type('fair-');
    await window().goTo(1);
    const all = await until(window(), 'the new name is drawn', (now) => sizeOf(now, 'fair-competition') === '10.5px');
    assert.equal(colorOf(all, 'fair-competition'), 'rgb(99, 99, 99)', 'a code that the codebook does not have is grey');
  });

  it('should be drawn in both of two editors', async () => {
    await drawn();
    await window().press('ControlOrMeta+\\');
    await until(window(), 'both are drawn', (all) => {
      const names = all.filter(({ text, size }) => text === 'trust' && size === '10.5px');
      return names.length === 2 && all.filter(({ after }) => after === '"⟩own"').length === 2;
    });
  });
});

describe('coded text in high contrast', () => {
  const window = sharedWindow('Default High Contrast');

  it('should have lines and no tints, and a user’s own colour for it', async () => {
    const all = await until(window(), 'the interview is drawn', isDrawn('rgb(243, 104, 119)'));
    assert.equal(colorOf(all, 'trust'), 'rgb(201, 134, 77)');
    const painted = (await textBackgrounds(window())).flat();
    assert.ok(painted.some(isImage));
    assert.ok(
      painted.every(({ color }) => color === 'rgba(0, 0, 0, 0)'),
      JSON.stringify(painted),
    );
  });
});

describe('coded text with plain marks', () => {
  const window = sharedWindow('Default Dark Modern', { 'emic.marks': 'plain' });

  it('should be whole and at full size, names in colour', async () => {
    const all = await until(window(), 'names are in colour', (now) => colorOf(now, 'trust') === 'rgb(214, 146, 89)');
    assert.deepEqual([...new Set(all.map(({ size }) => size))], ['14px']);
    assert.ok(all.every(({ after }) => after === 'none'));
  });
});

describe('coded text for a screen reader', () => {
  const window = sharedWindow('Default Light Modern', { 'editor.accessibilitySupport': 'on' });

  it('should have plain marks', async () => {
    const all = await until(window(), 'names are in colour', (now) => colorOf(now, 'trust') === 'rgb(126, 60, 2)');
    assert.equal(sizeOf(all, 'trust'), '14px');
  });
});
