import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describeProposal } from '../../../src/core/autocode/describe.js';
import { AutocodeError } from '../../../src/core/autocode/finders.js';
import { followProposals, type Proposal } from '../../../src/core/autocode/proposals.js';
import type { AutocodeQuery } from '../../../src/core/autocode/query.js';
import { prepareSearch } from '../../../src/core/autocode/search.js';
import { codeMany } from '../../../src/core/coding/codeMany.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { QueryError } from '../../../src/core/queries/queryError.js';
import { Study } from '../../../src/core/study/study.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { anyText, runs } from '../markdown/generators.js';
import { processorTimeOf } from '../processorTime.js';

const codebook = `---
emic: 1
title: Bygda
transcripts: transcripts/**/*.md
interviewers: [I]
language: nb
---
# Kodebok

## Barrierer {.theme}

### Kostnad

### Tid

## Tillit
`;

const participants = 'id,rolle\nA1,bonde\nA2,lærer\n';

const interview = `---
title: Intervju
---

## Samarbeid {#samarbeid}

**I:** Hva kostet samarbeidet?

**A1:** [00:01:00] Samarbeidet kostet *mye*. Vi sam**arbeider** ennå. Tid
er penger.

Men det gikk bra.

**A2:** [Det tok tid]{.tid}, og samtidig [var det dyrt]{.kostnad}.

## Framtid

**A1:** Mer sam­arbeid? Ja, med [kommunen](http://a.b) &amp; andre.

**I:** Mer tid?
`.replace('\u00ad', '');

function study(
  documents: Readonly<Record<string, string>> = { 'transcripts/a.md': interview },
  book = codebook,
): Study {
  return Study.create({
    codebook: book,
    participants,
    documents: Object.entries(documents).map(([path, text]) => [path, CodedText.parse(text)] as const),
  });
}

async function search(query: Partial<AutocodeQuery>, of = study()): Promise<Proposal[]> {
  const prepared = await prepareSearch(of, { reach: 'match', codes: ['tillit'], ...query });
  return [...prepared.run()].flatMap(({ found }) => found);
}

async function find(query: Partial<AutocodeQuery>, of = study()): Promise<string[]> {
  return (await search(query, of)).map(({ document, extent }) => {
    const text = of.transcript(document)?.text.clean ?? '';
    return text.slice(extent.start, extent.end);
  });
}

