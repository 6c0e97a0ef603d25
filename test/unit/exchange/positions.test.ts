import assert from 'node:assert/strict';
import fc from 'fast-check';
import { databaseOf } from './databases.js';
import { imported, passagesOf } from './support.js';

const points = (text: string): number => Array.from(text).length;
const units = (text: string): number => text.length;
const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** A text of a few lines, and some words of it by their numbers. */
const coded = fc.record({
  words: fc.array(fc.constantFrom('ja', 'nei', '😀', '👩‍👩‍👧', 'å', '[x]', '<b>', '&', 'æøå'), {
    minLength: 2,
    maxLength: 20,
  }),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  from: fc.nat(19),
  to: fc.nat(19),
});

interface Coded {
  readonly text: string;
  readonly before: string;
  readonly quote: string;
}

/** Lines of five words; the passage stays in its line. */
function madeOf({ words, lineEnd, from, to }: { words: string[]; lineEnd: string; from: number; to: number }): Coded {
  const first = from % words.length;
  const last = Math.min(words.length - 1, Math.max(first, to % words.length), first - (first % 5) + 4);
  const parted = words.map((word, i) => word + (i === words.length - 1 ? '' : i % 5 === 4 ? lineEnd : ' '));
  const quote = words.slice(first, last + 1).join(' ');
  return { text: parted.join(''), before: parted.slice(0, first).join(''), quote };
}

async function quoteIn(file: string, content: Uint8Array): Promise<string> {
  const result = await imported({ [file]: content });
  assert.ok(result);
  assert.doesNotMatch(result.said, /broken/);
  const [passage = ''] = passagesOf(result);
  return passage.split('|')[0] ?? '';
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

describe('positions of other programs', () => {
  for (const [name, count] of Object.entries({ points, units }))
    it(`should be found in any text of QualCoder: ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(coded, async (given) => {
          const { text, before, quote } = madeOf(given);
          const start = count(before);
          const database = await databaseOf({
            source: { columns: 'id, name, fulltext', rows: [[1, 'a', text]] },
            code_name: { columns: 'cid, name, catid', rows: [[1, 'c', null]] },
            code_text: { columns: 'cid, fid, seltext, pos0, pos1', rows: [[1, 1, quote, start, start + count(quote)]] },
          });
          assert.equal(await quoteIn('data.qda', database), quote);
        }),
        { numRuns: 60 },
      );
    });

  it('should be found in any text of RQDA', async () => {
    await fc.assert(
      fc.asyncProperty(coded, async (given) => {
        const { text, before, quote } = madeOf(given);
        const start = points(before);
        const database = await databaseOf({
          source: { columns: 'id, name, file, status', rows: [[1, 'a', text, 1]] },
          freecode: { columns: 'id, name, status', rows: [[1, 'c', 1]] },
          coding: {
            columns: 'cid, fid, seltext, selfirst REAL, selend REAL, status',
            rows: [[1, 1, quote, start, start + points(quote), 1]],
          },
        });
        assert.equal(await quoteIn('p.rqda', database), quote);
      }),
      { numRuns: 60 },
    );
  });

  it('should be found in any document of Taguette, in bytes', async () => {
    await fc.assert(
      fc.asyncProperty(coded, async (given) => {
        const { text, before, quote } = madeOf({ ...given, lineEnd: '\n' });
        const start = bytes(before);
        const html = text
          .split('\n')
          .map((line) => `<p>${escaped(line)}</p>`)
          .join('\n');
        const database = await databaseOf({
          projects: { columns: 'id, name, description', rows: [[1, 'p', '']] },
          documents: { columns: 'id, name, description, contents', rows: [[1, 'a', '', html]] },
          tags: { columns: 'id, project_id, path, description', rows: [[1, 1, 'c', '']] },
          highlights: {
            columns: 'id, document_id, start_offset, end_offset, snippet',
            rows: [[1, 1, start, start + bytes(quote), escaped(quote)]],
          },
          highlight_tags: { columns: 'highlight_id, tag_id', rows: [[1, 1]] },
        });
        assert.equal(await quoteIn('p.sqlite3', database), quote);
      }),
      { numRuns: 60 },
    );
  });
});
