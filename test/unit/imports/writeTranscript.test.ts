import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { codeMany } from '../../../src/core/coding/codeMany.js';
import { plainSource, SourceBuilder } from '../../../src/core/imports/source.js';
import { speakerName, SpeakerLabels } from '../../../src/core/imports/speakerLabels.js';
import { timeStamp, writableText, writeTranscript } from '../../../src/core/imports/writeTranscript.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { findConflicts } from '../../../src/core/text/conflicts.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { labelKey } from '../../../src/core/transcript/labels.js';
import { runs } from '../markdown/generators.js';
import { read } from '../transcript/read.js';
import { expectedParagraphs, visibleParagraphs } from './reading.js';
import { anySource, plainSources } from './sources.js';

describe('writing a source as a transcript', () => {
  const write = (text: string): string => writeTranscript(plainSource(text)).markdown;

  it('should leave prose as it is', () => {
    const text = 'Vi vil [navn] det (ler) samme, ca. ~20 % – 5 * … «sitat» [00:12:03] C:\\Users a_b & c < d';
    assert.equal(write(text), `${text.replace('*', '\\*')}\n`);
  });

  it('should escape what reads as a mark, a footnote or attributes', () => {
    assert.equal(write('[x]{.y} [a](b) [^1] ^[n]'), '[x]\\{.y} [a]\\(b) [\\^1] \\^[n]\n');
  });

  it('should escape brackets without a counterpart', () => {
    assert.equal(write('a [b [c] d'), 'a \\[b [c] d\n');
    assert.equal(write('a] b'), 'a\\] b\n');
  });

  it('should escape what begins a block', () => {
    assert.equal(
      write('2020. Det\n# Nei\n- punkt\n> sitat\n---\n<navn>\n<<<<<<< HEAD'),
      '2020\\. Det\n\n\\# Nei\n\n\\- punkt\n\n\\> sitat\n\n\\---\n\n\\<navn>\n\n\\<<<<<<< HEAD\n',
    );
  });

  it('should write turns with their speaker and time', () => {
    const builder = new SourceBuilder();
    builder.add('Hva heter du?', { speaker: 'Intervjuer', time: 1.5 });
    builder.add('Kari. Merk: dette', { speaker: 'SPEAKER_00', time: 3723 });
    builder.add('Merk: dette', {});
    builder.add('Merk: igjen', {});
    builder.add('Ja', { speaker: '+47 99' });
    assert.equal(
      writeTranscript(builder.source({ title: 'T' }), { date: '2026-01-02' }).markdown,
      `---
title: T
date: 2026-01-02
speakers:
  Speaker 47 99: +47 99
---

**Intervjuer** [00:00:01]: Hva heter du?

**SPEAKER_00** [01:02:03]: Kari. Merk: dette

Merk\\: dette

Merk\\: igjen

**Speaker 47 99:** Ja
`,
    );
  });

  it('should leave labels in plain text', () => {
    const turns = read(write('A1: Hei\nA2: Hei\nA1: Ja\nA2: Nei')).turns.map(({ label }) => label);
    assert.deepEqual(turns, ['A1', 'A2', 'A1', 'A2']);
  });

  it('should nest lists, number them and keep bold and italics', () => {
    const builder = new SourceBuilder();
    const item = { kind: 'item', ordered: true } as const;
    builder.add('Tittel', { kind: 'heading', level: 2 });
    builder.add('en', { ...item, level: 1 });
    builder.add('to', { ...item, level: 2, ordered: false });
    builder.add('tre\nfire', { ...item, level: 1 });
    builder.add('umulig (ja)x', {
      styles: [
        { start: 1, end: 6, style: 'strong' },
        { start: 7, end: 11, style: 'emphasis' },
      ],
    });
    assert.equal(
      writeTranscript(builder.source()).markdown,
      '## Tittel\n\n1. en\n   - to\n2. tre\\\n   fire\n\nu**mulig** _(ja_)x\n',
    );
  });

  it('should read as the source does', () => {
    fc.assert(
      fc.property(anySource, (source) => {
        const { markdown } = writeTranscript(source);
        const labels = new SpeakerLabels(source.paragraphs.map(({ speaker }) => speaker ?? ''));
        const labelOf = (name: string): string => labels.of(name)?.label ?? '';
        assert.deepEqual(visibleParagraphs(markdown), expectedParagraphs(source, labelOf), markdown);
        const text = CodedText.parse(markdown);
        assert.equal(text.clean, markdown);
        assert.deepEqual(text.problems, []);
        assert.deepEqual(findConflicts(markdown), []);
      }),
      runs(3),
    );
  });

  it('should have the turns, speakers and times of the source, and no others', () => {
    fc.assert(
      fc.property(anySource, (source) => {
        const isStructured = source.paragraphs.some(({ speaker, time }) => speaker !== null || time !== null);
        fc.pre(isStructured);
        const { markdown } = writeTranscript(source);
        const expected = source.paragraphs
          .filter(({ kind, speaker }) => kind !== 'heading' && speaker !== null && speakerName(speaker) !== '')
          .map(({ speaker, time }) => [labelKey(speakerName(speaker ?? '')), timeStamp(time)]);
        const turns = read(markdown).turns.map(({ speaker, time }) => [labelKey(speaker), time]);
        assert.deepEqual(turns, expected, markdown);
      }),
      runs(3),
    );
  });

  it('should tell the place of each character', () => {
    fc.assert(
      fc.property(anySource, (source) => {
        const { markdown, placeOf } = writeTranscript(source);
        const text = writableText(source.text);
        for (let i = 0; i < text.length; i++) {
          const isPair = text.charCodeAt(i) >= 0xd800 && text.charCodeAt(i) <= 0xdbff;
          const character = text.slice(i, isPair ? i + 2 : i + 1);
          const from = placeOf(i, 'start');
          const to = placeOf(i + character.length, 'end');
          if (isPair) i++;
          // White space at the edges of lines is not written.
          if (character.trim() === '') continue;
          const written = markdown.slice(from, to);
          const said = written.startsWith('&#') ? String.fromCodePoint(Number(written.slice(2, -1))) : written;
          assert.ok(
            said === character || said === `\\${character}`,
            `${JSON.stringify(said)} for ${character} in ${markdown}`,
          );
        }
      }),
      runs(1),
    );
  });

  it('should give places that can be coded', () => {
    fc.assert(
      fc.property(plainSources, fc.nat(), fc.nat(), (source, a, b) => {
        const lines = source.paragraphs.filter(({ start, end }) => source.text.slice(start, end).trim() !== '');
        const line = lines[a % Math.max(1, lines.length)];
        if (line === undefined) return;
        const start = line.start + (b % (line.end - line.start));
        const end = start + 1 + (a % (line.end - start));
        fc.pre(writableText(source.text).slice(start, end).trim() !== '');
        const { markdown, placeOf } = writeTranscript(source);
        const text = CodedText.parse(markdown);
        const said = writableText(source.text).slice(start, end);
        const first = start + said.length - said.trimStart().length;
        const extent = { start: placeOf(first, 'start'), end: placeOf(start + said.trimEnd().length, 'end') };
        const result = codeMany(text, [extent], ['kode']);
        if (result.kind !== 'edits') assert.fail(result.message.template);
        assert.deepEqual(result.refused, [], markdown);
        const coded = CodedText.parse(applyEdits(markdown, result.edits));
        const [passage] = coded.passages;
        assert.ok(passage !== undefined && passage.clean.start <= extent.start && passage.clean.end >= extent.end);
      }),
      runs(1),
    );
  });
});