describe('searching for what to code', () => {
  it('should find words in all their inflections', async () => {
    assert.deepEqual(await find({ wanted: { kind: 'words', text: 'samarbeid' } }), [
      'Samarbeidet',
      'sam**arbeider',
      'samarbeid',
    ]);
    assert.deepEqual(await find({ wanted: { kind: 'words', text: 'tid er, kommune' } }), ['Tid\ner', 'kommunen']);
  });

  it('should find words only as they are where the language is not known', async () => {
    const plain = study(undefined, codebook.replace('language: nb\n', ''));
    assert.deepEqual(await find({ wanted: { kind: 'words', text: 'samarbeid' } }, plain), ['samarbeid']);
  });

  it('should take the language of a document before that of the study', async () => {
    const of = study({ 'transcripts/e.md': '---\nlanguage: en\n---\n\nThe farmers farmed, farming on a farm.\n' });
    assert.deepEqual(await find({ wanted: { kind: 'words', text: 'farm' } }, of), ['farmed', 'farming', 'farm']);
  });

  it('should find a phrase across emphasis, line ends, links and codings', async () => {
    const text = (words: string, more = {}): Promise<string[]> =>
      find({ wanted: { kind: 'text', text: words, ...more } });
    assert.deepEqual(await text('samarbeider'), ['sam**arbeider']);
    assert.deepEqual(await text('mye. Vi samarbeider'), ['mye*. Vi sam**arbeider']);
    assert.deepEqual(await text('tid er penger'), ['Tid\ner penger']);
    assert.deepEqual(await text('tok tid, og'), ['tok tid, og']);
    assert.deepEqual(await text('med kommunen & andre'), ['med [kommunen](http://a.b) &amp; andre']);
    assert.deepEqual(await text('TID'), ['Tid', 'tid', 'tid']);
    assert.deepEqual(await text('tid', { matchCase: true }), ['tid', 'tid']);
    assert.deepEqual(await text('tid', { wholeWords: true }), ['Tid', 'tid']);
  });

  it('should find letters however they are composed', async () => {
    const of = study({ 'transcripts/n.md': 'Cafe\u0301 og caf\u00e9, men ikke cafe.\n' });
    const wanted = { kind: 'text', text: 'café' } as const;
    assert.deepEqual(await find({ wanted }, of), ['Cafe\u0301', 'caf\u00e9']);
    assert.deepEqual(await find({ wanted: { kind: 'text', text: 'cafe' } }, of), ['cafe']);
  });

  it('should find what a regular expression describes', async () => {
    const wanted = { kind: 'pattern', pattern: '\\bsam\\w+' } as const;
    assert.deepEqual(await find({ wanted }), ['Samarbeidet', 'sam**arbeider', 'samtidig', 'samarbeid']);
  });

  it('should leave labels, headings and questions alone', async () => {
    assert.deepEqual(await find({ wanted: { kind: 'text', text: 'A1' } }), []);
    assert.deepEqual(await find({ wanted: { kind: 'text', text: 'Framtid' } }), []);
    assert.deepEqual(await find({ wanted: { kind: 'text', text: 'Mer tid' } }), []);
    assert.deepEqual(await find({ wanted: { kind: 'text', text: 'Mer tid' }, voices: 'all' }), ['Mer tid']);
  });

  it('should combine all conditions', async () => {
    const wanted = { kind: 'text', text: 'tid' } as const;
    assert.deepEqual(await find({ wanted, participants: ['a1'] }), ['Tid']);
    assert.deepEqual(await find({ wanted, where: [{ name: 'rolle', value: 'lærer' }] }), ['tid', 'tid']);
    assert.deepEqual(await find({ wanted, within: ['Tid'] }), ['tid']);
    assert.deepEqual(await find({ wanted: { kind: 'text', text: 'dyrt' }, within: ['Barrierer'] }), ['dyrt']);
    assert.deepEqual(await find({ wanted: { kind: 'words', text: 'samarbeid' }, sections: ['Framtid'] }), [
      'samarbeid',
    ]);
    assert.deepEqual(await find({ wanted, participants: ['A1'], sections: ['Framtid'] }), []);
    assert.deepEqual(await find({ wanted, documents: [] }), []);
  });

  it('should find all that somebody says, or that answers a question', async () => {
    const turns = await find({ participants: ['A1'], reach: 'turn' });
    assert.equal(turns.length, 2);
    assert.ok(turns[0]?.startsWith('Samarbeidet') && turns[0].endsWith('gikk bra.'));
    const answers = await find({ sections: ['samarbeid'], reach: 'turn' });
    assert.equal(answers.length, 2);
    assert.equal((await find({ sections: ['samarbeid'], reach: 'paragraph' })).length, 3);
    assert.deepEqual(await find({ within: ['kostnad'] }), ['var det dyrt']);
  });

  it('should take in the sentence, the paragraph or the turn, each once', async () => {
    const wanted = { kind: 'words', text: 'samarbeid, penger, det' } as const;
    const sentences = await find({ wanted, reach: 'sentence', participants: ['A1'] });
    assert.deepEqual(sentences, [
      'Samarbeidet kostet *mye*.',
      'Vi sam**arbeider** ennå.',
      'Tid\ner penger.',
      'Men det gikk bra.',
      'Mer samarbeid?',
    ]);
    const turns = await search({ wanted, reach: 'turn', participants: ['A1'] });
    assert.deepEqual(
      turns.map(({ hits }) => hits.length),
      [4, 1],
    );
  });

  it('should leave out what has the code already', async () => {
    const wanted = { kind: 'text', text: 'tid' } as const;
    assert.deepEqual(await find({ wanted, codes: ['tid'] }), ['Tid', 'tid']);
    const prepared = await prepareSearch(study(), { wanted, codes: ['tid'], reach: 'match' });
    const steps = prepared.run();
    let last = steps.next();
    while (last.done !== true) last = steps.next();
    assert.deepEqual(last.value, { coded: 1, isCut: false });
  });

  it('should say in a sentence why nothing can be found', async () => {
    await assert.rejects(find({ wanted: { kind: 'text', text: ' ' } }), AutocodeError);
    await assert.rejects(find({ wanted: { kind: 'words', text: ', !' } }), AutocodeError);
    await assert.rejects(find({ wanted: { kind: 'pattern', pattern: '(' } }), AutocodeError);
    await assert.rejects(find({ where: [{ name: 'stance', value: 'contra' }] }), AutocodeError);
    await assert.rejects(find({ participants: ['X9'] }), QueryError);
    await assert.rejects(find({ sections: ['X9'] }), QueryError);
    await assert.rejects(find({ within: ['x9'] }), QueryError);
  });

  it('should describe a proposal as it reads', async () => {
    const of = study();
    const [proposal] = await search({ wanted: { kind: 'text', text: 'samarbeider' } }, of);
    assert.ok(proposal);
    assert.deepEqual(describeProposal(of.transcripts[0]!, proposal), {
      before: 'Samarbeidet kostet mye. Vi ',
      words: 'samarbeider',
      after: ' ennå. Tid er penger.',
      hits: [{ start: 0, end: 11 }],
      speaker: 'A1',
      time: '00:01:00',
      section: 'Samarbeid',
    });
  });

  it('should take time in step with the text, in steps', async function () {
    this.timeout(60_000);
    const time = async (paragraphs: number): Promise<number> => {
      const of = study({
        'transcripts/l.md': '**A1:** Vi *vil* samarbeide om det, og det var dyrt, men bra. Ja!\n\n'.repeat(paragraphs),
      });
      return processorTimeOf(async () => {
        const found = await search({ wanted: { kind: 'words', text: 'samarbeid' }, reach: 'sentence' }, of);
        assert.equal(found.length, Math.min(paragraphs, 10_000));
      });
    };
    await time(300);
    const small = Math.min(await time(300), await time(300));
    const large = await time(2400);
    assert.ok(large < 8 * 10 * Math.max(small, 20), `${String(small)} ms, ${String(large)} ms for eight times as much`);
  });
});

