import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { TranscriptPage } from '../../../src/core/page/transcriptPage.js';
import { Transcript } from '../../../src/core/transcript/transcript.js';
import { isSaid, type Strings } from '../../../src/editor/codingView/protocol.js';
import type { Shown } from '../../../src/editor/codingView/session.js';
import { anyText, runs } from '../markdown/generators.js';
import { around, look, PageDouble, shown } from './pageDouble.js';

const long = Array.from({ length: 200 }, (_, i) => `**A1:** Svar nummer ${String(i)} om ferja.\n\n`).join('');

describe('what the coding view tells its page', () => {
  it('should make the page what it would be if it were told all, after any edits', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.array(fc.tuple(anyText, fc.nat(), fc.nat()), { maxLength: 4 }),
        fc.boolean(),
        (source, edits, wantsAll) => {
          let text = CodedText.parse(source);
          const page = new PageDouble();
          page.session.open(shown(text), {} as Strings);
          page.session.tellOverview();
          for (const [put, a, b] of edits) {
            if (wantsAll) page.wantAll();
            const [start = 0, end = 0] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
            text = text.update([{ start, end, text: put }]);
            page.session.update(shown(text));
            page.session.tellOverview();
          }
          page.isAsTold();
        },
      ),
      runs(0.5),
    );
  });

  it('should tell what there is when the page asks, also where something else was read before', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.boolean(), (earlier, source, isSame) => {
        const [text, page] = [CodedText.parse(source), new PageDouble()];
        page.session.prepare(shown(isSame ? text : CodedText.parse(earlier)));
        page.session.open(shown(text), {} as Strings);
        page.session.tellOverview();
        page.isAsTold();
        assert.equal(page.entries.length, new TranscriptPage(new Transcript('a.md', text), look).ids.length);
      }),
      runs(0.25),
    );
  });

  it('should send the blocks that are to be seen first, and others when they are wanted', () => {
    const page = new PageDouble();
    page.session.open(shown(CodedText.parse(long)), {} as Strings, 100);
    assert.equal(page.entries.length, 200);
    assert.ok(page.blocks.size <= 30);
    const first = page.entries[100]?.[0] ?? 0;
    assert.ok(page.blocks.has(first));
    page.session.want([page.entries[0]?.[0] ?? 0], []);
    assert.equal(page.told.at(-1)?.told, 'blocks');
    assert.ok(page.blocks.has(page.entries[0]?.[0] ?? 0));
  });

  it('should send nothing but the block that was coded', () => {
    const page = new PageDouble();
    const text = CodedText.parse(long);
    page.session.open(shown(text), {} as Strings);
    page.wantAll();
    page.told = [];
    const at = long.indexOf('nummer 90');
    page.session.update(
      shown(
        text.update([
          { start: at, end: at, text: '[' },
          { start: at + 9, end: at + 9, text: ']{.ferje}' },
        ]),
      ),
    );
    page.session.tellOverview();
    page.session.tellOverview();
    const [changed, overview, ...others] = page.told;
    assert.ok(changed?.told === 'changed');
    assert.equal(changed.entries, undefined);
    assert.deepEqual(
      changed.blocks.map(({ pieces, text: words }) => [words.slice(pieces[0]?.start, pieces[0]?.end), pieces.length]),
      [['nummer 90', 1]],
    );
    assert.ok(JSON.stringify(changed).length < 1200, String(JSON.stringify(changed).length));
    assert.equal(overview?.told, 'overview');
    assert.deepEqual(others, []);
  });

  it('should say whose lanes are whose, where coders stand side by side', () => {
    const source = '[a]{.x by=Ola} [b]{.x} [c [d]{.y by=Kari}]{.x by=Kari}\n';
    const side = (text: string, byCoder: boolean): Shown => {
      const { transcript } = shown(CodedText.parse(text));
      return { transcript, look: { ...look, byCoder }, around, of: [text, byCoder] };
    };
    const page = new PageDouble();
    page.session.open(side(source, true), {} as Strings);
    assert.deepEqual(page.around?.coders, [
      { by: '', lane: 0, lanes: 1 },
      { by: 'Kari', lane: 1, lanes: 2 },
      { by: 'Ola', lane: 3, lanes: 1 },
    ]);
    page.session.update(side(source.replace('by=Ola', 'by=Kari'), true));
    assert.deepEqual(
      page.around.coders.map(({ by }) => by),
      ['', 'Kari'],
    );
    page.session.update(side(source, false));
    assert.deepEqual(page.around.coders, []);
  });

  it('should tell nothing where nothing is different', () => {
    const page = new PageDouble();
    const text = CodedText.parse(long);
    page.session.open(shown(text), {} as Strings);
    page.told = [];
    assert.equal(page.session.update(shown(text)), false);
    assert.deepEqual(page.told, []);
    const notice = { ...shown(text), around: { ...around, notice: 'Two versions.' } };
    assert.equal(page.session.update(notice), true);
    assert.equal(page.around?.notice, 'Two versions.');
    assert.equal(page.session.update({ ...notice, of: [text, 'other colours'] }), true);
  });

  it('should understand what is selected, and not take a place of an older state for one of this', () => {
    const page = new PageDouble();
    const text = CodedText.parse('**A1:** Det er [**dyrt** &amp; rart]{.kostnad}, ja.\n\nTo.\n');
    page.session.open(shown(text), {} as Strings);
    const [first = 0, second = 0] = page.entries.map(([id]) => id);
    const words = page.blocks.get(first)?.text ?? '';
    assert.equal(words, 'A1: Det er dyrt & rart, ja.');
    const selection = {
      anchor: { block: second, offset: 2 },
      focus: { block: first, offset: words.indexOf('&') },
    };
    const extent = page.session.cleanOf(selection, page.generation);
    assert.ok(extent);
    assert.equal(text.clean.slice(extent.start, extent.end), '&amp; rart, ja.\n\nTo');
    assert.equal(extent.isReversed, true);
    assert.deepEqual(page.session.selectionOf(extent, true), selection);
    assert.equal(page.session.cleanOf(selection, page.generation - 1), undefined);
  });
});

describe('what a page says', () => {
  it('should count only if it is a message of ours', () => {
    for (const message of [
      { said: 'ready', state: undefined },
      { said: 'want', blocks: [1], dropped: [] },
      { said: 'selected', generation: 1, count: 0, selection: undefined },
      { said: 'fix', generation: 1, block: 2, start: 0, end: 3, text: 'x' },
    ])
      assert.ok(isSaid(message), JSON.stringify(message));
    for (const message of [
      null,
      7,
      'ready',
      {},
      { said: 'toString' },
      { said: 'do' },
      { said: 'fix', generation: 1, block: 2, start: 0, end: '3', text: 'x' },
      { said: 'dropped', generation: 1, place: null },
      { told: 'page' },
    ])
      assert.ok(!isSaid(message), JSON.stringify(message));
  });
});
