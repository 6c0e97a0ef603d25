import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { beginSign, endSign, findBlocks } from '../../../src/core/analysis/documents/blocks.js';
import { linksFrom } from '../../../src/core/analysis/documents/links.js';
import { checkBlocks } from '../../../src/core/analysis/documents/problems.js';
import { refreshBlocks } from '../../../src/core/analysis/documents/refresh.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { formatMessage } from '../../../src/core/text/message.js';
import type { Study } from '../../../src/core/study/study.js';
import { readFiles, samskaping, studyOf } from '../study/studies.js';

const study = studyOf(readFiles(samskaping));
const ask = (question: string): string => `\`\`\`emic\n${question}\n\`\`\``;

async function refreshed(source: string, of: Study = study): Promise<string> {
  const { edits } = await refreshBlocks(of, source, linksFrom(of, 'analysis/a.md'));
  return applyEdits(source, edits);
}

describe('the blocks of an analysis document', () => {
  it('should have their results below them, in the study’s language', async () => {
    const source = `# Funn\n\nMin tekst.\n\n${ask('show: matrix\nrows: themes\ncolumns: participants\nreasons: false')}\n\nMer tekst.\n`;
    assert.equal(
      await refreshed(source),
      source.replace(
        '\n\nMer tekst',
        `\n\n${beginSign}\n\n` +
          '|  | A1 | A2 | A3 | A4 | **Samlet** |\n|---|---:|---:|---:|---:|---:|\n' +
          '| Barrierer | 4 | 1 | 1 | 0 | **5** |\n| Tillit | 1 | 1 | 2 | 0 | **3** |\n| **Samlet** | **4** | **1** | **2** | **0** | **6** |' +
          `\n\n${endSign}\n\nMer tekst`,
      ),
    );
  });

  it('should quote passages with links to them', async () => {
    const made = await refreshed(ask('show: quotations\ncodes: tid\nby: nothing'));
    assert.ok(made.includes('> lang tid\n>\n> — A1 · 00:01:05 · [Intervju A1](<../transcripts/a1.md#t1>)'), made);
    assert.ok(made.includes('(<../transcripts/note.md#L3>)'), made);
  });

  it('should say what is wrong where the result would stand, and where', async () => {
    const source = `${ask('show: matrix\nrows: codes\ncolumns: hva')}\n`;
    const { edits, problems } = await refreshBlocks(study, source, () => undefined);
    assert.match(applyEdits(source, edits), /\n> ⚠ .*hva.*\n/);
    assert.equal(problems.length, 1);
    const wrong: readonly (readonly [question: string, place: string])[] = [
      ['show: matrix\nrows: codes\ncolumns: themes\ncell: x', 'x'],
      ['show: weather', 'weather'],
      ['rows: [', '['],
      ['show: matrix\nrows: codes\ncolour: red', 'red'],
    ];
    for (const [question, place] of wrong) {
      const text = ask(question);
      const { problems: found } = await refreshBlocks(study, text, () => undefined);
      assert.deepEqual(
        found.map(({ start, end }) => text.slice(start, end)),
        [place],
        question,
      );
    }
  });

  it('should be checked without being made, saved queries too', async () => {
    const wrong: readonly (readonly [question: string, place: string])[] = [
      ['show: weather', 'weather'],
      ['rows: [', '['],
      ['show: matrix\nrows: codes\ncolour: red', 'red'],
      ['show: quotations\ncodes: tid, nonsense', 'tid, nonsense'],
      ['show: summary\ncode: nonsense', 'nonsense'],
      ['show: quotations\nquery: tid and nonsense', 'nonsense'],
      ['query: tid and nonsense', 'nonsense'],
      ["query: 'text:tid and ('", ''],
    ];
    for (const [question, place] of wrong) {
      const text = ask(question);
      const found = checkBlocks(study, text);
      assert.equal(found.length, 1, question);
      if (place !== '') assert.equal(text.slice(found[0]!.start, found[0]!.end), place, question);
      if (!question.startsWith('query'))
        assert.equal((await refreshBlocks(study, text, () => undefined)).problems.length, 1);
    }
    const right = [
      'query: tid',
      'show: who\ncodes: tid',
      'show: matrix\nrows: codes\ncolumns: themes',
      'show: quotations',
    ];
    assert.deepEqual(checkBlocks(study, right.map(ask).join('\n\n')), []);
  });

  it('should be left alone where they are damaged', async () => {
    for (const source of [
      '```emic\nshow: matrix\n',
      `${ask('show: who')}\n\n${beginSign}\n\nold\n`,
      `${ask('show: who')}\n\n${beginSign}\n\nold\n\n${ask('show: who')}\n\n${beginSign}\n\n${endSign}\n`,
    ]) {
      const { edits, problems } = await refreshBlocks(study, source, () => undefined);
      assert.equal(problems.length, 1);
      assert.match(formatMessage(problems[0]!.message), /no end/);
      assert.equal(edits.length, source.includes('old\n\n```') ? 1 : 0);
    }
  });

  it('should not be found in quotes, lists, other code and front matter', () => {
    for (const source of [
      `> ${ask('show: who').replaceAll('\n', '\n> ')}`,
      `- ${ask('show: who').replaceAll('\n', '\n  ')}`,
      `~~~~\n${ask('show: who')}\n~~~~`,
      '``` emical\nshow: who\n```',
      `---\nx: |\n  ${ask('show: who').replaceAll('\n', '\n  ')}\n---\n`,
    ]) {
      assert.deepEqual(findBlocks(source), [], source);
    }
  });

  it('should keep CR LF, and be the same bytes when they are made again', async () => {
    const source = `Prosa.\n\n${ask('show: who')}\n\nMer.\n`.replaceAll('\n', '\r\n');
    const once = await refreshed(source);
    assert.ok(!/[^\r]\n/.test(once));
    assert.equal(await refreshed(once), once);
  });

  it('should change nothing outside of their results, whatever stands around them', async () => {
    const prose = fc.constantFrom(
      'Prosa.',
      '# Funn',
      '- en\n- to',
      '> sitat',
      '<div>',
      '<!-- x -->',
      '[^1]: note',
      '    kode',
      '| a |\n|---|\n| b |',
      '',
      '[x]{.tid}',
    );
    const block = fc
      .constantFrom('show: who', 'show: coverage', 'show: who\ncodes: nei', 'show: quotations\ncodes: tid', ': :', '')
      .map(ask);
    const piece = fc.oneof(prose, block);
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), async (pieces, lineEnd) => {
        const source = `${pieces.join('\n\n')}\n`.replaceAll('\n', lineEnd);
        const once = await refreshed(source);
        assert.equal(await refreshed(once), once);
        const without = (text: string): string => {
          const blocks = findBlocks(text);
          return blocks.reduceRight((rest, { end, result }) => {
            if (result === undefined) return rest;
            const after = rest.slice(result.end + endSign.length);
            return rest.slice(0, end) + after;
          }, text);
        };
        assert.equal(without(once), source);
      }),
      { numRuns: Number(process.env.EMIC_RUNS ?? 200) },
    );
  });
});
