import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ChangesReader } from '../../../src/core/changes/changesReader.js';
import { readChanges } from '../../../src/core/changes/readChanges.js';
import { changeRows, type ChangeRow, type KnownRows } from '../../../src/core/changes/rows.js';
import type { StudyChanges } from '../../../src/core/changes/types.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { speakIn } from '../../../src/core/queries/render/language.js';
import { StateReader } from '../../../src/core/repository/stateReader.js';
import type { StudyState } from '../../../src/core/repository/studyState.js';
import { runs } from '../markdown/generators.js';
import { edited, history } from '../merge/histories.js';

const codebook = '# Codebook\n\n## Trust {#trust}\n\n## Cost {#cost}\n';
const interview =
  'I: How?\n\nA1: [It costs]{.cost} a lot, and [I know them]{#k1 .trust}[^memo-k1].\n\n[^memo-k1]: Hm.\n';
type Files = Readonly<Record<string, string>>;
const first: Files = {
  'codebook.md': codebook,
  'transcripts/a.md': interview,
  'transcripts/b.md': 'I: And [you]{.trust}?\n',
};

/** A state of these files, and what was read of it. */
function state(files: Files): StudyState & { readonly asked: string[] } {
  const asked: string[] = [];
  const texts = new Map(Object.values(files).map((text) => [`id ${text}`, text]));
  return {
    name: '',
    asked,
    files: new Map(Object.entries(files).map(([path, text]) => [path, `id ${text}`])),
    read: (ids) => {
      asked.push(...ids);
      return Promise.resolve(new Map(ids.map((id) => [id, new TextEncoder().encode(texts.get(id))])));
    },
  };
}

const rowsOf = (changes: StudyChanges, known?: KnownRows): readonly ChangeRow[] =>
  changeRows(changes, speakIn('en'), known);
const atOnce = (): Promise<void> => Promise.resolve();

describe('reading changes again and again', () => {
  const steps = fc.array(
    fc.oneof(
      fc
        .tuple(fc.constantFrom('transcripts/a.md', 'transcripts/b.md'), history)
        .map(([path, changes]) => ({ path, changes })),
      fc.constantFrom(
        { path: 'codebook.md', text: codebook.replace('## Trust {#trust}', '## Faith {#faith}') },
        { path: 'codebook.md', text: codebook },
        { path: 'transcripts/c.md', text: interview },
        { path: 'transcripts/c.md', text: undefined },
        { path: 'transcripts/a.md', text: undefined },
        { path: 'memos/m.md', text: '# A thought\n' },
      ),
    ),
    { minLength: 1, maxLength: 8 },
  );

  it('should tell what reading them once tells, whatever was read before', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (all, isBackwards) => {
        const reader = new ChangesReader();
        const rows: KnownRows = new WeakMap();
        const texts = new Map(Object.entries(first));
        const before = state(first);
        for (const step of all) {
          const text = 'changes' in step ? edited(texts.get(step.path) ?? interview, step.changes, 'x') : step.text;
          if (text === undefined) texts.delete(step.path);
          else texts.set(step.path, text);
          const after = state(Object.fromEntries(texts));
          const [from, to] = isBackwards ? [after, before] : [before, after];
          const now = await reader.read(from, to, atOnce);
          const once = await readChanges(new StateReader(), from, to);
          assert.deepEqual(rowsOf(now, rows), rowsOf(once));
        }
      }),
      runs(),
    );
  });

  it('should read and compare only what has changed since, take what is parsed, and stop where it is told to', async () => {
    const reader = new ChangesReader();
    const [before, after] = [state(first), state({ ...first, 'transcripts/a.md': interview.replace('a lot', 'much') })];
    const [one] = (await reader.read(before, after, atOnce)).documents;
    assert.ok(one);
    const typed = 'I: And [you]{.cost}?\n';
    const later = state({
      ...first,
      'transcripts/a.md': interview.replace('a lot', 'much'),
      'transcripts/b.md': typed,
    });
    reader.know(`id ${typed}`, CodedText.parse(typed));
    before.asked.length = 0;
    let breaths = 0;
    const { documents } = await reader.read(before, later, () => {
      breaths++;
      return atOnce();
    });
    assert.equal(documents[0], one);
    assert.deepEqual(
      documents.map(({ after: now }) => now?.path),
      ['transcripts/a.md', 'transcripts/b.md'],
    );
    assert.deepEqual([before.asked, later.asked], [[`id ${first['transcripts/b.md'] ?? ''}`], []]);
    assert.ok(breaths > 0);
    await assert.rejects(
      reader.read(before, state({ ...first, 'transcripts/a.md': 'Other.\n' }), () => Promise.reject(new Error('stop'))),
      /stop/,
    );
  });
});
