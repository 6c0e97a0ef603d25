import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as fc from 'fast-check';
import { writeZip } from '../../../src/core/archive/writeZip.js';
import { openZip } from '../../../src/core/archive/readZip.js';
import { joinCues } from '../../../src/core/imports/join.js';
import { takeSpeakers, type Cue } from '../../../src/core/imports/cues.js';
import { readDocument } from '../../../src/core/imports/readDocument.js';
import { sentenceOf } from '../../../src/core/imports/report.js';
import { writeTranscript } from '../../../src/core/imports/writeTranscript.js';
import { readVtt } from '../../../src/core/imports/vtt.js';
import { runs } from '../markdown/generators.js';
import { docx, odt, word } from './archives.js';
import { sourceLine } from './sources.js';
import { processorTimeOf } from '../processorTime.js';

const { run, paragraph } = word;

const seeds: Readonly<Record<string, Uint8Array>> = {
  'a.docx': docx(
    paragraph(run('Kari   0:03') + word.break + run('Hei', '<w:b/>')) +
      paragraph(run('punkt'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') +
      `<w:tbl><w:tr><w:tc>${paragraph(run('celle'))}</w:tc></w:tr></w:tbl>`,
  ),
  'a.odt': odt(
    '<text:h text:outline-level="2">H</text:h><text:list><text:list-item><text:p>a <text:span>b</text:span></text:p></text:list-item></text:list>',
  ),
};
for (const name of fs.readdirSync('test/fixtures/imports'))
  if (!name.endsWith('.md'))
    Object.assign(seeds, { [name]: new Uint8Array(fs.readFileSync(`test/fixtures/imports/${name}`)) });

/** Reads and writes a document, or says why not; anything else is a mistake. */
async function survives(name: string, bytes: Uint8Array): Promise<void> {
  try {
    const { source } = await readDocument(name, bytes);
    const { text, paragraphs } = source;
    let at = 0;
    for (const { start, end } of paragraphs) {
      assert.ok(start >= at && end >= start && end <= text.length);
      at = end;
    }
    assert.doesNotMatch(text, /\r/);
    writeTranscript(source);
  } catch (error) {
    if (sentenceOf(error) === undefined) throw error;
  }
}

const damage = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant('flip' as const), at: fc.double({ min: 0, max: 1, noNaN: true }), bit: fc.nat(7) }),
  fc.record({
    kind: fc.constant('repeat' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(200),
  }),
);

function damaged(
  bytes: Uint8Array,
  damages: readonly (typeof damage extends fc.Arbitrary<infer T> ? T : never)[],
): Uint8Array {
  let all = Uint8Array.from(bytes);
  for (const each of damages) {
    const at = Math.min(all.length - 1, Math.floor(each.at * all.length));
    if (at < 0) break;
    if (each.kind === 'cut') all = all.slice(0, at);
    else if (each.kind === 'flip') all[at]! ^= 1 << each.bit;
    else all = Uint8Array.from([...all.slice(0, at), ...all.slice(at, at + each.length), ...all.slice(at)]);
  }
  return all;
}

