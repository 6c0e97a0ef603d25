import assert from 'node:assert/strict';
import type { CodedText } from '../../../src/core/markdown/codedText.js';
import { applyChange } from '../../../src/core/page/identities.js';
import type { PageLook } from '../../../src/core/page/transcriptPage.js';
import type { OverviewPassage, PageBlock } from '../../../src/core/page/types.js';
import { Transcript } from '../../../src/core/transcript/transcript.js';
import { noFilter, type Entry, type Surroundings, type Told } from '../../../src/editor/codingView/protocol.js';
import { CodingSession, type Shown } from '../../../src/editor/codingView/session.js';

/** A look without a codebook, at all passages. */
export const look: PageLook = { color: () => 'blue', name: (code) => code, isShown: () => true, byCoder: false };

export const around: Shown['around'] = {
  title: '',
  language: 'nb',
  direction: 'ltr',
  offered: [],
  filter: noFilter,
  byCoder: false,
  filterWords: '',
  notice: '',
  canEdit: true,
  font: { family: '', size: 16 },
};

export function shown(text: CodedText): Shown {
  return { transcript: new Transcript('a.md', text), look, around, of: [text] };
}

/** A page without a browser: what it would show after all that it was told. */
export class PageDouble {
  entries: readonly Entry[] = [];
  blocks = new Map<number, PageBlock>();
  around: Surroundings | undefined;
  generation = 0;
  told: Told[] = [];
  overview: readonly OverviewPassage[] = [];
  readonly session = new CodingSession((told) => this.#hear(told));

  #hear(told: Told): void {
    // What travels is plain data.
    assert.deepEqual(structuredClone(told), told);
    this.told.push(told);
    if (told.told === 'page') {
      this.entries = told.entries;
      this.around = told.around;
      this.blocks = new Map(told.blocks.map((block) => [block.id, block]));
      this.generation = told.generation;
    }
    if (told.told === 'changed') {
      if (told.entries !== undefined) this.entries = applyChange(this.entries, told.entries);
      this.around = told.around ?? this.around;
      const there = new Set(this.entries.map(([id]) => id));
      for (const id of this.blocks.keys()) if (!there.has(id)) this.blocks.delete(id);
      for (const block of told.blocks) this.blocks.set(block.id, block);
      this.generation = told.generation;
    }
    if (told.told === 'overview') this.overview = applyChange(this.overview, told.passages);
    if (told.told === 'blocks') for (const block of told.blocks) this.blocks.set(block.id, block);
  }

  wantAll(): void {
    this.session.want(
      this.entries.map(([id]) => id),
      [],
    );
  }

  /** Holds all that it was told to what is so. */
  isAsTold(): void {
    this.wantAll();
    const truth = this.session.page;
    assert.ok(truth);
    assert.deepEqual(
      this.entries.map(([id]) => id),
      truth.ids,
    );
    assert.deepEqual(
      this.entries.map(([, length]) => length),
      truth.lengths,
    );
    for (const id of truth.ids) assert.deepEqual(this.blocks.get(id), truth.block(id));
    assert.equal(this.around?.lanes, truth.lanes);
    assert.deepEqual(this.overview, truth.overview);
  }
}
