import { CodedText } from '../../src/core/markdown/codedText.js';
import { LiveQuery } from '../../src/core/queries/evaluation/findings.js';
import { parseQuery } from '../../src/core/queries/language/parse.js';
import { Study } from '../../src/core/study/study.js';
import type { Passage } from '../../src/core/transcript/types.js';
import { codebook, participants, transcript } from './corpus.js';
import { cpu, median, milliseconds, once, type Row } from './measure.js';

const files = 664;

/** A study of about 60,000 passages, held in memory. */
export function manyPassages(): Study {
  const documents = Array.from(
    { length: files },
    (_, i) =>
      [`transcripts/t${String(i).padStart(4, '0')}.md`, CodedText.parse(transcript(i + 1, 24_000, 95))] as const,
  );
  return Study.create({ codebook: codebook(), participants: participants(), documents });
}

/** What a query for neighbours comes to where each passage is compared with each of its document. */
function compareEach(study: Study, one: string, other: string): number {
  let found = 0;
  const has = ({ codes }: Passage, code: string): boolean => codes.includes(code);
  for (const { passages, turns } of study.transcripts) {
    const turnAt = (place: number): number => turns.filter(({ start }) => start <= place).length;
    for (const a of passages) {
      if (!has(a, one)) continue;
      const isNear = passages.some((b) => {
        if (!has(b, other)) return false;
        const [first, second] = a.clean.start <= b.clean.start ? [a, b] : [b, a];
        return turnAt(second.clean.start) - turnAt(first.clean.end - 1) <= 2;
      });
      if (isNear) found++;
    }
  }
  return found;
}

/** A query that is typed anew each time, over everything; and after a key in one document. */
export function benchQueries(): readonly Row[] {
  const rows: Row[] = [];
  let study = manyPassages();
  const count = study.passages.length;
  console.log(`Queries: ${String(files)} transcripts, ${String(count)} passages.`);
  const ask = (text: string): number => new LiveQuery(parseQuery(text)).in(study).count;
  ask('kode1 near:2turns kode2 and participant:P1');
  const baseline = once(() => compareEach(study, 'kode1', 'kode2'));
  const queries: readonly (readonly [string, boolean])[] = [
    ['kode1 and not kode2', true],
    ['tema1 near:2turns tema2', true],
    ['tema1 overlapping (tema2 or tema3) and stance=contra', true],
    ['tema1 and rolle=bonde and section:"Spørsmål 2"', true],
    ['tema1 near:10words tema2 and text:ferja', true],
    ['turns with tema1 and tema2', true],
  ];
  for (const [text, isHeld] of queries) {
    ask(text);
    const runs = Array.from({ length: 9 }, () => cpu(() => ask(text)));
    const figure = median(runs);
    rows.push({
      what: `query over ${String(count)} passages: ${text}`,
      figure: milliseconds(figure),
      baseline: text.includes('near:2turns') ? `${milliseconds(baseline)} (each with each, two codes)` : '',
      ratio: '',
      goal: isHeld ? 'under 50 ms' : '',
      met: isHeld ? figure < 50 : undefined,
    });
  }
  const live = new LiveQuery(parseQuery('tema1 near:2turns tema2 and text:ferja'));
  let found = live.in(study).count;
  const keys = Array.from({ length: 20 }, (_, i) => {
    const { path, text } = study.transcripts[i * 7]!;
    return once(() => {
      study = study.withDocument(path, text.update([{ start: 2_000, end: 2_000, text: 'a' }]));
      found = live.in(study).count;
    });
  });
  rows.push({
    what: `the same after a key in one document (${String(found)} found)`,
    figure: milliseconds(median(keys)),
    baseline: '',
    ratio: '',
    goal: 'under 16 ms',
    met: median(keys) < 16,
  });
  return rows;
}
