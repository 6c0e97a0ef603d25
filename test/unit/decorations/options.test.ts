import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { DecorationRenderOptions } from 'vscode';
import { optionsOf, type Kit } from '../../../src/editor/decorations/options.js';
import {
  growsAtEdges,
  styleOf,
  type MarksMode,
  type Style,
  type StyleDescription,
} from '../../../src/editor/decorations/style.js';
import { plan } from './drawing.js';

/** In the place of VS Code's colours, addresses and enumerations: what tests can read. */
const kit = {
  themeColor: (id: string) => ({ id }),
  picture: (svg: string) => svg,
  openOpen: 0,
  closedClosed: 1,
  rulerLanes: [2, 4, 1],
  kind: 'light',
} as unknown as Kit;

const options = (description: StyleDescription, more: Partial<Kit> = {}) =>
  optionsOf(styleOf(description), { ...kit, ...more });

/** Every style that a transcript with everything in it needs. */
function stylesOf(marks: MarksMode): Style[] {
  const source = [
    '**Intervjuer** [00:01]: Kan du [ler] si mer?',
    '**A1**: [Ja [nei [så [x]{.own}]{.deling}]{.kommune}]{#k .tillit .kostnad .own .ukjent stance=contra}[^memo-k] []{#r .own}og',
    'til her[]{end=r} []{.tom}[^memo-l]',
    '[^memo-k]: Se B3.',
  ].join('\n\n');
  return [...plan(source, { marks }).ranges.keys(), styleOf({ kind: 'revealed' })];
}

/** All parts of options: the common ones and those for light and dark. */
function parts({ light, dark, ...common }: DecorationRenderOptions): DecorationRenderOptions[] {
  return [common, ...(light ? [light] : []), ...(dark ? [dark] : [])];
}

describe('decoration options', () => {
  for (const marks of ['labels', 'small', 'hidden'] as const) {
    it(`should say letterSpacing wherever they change the size of text (${marks})`, () => {
      // Without it VS Code on Windows and macOS draws passages of ASCII lines in the wrong place.
      for (const style of stylesOf(marks)) {
        const all = optionsOf(style, kit);
        for (const part of parts(all)) {
          if (!part.textDecoration?.includes('font-size')) continue;
          assert.equal(part.letterSpacing, '0px', style.key);
          assert.equal(all.letterSpacing, '0px', style.key);
        }
      }
    });
  }

  it('should use documented options alone where marks are plain', () => {
    for (const style of stylesOf('plain').slice(0, -1)) {
      assert.doesNotMatch(JSON.stringify(optionsOf(style, kit)), /; /, style.key);
    }
  });

  it('should not say for all themes at once what makes a font decoration', () => {
    // Those are not drawn for people who use a screen reader.
    for (const style of [...stylesOf('labels'), ...stylesOf('plain')]) {
      const { fontStyle, fontWeight } = optionsOf(style, kit);
      assert.deepEqual([fontStyle, fontWeight], [undefined, undefined], style.key);
    }
    assert.equal(options({ kind: 'speaker' }).dark?.fontWeight, 'bold');
  });

  it('should keep what is typed at a mark visible, and let a passage grow at once', () => {
    for (const style of [...stylesOf('labels'), ...stylesOf('plain')]) {
      assert.equal(optionsOf(style, kit).rangeBehavior, growsAtEdges(style) ? 0 : 1, style.key);
    }
    assert.equal(options({ kind: 'tint', color: 'blue' }).rangeBehavior, 0);
    assert.equal(options({ kind: 'hidden' }).rangeBehavior, 1);
  });

  it('should name only colours that are contributed', () => {
    const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
      contributes: { colors: { id: string }[] };
    };
    const ids = new Set(['editor.foreground', ...manifest.contributes.colors.map(({ id }) => id)]);
    for (const style of [...stylesOf('labels'), ...stylesOf('plain')]) {
      const all = JSON.stringify(optionsOf(style, kit));
      for (const [, id = ''] of all.matchAll(/"id":"([^"]+)"/g)) assert.ok(ids.has(id), id);
      for (const [, id = ''] of all.matchAll(/--vscode-emic-(\w+)/g)) assert.ok(ids.has(`emic.${id}`), id);
    }
  });

  it('should be those of the look: a line, dashes, a low line', () => {
    assert.deepEqual(options({ kind: 'line', colors: ['blue'], lane: 1, tight: false }), {
      backgroundColor:
        'transparent; background-image: linear-gradient(var(--vscode-emic-blue), var(--vscode-emic-blue)); ' +
        'background-size: 100% 2px; background-repeat: no-repeat; background-position: 0 calc(100% - 3px)',
      rangeBehavior: 0,
    });
    const dashes = options({ kind: 'line', colors: ['blue', 'pink'], lane: 0, tight: true }).backgroundColor as string;
    assert.match(
      dashes,
      /repeating-linear-gradient\(to right, var\(--vscode-emic-blue\) 0px 14px, var\(--vscode-emic-pink\) 14px 28px\)/,
    );
    assert.match(dashes, /100% 1px.*calc\(100% - 0px\)/);
  });

  it('should give each margin lane its own variable in one picture of all', () => {
    const size = options({ kind: 'margin', color: 'teal', lane: 2, stripe: true, ruler: true }).gutterIconSize;
    assert.equal(
      size,
      'auto; --emic-lane-2: var(--vscode-emic-teal); background: linear-gradient(to right, ' +
        'transparent 0px 2px, var(--emic-lane-3, transparent) 2px 5px, transparent 5px 7px, var(--emic-lane-2, transparent) 7px 10px, ' +
        'transparent 10px 12px, var(--emic-lane-1, transparent) 12px 15px, transparent 15px 17px, var(--emic-lane-0, transparent) 17px 20px, transparent 20px)',
    );
  });

  it('should put passages into the lanes of the ruler, and none where it is off', () => {
    const lane = (at: number) =>
      options({ kind: 'margin', color: 'teal', lane: at, stripe: false, ruler: true }).overviewRulerLane;
    assert.deepEqual([0, 1, 2, 3].map(lane), [2, 4, 1, 2]);
    assert.equal(
      options({ kind: 'margin', color: 'teal', lane: 0, stripe: true, ruler: false }).overviewRulerLane,
      undefined,
    );
  });

  it('should give a user’s own colour for light and dark, and in high contrast for the kind', () => {
    const usual = options({ kind: 'name', color: '#d1495b', size: 'label', italic: false });
    assert.deepEqual([usual.light?.color, usual.dark?.color], ['#bf374c', '#fe7583']);
    const strong = options(
      { kind: 'name', color: '#d1495b', size: 'label', italic: false },
      { kind: 'highContrastLight' },
    );
    assert.deepEqual([strong.light?.color, strong.dark?.color], ['#aa213c', '#aa213c']);
    assert.equal(
      options({ kind: 'tint', color: '#d1495b' }, { kind: 'highContrast' }).dark?.backgroundColor,
      '#00000000',
    );
  });

  it('should give added text its size in px', () => {
    assert.match(
      options({ kind: 'rangeEnd', color: 'blue', names: 'x', fontSize: 14 }).after?.textDecoration ?? '',
      /10\.5px/,
    );
    assert.match(options({ kind: 'rangeStart', color: 'blue', fontSize: 17 }).after?.textDecoration ?? '', /17px/);
  });

  it('should tell an unknown code by more than its grey', () => {
    assert.match(
      options({ kind: 'name', color: 'grey', size: 'label', italic: false }).textDecoration ?? '',
      /underline dotted/,
    );
  });
});