describe('readers of whatever bytes', () => {
  for (const [name, bytes] of Object.entries(seeds)) {
    it(`should read ${name} or say why not, however it is damaged`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) =>
          survives(name, damaged(bytes, damages)),
        ),
        runs(name.endsWith('.docx') ? 0.2 : 0.4),
      );
    });
  }

  for (const name of ['a.docx', 'a.odt']) {
    it(`should read ${name} or say why not, whatever stands in its parts`, async () => {
      const parts = openZip(seeds[name]!).map((file) => [file.path, file.read()] as const);
      await fc.assert(
        fc.asyncProperty(fc.nat(parts.length - 1), fc.array(damage, { minLength: 1, maxLength: 3 }), (part, damages) =>
          survives(
            name,
            writeZip(parts.map(([path, bytes], i) => [path, i === part ? damaged(bytes, damages) : bytes])),
          ),
        ),
        runs(0.2),
      );
    });
  }

  it('should end soon, however deep or long it gets', async () => {
    const many = 100_000;
    const texts = [
      `WEBVTT\n\n00:01.000 --> 00:02.000\n${'<v A>'.repeat(many)}x`,
      `WEBVTT\n\n${'00:01.000 --> '.repeat(many)}`,
      `WEBVTT\n\n00:01.000 --> 00:02.000\n${'<v '.repeat(many)}`,
      `WEBVTT\n\n00:01.000 --> 00:02.000\n${'['.repeat(many)}`,
      `1\n00:00:01,000 --> 00:00:02,000\n${'{\\'.repeat(many)}${'<font '.repeat(many)}`,
      `{"segments":${'['.repeat(many)}`,
      `{"segments":[{"text":"a"},${'{"text":'.repeat(many)}`,
      'a '.repeat(many),
      `${'A '.repeat(many)}0:03\n`,
      '\\'.repeat(many),
      '[a]('.repeat(many),
      '*_`'.repeat(many),
      `${' '.repeat(many)}x${'\t'.repeat(many)}`,
      '&'.repeat(many),
    ];
    for (const [i, text] of texts.entries()) {
      const took = await processorTimeOf(() => survives('a', new TextEncoder().encode(text)));
      assert.ok(took < 30_000, `text ${i} took ${took} ms`);
    }
    const lines = odt(`<text:p>${'[<text:line-break/>'.repeat(30_000)}</text:p>`);
    await survives('a.odt', lines);
    const nested = odt('<text:list><text:list-item>'.repeat(20_000));
    await survives('a.odt', nested);
  });
});

describe('cues', () => {
  const cue = fc.record({
    time: fc.option(fc.nat(4000), { freq: 8 }),
    end: fc.option(fc.nat(4000), { freq: 8 }),
    speaker: fc.option(fc.constantFrom('Kari', 'Ola', 'kari ', '')),
    text: sourceLine.map((text) => text.replace(/\s+/g, ' ').trim()),
  });

  it('should be joined without a word lost or added', () => {
    fc.assert(
      fc.property(fc.array(cue), (cues) => {
        const { text } = joinCues(cues).source();
        const said = (cues as readonly Cue[]).map((each) => each.text).filter((each) => each !== '');
        assert.equal(text.replace(/\n/g, ' '), said.join(' '));
      }),
      runs(),
    );
  });

  it('should keep their text, with their speaker before it', () => {
    fc.assert(
      fc.property(fc.array(cue), (cues) => {
        const plain = cues.map((each) => ({ ...each, speaker: null }));
        takeSpeakers(plain).forEach(({ speaker, text }, i) => {
          const whole = plain[i]!.text;
          assert.ok(speaker === null ? text === whole : whole.endsWith(text) && whole.includes(speaker));
        });
      }),
      runs(),
    );
  });

  it('should say in WebVTT what was written there', () => {
    const line = sourceLine
      .map((text) => text.replace(/-->/g, '').replace(/\s+/g, ' ').trim())
      .filter((text) => text !== '' && !text.includes('﻿'));
    const written = fc.array(fc.record({ speaker: fc.constantFrom('Kari', 'Ola', 'Per & Pål'), line }), {
      minLength: 1,
    });
    const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    fc.assert(
      fc.property(written, fc.constantFrom('\n', '\r\n', '\r'), (cues, end) => {
        const blocks = cues.map(({ speaker, line: said }, i) => {
          const two = (number: number): string => String(number).padStart(2, '0');
          return `00:00:${two(i)}.000 --> 00:00:${two(i + 1)}.000\n<v ${escape(speaker)}>${escape(said)}</v>\n`;
        });
        const { source, notes } = readVtt(`WEBVTT\n\n${blocks.join('\n')}`.replace(/\n/g, end));
        assert.deepEqual(notes, []);
        assert.equal(source.text.replace(/\n/g, ' '), cues.map(({ line: said }) => said).join(' '));
      }),
      runs(),
    );
  });
});
