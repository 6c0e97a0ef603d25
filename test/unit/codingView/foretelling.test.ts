import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { codeSelection } from '../../../src/core/coding/coding.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import type { TextEdit } from '../../../src/core/text/edits.js';
import type { Strings } from '../../../src/editor/codingView/protocol.js';
import { LiveText } from '../../../src/editor/liveText.js';
import { anyText, runs } from '../markdown/generators.js';
import { PageDouble, shown } from './pageDouble.js';

/** A document that is shown on a page before the editor has changed it. */
class Shows {
  readonly live: LiveText;
  readonly page = new PageDouble();

  constructor(text: string) {
    this.live = new LiveText(CodedText.parse(text));
    this.page.session.open(shown(this.live.soon()), {} as Strings);
    this.page.session.tellOverview();
  }

  show(): boolean {
    return this.page.session.update(shown(this.live.soon()));
  }

  code(word: string): readonly TextEdit[] {
    const text = this.live.read();
    const start = text.text.indexOf(word);
    const coded = codeSelection(text, { start, end: start + word.length }, ['ferje']);
    assert.ok(coded.kind === 'edits');
    return coded.edits;
  }

  /** The words of the page that are coded. */
  get coded(): readonly string[] {
    this.page.wantAll();
    return [...this.page.blocks.values()].flatMap(({ text, pieces }) =>
      pieces.map(({ start, end }) => text.slice(start, end)),
    );
  }
}

const source = '**A1:** Vi tok ferja.\n\n**A1:** Og så bussen hjem.\n';

describe('what a page is told of an edit before the editor has made it', () => {
  it('should be all that there is to tell, where the edit is made as it was foretold', () => {
    const one = new Shows(source);
    const edits = one.code('ferja');
    const foretold = one.live.foretell(edits);
    assert.equal(one.show(), true);
    assert.deepEqual(one.coded, ['ferja']);
    assert.equal(one.live.read().text, source, 'Who edits reads what is there.');
    one.page.told = [];
    // VS Code tells of edits from the end of the document to its beginning.
    one.live.note([[...edits].reverse()]);
    assert.equal(one.live.read(), foretold.text);
    assert.equal(one.show(), false);
    one.live.takeBack(foretold);
    assert.equal(one.show(), false);
    assert.deepEqual(one.page.told, []);
    assert.deepEqual(one.coded, ['ferja']);
  });

  it('should be taken back where the edit is refused', () => {
    const one = new Shows(source);
    const foretold = one.live.foretell(one.code('ferja'));
    one.show();
    one.live.takeBack(foretold);
    assert.equal(one.show(), true);
    assert.deepEqual(one.coded, []);
    assert.equal(one.live.soon().text, source);
  });

  it('should give way to another change that comes between, whether the edit is made after it or not', () => {
    for (const isMade of [false, true]) {
      const one = new Shows(source);
      const edits = one.code('bussen');
      const foretold = one.live.foretell(edits);
      one.show();
      one.live.note([[{ start: 8, end: 8, text: 'Ja. ' }]]);
      one.show();
      assert.deepEqual(one.coded, []);
      if (isMade) one.live.note([edits.map(({ start, end, text }) => ({ start: start + 4, end: end + 4, text }))]);
      one.live.takeBack(foretold);
      one.show();
      assert.deepEqual(one.coded, isMade ? ['bussen'] : []);
      assert.equal(one.live.soon(), one.live.read());
    }
  });

  it('should not be what is there, if the editor makes something else of it', () => {
    const one = new Shows(source);
    const foretold = one.live.foretell(one.code('ferja'));
    one.show();
    const start = source.indexOf('ferja');
    one.live.note([[{ start, end: start + 5, text: 'båten' }]]);
    one.show();
    one.live.takeBack(foretold);
    assert.deepEqual(one.coded, []);
    assert.ok(one.live.read().text.includes('tok båten'));
  });

  it('should leave an edit that is foretold later when one before is over', () => {
    const one = new Shows(source);
    const first = one.live.foretell(one.code('ferja'));
    const second = one.live.foretell(one.code('bussen'));
    one.live.takeBack(first);
    one.show();
    assert.deepEqual(one.coded, ['bussen']);
    one.live.takeBack(second);
    one.show();
    assert.deepEqual(one.coded, []);
  });

  it('should leave the page with the document as it is, whatever becomes of any edits', () => {
    const step = fc.record({
      edit: fc.tuple(anyText, fc.nat(), fc.nat()),
      other: fc.tuple(anyText, fc.nat(), fc.nat()),
      fate: fc.constantFrom('made', 'refused', 'otherFirst', 'otherThen', 'otherOnly'),
    });
    fc.assert(
      fc.property(anyText, fc.array(step, { maxLength: 4 }), (text, steps) => {
        const one = new Shows(text);
        let truth = text;
        const editOf = ([put, a, b]: readonly [string, number, number]): TextEdit => {
          const [start = 0, end = 0] = [a % (truth.length + 1), b % (truth.length + 1)].sort((x, y) => x - y);
          return { start, end, text: put };
        };
        const make = (edit: TextEdit): void => {
          truth = truth.slice(0, edit.start) + edit.text + truth.slice(edit.end);
          one.live.note([[edit]]);
        };
        for (const { edit, other, fate } of steps) {
          const meant = editOf(edit);
          const foretold = one.live.foretell([meant]);
          one.show();
          if (fate.startsWith('other') && fate !== 'otherThen') make(editOf(other));
          if (fate === 'made' || fate === 'otherThen') make(meant);
          else if (fate === 'otherFirst') make(editOf(edit));
          if (fate === 'otherThen') make(editOf(other));
          one.show();
          one.live.takeBack(foretold);
          one.show();
          assert.equal(one.live.read().text, truth);
          assert.equal(one.live.soon(), one.live.read());
        }
        one.page.session.tellOverview();
        assert.equal(one.page.session.page?.transcript.text, one.live.read());
        one.page.isAsTold();
      }),
      runs(0.5),
    );
  });
});
