import assert from 'node:assert/strict';
import path from 'node:path';
import { expected, samskaping } from '../study/studies.js';
import { run } from './terminals.js';

const fixture = path.resolve(samskaping);

interface Place {
  readonly quote: string;
  readonly [key: string]: unknown;
}

describe('queries on the command line', () => {
  const query = (...args: readonly string[]): ReturnType<typeof run> => run(fixture, 'query', ...args);
  const objects = async (...args: readonly string[]): Promise<readonly Place[]> => {
    const { code, out, error } = await query(...args, '--format', 'json');
    assert.deepEqual([code, error], [0, '']);
    return JSON.parse(out) as Place[];
  };
  const indexed = (JSON.parse(expected('code-index.json')) as { passages: Place[] }).passages;

  describe('emic query', () => {
    it('should print what it finds in Markdown, in the study’s language', async () => {
      const { code, out } = await query('kostnad and not tillit');
      assert.equal(code, 0);
      assert.match(
        out,
        /^# kostnad and not tillit\n\nTreff: 3 i ett dokument\n\n## Intervju A1 \(3\)\n\n> Hva kostet det\?\n>/,
      );
      assert.match(out, /\n> Vi fikk penger\n>\n> — A1 · .*#L16>\) · stance=contra · Kostnad\n$/);
      assert.doesNotMatch(out, /Vi stolte/);
    });

    it('should print the passages of the index as JSON and JSON Lines', async () => {
      assert.deepEqual(await objects('coded'), indexed);
      const wanted = indexed.filter(({ codes }) => (codes as string[]).includes('tid'));
      assert.deepEqual(await objects('tid'), wanted);
      const { out } = await query('tid', '--format', 'jsonl');
      assert.deepEqual(
        out
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown),
        wanted,
      );
    });

    it('should print turns, which are no passages', async () => {
      assert.deepEqual(await objects('turns with not coded'), [
        {
          document: 'transcripts/a2-a3.md',
          codes: [],
          start: { line: 7, column: 17 },
          end: { line: 7, column: 25 },
          cleanStart: 91,
          cleanEnd: 99,
          quote: 'Og dere?',
          speakers: ['Intervjuer'],
          participants: ['Intervjuer'],
          time: null,
          section: ['start'],
        },
      ]);
      const lines = (await query('turns with kostnad and speaker:A1', '--format', 'csv')).out.trimEnd().split('\n');
      assert.equal(lines[0], 'document,codes,quote,speakers,participants,time,section,startLine,cleanStart,cleanEnd');
      assert.deepEqual(
        lines.slice(1).map((line) => line.split(',').slice(0, 5)),
        [
          ['transcripts/a1.md', 'kostnad; barrierer; tid', 'Det ble dyrt og det tok lang tid.', 'A1', 'A1'],
          ['transcripts/a1.md', 'kostnad', 'Vi fikk penger.', 'A1', 'A1'],
        ],
      );
    });

    it('should follow relations, and speak Norwegian', async () => {
      const quotes = async (text: string): Promise<readonly string[]> =>
        (await objects(text)).map(({ quote }) => quote);
      assert.deepEqual(await quotes('tid within barrierer'), ['lang tid']);
      assert.deepEqual(await quotes('tid innenfor barrierer'), ['lang tid']);
      assert.deepEqual(await quotes('kostnad near:0turns tid'), ['Det ble dyrt']);
      assert.deepEqual(await quotes('kode:kostnad og taler:A1 og holdning:contra'), ['Vi fikk penger']);
    });

    it('should print nothing but the frame where it finds nothing', async () => {
      assert.deepEqual(await objects('tid and ord'), []);
      assert.equal((await query('tid and ord', '--format', 'jsonl')).out, '');
      assert.equal((await query('tid and ord', '--format', 'csv')).out.split('\n').length, 2);
      assert.equal((await query('tid and ord')).out, '# tid and ord\n\nTreff: 0 i 0 dokumenter\n');
    });

    const wrong: readonly (readonly [text: string, sentence: RegExp])[] = [
      ['kostnad and (tid', /^emic: query, column 13: This parenthesis is not closed\.\n$/],
      ['kostnad near:3 ties tid', /^emic: query, column \d+: A distance is counted in turns/],
      ['kostnad and tidd', /^emic: query, column 13: There is no code tidd in this study/],
      ['tid and participant:Z', /^emic: query, column 21: .*Z/],
      ['not', /^emic: query, column \d+: Here a code is missing/],
      ['', /^emic: query, column 1: /],
    ];
    for (const [text, sentence] of wrong) {
      it(`should say where ${JSON.stringify(text)} goes wrong`, async () => {
        const { code, out, error } = await query(text);
        assert.deepEqual([code, out], [2, '']);
        assert.match(error, sentence);
      });
    }

    it('should take the study’s folder by name', async () => {
      const elsewhere = await run(path.dirname(fixture), 'query', 'tid', 'samskaping');
      assert.deepEqual(elsewhere, await query('tid'));
    });
  });

  describe('emic passages --query', () => {
    const passages = (...args: readonly string[]): ReturnType<typeof run> => run(fixture, 'passages', ...args);

    it('should print what emic query finds, in all formats', async () => {
      const found = await objects('kostnad and not tillit');
      assert.equal(found.length, 3);
      const json = await passages('--query', 'kostnad and not tillit', '--format', 'json');
      assert.deepEqual(JSON.parse(json.out), found);
      const lines = await passages('--query', 'kostnad and not tillit', '--format', 'jsonl');
      assert.equal(lines.out, (await query('kostnad and not tillit', '--format', 'jsonl')).out);
      const csv = await passages('--query', 'kostnad and not tillit', '--format', 'csv');
      assert.equal(csv.out.trimEnd().split('\n').length, 4);
      assert.match((await passages('--query', 'kostnad and not tillit')).out, /^# Utdrag: 3\n\n## Intervju A1\n/);
    });

    it('should hold besides the other conditions', async () => {
      const both = await passages('--query', 'kostnad', '--participant', 'A1', '--not', 'tid', '--format', 'json');
      assert.deepEqual(
        (JSON.parse(both.out) as Place[]).map(({ quote }) => quote),
        ['Det ble dyrt', 'Vi fikk penger'],
      );
    });

    it('should say what goes wrong, and where', async () => {
      const turns = await passages('--query', 'turns with kostnad');
      assert.deepEqual([turns.code, turns.out], [2, '']);
      assert.match(turns.error, /finds turns and no passages/);
      const open = await passages('--query', 'kostnad and (');
      assert.equal(open.code, 2);
      assert.match(open.error, /^emic: query, column \d+: [^\n]+\n$/);
    });
  });
});