describe('proposals', () => {
  const wanted = fc.oneof(
    fc.constantFrom('vi', 'vil', 'samarbeid', 'på bygda', '😀', 'å').map((text) => ({ kind: 'text', text }) as const),
    fc.constantFrom('vil', 'samarbeid', 'på').map((text) => ({ kind: 'words', text }) as const),
    fc.constantFrom('\\w+', 'a.*', '[^ ]+', '\\bvi\\w*').map((pattern) => ({ kind: 'pattern', pattern }) as const),
  );
  const query = fc.record({
    wanted: fc.option(wanted, { nil: undefined }),
    reach: fc.constantFrom('match', 'sentence', 'paragraph', 'turn' as const),
    voices: fc.constantFrom('answers', 'all' as const),
  });

  it('should code exactly what they say, after the rules for edges, and change nothing before', async function () {
    this.timeout(120_000);
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(anyText, query, async (source, { wanted, reach, voices }) => {
        const of = study({ 'transcripts/a.md': source });
        const text = of.transcripts[0]!.text;
        const proposals = await search({ wanted, reach, voices, codes: ['zz'] }, of);
        assert.equal(text.text, source);
        for (const proposal of proposals) {
          const { start, end } = proposal.extent;
          assert.ok(start < end && end <= text.cleanLength);
          for (const hit of proposal.hits) assert.ok(start <= hit.start && hit.end <= end);
          describeProposal(of.transcripts[0]!, proposal);
        }
        for (let i = 1; i < proposals.length; i++)
          assert.ok(proposals[i - 1]!.extent.end <= proposals[i]!.extent.start);
        const many = codeMany(
          text,
          proposals.map(({ extent }) => extent),
          ['zz'],
        );
        if (many.kind === 'refused') return;
        const after = CodedText.parse(applyEdits(source, many.edits));
        assert.equal(after.clean, text.clean);
        const made = after.passages.filter(({ codes }) => codes.includes('zz')).map(({ clean }) => clean);
        const refused = new Set(many.refused.map(({ extent }) => extent.start));
        for (const { extent } of proposals) {
          const isMade = made.some(({ start, end }) => start < extent.end && extent.start < end);
          assert.ok(isMade || refused.size > 0, text.clean.slice(extent.start, extent.end));
        }
        assert.equal(new Set(made.map(({ start, end }) => `${start}-${end}`)).size, made.length);
        accepted += made.length;
      }),
      runs(0.5),
    );
    assert.ok(accepted > 0);
  });

  it('should follow their words through edits, and go where these are gone', () => {
    const before = CodedText.parse('Vi vil ha tid. Tid er penger. Mer tid.\n');
    const at = (words: string): Proposal => {
      const start = before.clean.indexOf(words);
      const extent = { start, end: start + words.length };
      return { document: 'a', extent, hits: [extent] };
    };
    const proposals = [at('tid.'), at('penger'), at('Mer tid')];
    const follow = (source: string): (string | undefined)[] => {
      const after = CodedText.parse(source);
      return followProposals(proposals, before, after).map((p) => p && after.clean.slice(p.extent.start, p.extent.end));
    };
    assert.deepEqual(follow('Vi vil ha tid. Tid er penger. Mer tid.\n'), ['tid.', 'penger', 'Mer tid']);
    assert.deepEqual(follow('Vi vil [ha]{.x} tid. Nå: Tid er penger. Mer tid.\n'), ['tid.', 'penger', 'Mer tid']);
    assert.deepEqual(follow('Vi vil ha tid. Tid er ikke penger, sa han. Mer tid.\n'), ['tid.', 'penger', 'Mer tid']);
    assert.deepEqual(follow('Vi vil ha tid. Mer tid.\n'), ['tid.', undefined, 'Mer tid']);
    assert.deepEqual(follow('Vi vil ha tid. Tid er pengar. Mer tid.\n'), ['tid.', undefined, 'Mer tid']);
    assert.deepEqual(follow(''), [undefined, undefined, undefined]);
  });
});
