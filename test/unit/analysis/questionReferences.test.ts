import assert from 'node:assert/strict';
import { questionReferences } from '../../../src/core/analysis/documents/questionReferences.js';
import { blockPlaceAt } from '../../../src/core/analysis/documents/typing.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { planMerge } from '../../../src/core/refactoring/merge.js';
import { renameId, renameName } from '../../../src/core/references/rename.js';
import { Study } from '../../../src/core/study/study.js';
import { applyEdits, type TextEdit } from '../../../src/core/text/edits.js';
import { quotationsOf, tableOf } from './tables.js';

const codebook = '## Kostnad {#kostnad}\n\n## Tid {#tid}\n\n## Lang vei {#vei}\n';
const blocks =
  '# Funn\n\nkostnad\n\n## Spørsmål\n\n```emic\nquery: kostnad near:3turns "Lang vei" and not tid\n```\n\n' +
  '```emic\nshow: matrix\nrows: kostnad, tid\ncolumns: themes > kostnad\nquery: kostnad\n```\n\n' +
  '```emic\nshow: who\ncodes:\n  - "kostnad"\n  - Lang vei\n```\n\n~~~\ncodes: kostnad\n~~~\n';

const study = Study.create({
  codebook,
  participants: undefined,
  documents: [
    ['transcripts/a.md', CodedText.parse('**P:** [en]{.kostnad} [to]{.tid}\n\n**Q:** [tre]{.kostnad .vei}\n')],
  ],
  notes: [['analysis/a.md', CodedText.parse(blocks)]],
});

const changed = (result: {
  readonly kind: string;
  readonly edits?: ReadonlyMap<string, readonly TextEdit[]>;
}): string => {
  assert.ok(result.edits !== undefined, result.kind);
  return applyEdits(blocks, result.edits.get('analysis/a.md') ?? []);
};

describe('the codes that analysis documents ask about', () => {
  it('should be found where they stand', () =>
    assert.deepEqual(
      questionReferences(study, blocks).map(({ code, start, end }) => [code, blocks.slice(start, end)]),
      [
        ['kostnad', 'kostnad'],
        ['vei', '"Lang vei"'],
        ['tid', 'tid'],
        ['kostnad', 'kostnad'],
        ['tid', 'tid'],
        ['kostnad', 'kostnad'],
        ['kostnad', 'kostnad'],
        ['kostnad', 'kostnad'],
        ['vei', 'Lang vei'],
      ],
    ));

  it('should follow where a code gets another id', () =>
    assert.equal(
      changed(renameId(study, 'kostnad', 'near')),
      blocks
        .replace('query: kostnad near', 'query: "near" near')
        .replace(
          'rows: kostnad, tid\ncolumns: themes > kostnad\nquery: kostnad',
          'rows: near, tid\ncolumns: themes > near\nquery: "near"',
        )
        .replace('- "kostnad"', '- "near"'),
    ));

  it('should follow where a code gets another name', () =>
    assert.equal(
      changed(renameName(study, 'vei', 'Vei, lang')),
      blocks.replace('"Lang vei"', '"Vei, lang"').replace('- Lang vei', '- vei'),
    ));

  it('should follow where codes are merged', () => {
    const merged = planMerge(study, ['kostnad'], 'tid', { touching: 'apart' });
    assert.equal(
      changed(merged),
      blocks
        .replace('query: kostnad near', 'query: tid near')
        .replace(
          'rows: kostnad, tid\ncolumns: themes > kostnad\nquery: kostnad',
          'rows: tid, tid\ncolumns: themes > tid\nquery: tid',
        )
        .replace('- "kostnad"', '- "tid"'),
    );
  });
});

describe('a query in an analysis', () => {
  it('should keep a table and quotations to what it finds', () => {
    const table = tableOf(study, {
      show: 'matrix',
      rows: 'kostnad',
      columns: 'participants',
      query: 'kostnad and not vei',
      totals: false,
    });
    assert.deepEqual([table.cell(0, 0).value, table.cell(0, 1).value], [1, 0]);
    const { groups } = quotationsOf(study, { show: 'quotations', query: 'kostnad near:0turns tid', by: 'nothing' });
    assert.deepEqual(
      groups.map(({ places }) => places.map(({ passage }) => passage?.quote)),
      [['en']],
    );
  });
});

describe('what stands at a place of a block', () => {
  const at = (marked: string): unknown => {
    const source = `\`\`\`emic\n${marked.replace('|', '')}\n\`\`\`\n`;
    const place = blockPlaceAt(source, 8 + marked.indexOf('|'));
    return place && [place.what, place.option, source.slice(place.start, place.end), place.kind];
  };
  it('should be an option or a value', () => {
    assert.deepEqual(at('show: ma|trix'), ['value', 'show', 'matrix', 'matrix']);
    assert.deepEqual(at('show: who\nco|'), ['option', 'co', 'co', 'who']);
    assert.deepEqual(at('show: who\ncodes: tid, "ko|"'), ['value', 'codes', 'ko', 'who']);
    assert.deepEqual(at('show: matrix\nrows: themes > |'), ['value', 'rows', '', 'matrix']);
    assert.deepEqual(at('show: who\ncodes: |'), ['value', 'codes', '', 'who']);
  });
});
