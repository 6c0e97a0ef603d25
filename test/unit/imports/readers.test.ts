import assert from 'node:assert/strict';
import fs from 'node:fs';
import { writeZip } from '../../../src/core/archive/writeZip.js';
import { readDocument } from '../../../src/core/imports/readDocument.js';
import { sentenceOf } from '../../../src/core/imports/report.js';
import { writeTranscript } from '../../../src/core/imports/writeTranscript.js';
import { formatMessage } from '../../../src/core/text/message.js';
import { docx, odt, word } from './archives.js';

const folder = 'test/fixtures/imports';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function read(
  name: string,
  bytes: Uint8Array,
): Promise<{ markdown: string; notes: readonly string[]; format: string }> {
  const { source, notes, format } = await readDocument(name, bytes);
  return {
    markdown: writeTranscript(source).markdown,
    notes: notes.map(({ message }) => formatMessage(message)),
    format,
  };
}

async function refusal(name: string, bytes: Uint8Array): Promise<string> {
  const error: unknown = await readDocument(name, bytes).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const sentence = sentenceOf(error);
  assert.ok(sentence !== undefined, String(error));
  return formatMessage(sentence);
}

describe('reading documents of other programs', () => {
  describe('the fixtures', () => {
    const formats = { vtt: 'vtt', srt: 'srt', json: 'whisper', txt: 'text' } as const;
    for (const name of fs
      .readdirSync(folder)
      .filter((each) => /\.(?:vtt|srt|json|txt)$/.test(each) && each !== 'guide.txt')) {
      it(`should read ${name}`, async () => {
        const bytes = fs.readFileSync(`${folder}/${name}`);
        // What it is called does not count.
        const { markdown, notes, format } = await read('document', bytes);
        assert.equal(format, formats[name.slice(name.lastIndexOf('.') + 1) as keyof typeof formats]);
        const expected = `${folder}/${name}.md`;
        const said = markdown + notes.map((note) => `\n<!-- ${note} -->\n`).join('');
        if (process.env.EMIC_WRITE === '1') fs.writeFileSync(expected, said);
        assert.equal(said, fs.readFileSync(expected, 'utf8'));
      });
    }
  });

  describe('WebVTT', () => {
    const head = 'WEBVTT - x\nKind: captions\n\n';

    it('should tell where a cue is broken, and keep what is said', async () => {
      const { markdown, notes } = await read('a', bytesOf(`${head}00:00:01.000 --> tull\n<v A>Hei</v>\n\nløs tekst\n`));
      assert.equal(markdown, '**A:** Hei løs tekst\n');
      assert.deepEqual(notes, [
        'Line 4: the time of this cue cannot be read; its text is kept.',
        'Line 7: this text stands outside all cues; it is kept without a time.',
      ]);
    });

    it('should read cues without empty lines between, and a last one that was cut off', async () => {
      const text = `${head}1\n00:01.000 --> 00:02.000\nEn\n2\n00:02.000 --> 00:03.000\nto.\n\n3\n00:03.0`;
      const { markdown, notes } = await read('a', bytesOf(text));
      assert.equal(markdown, '[00:00:01] En to.\n');
      assert.deepEqual(notes, ['Line 11: a cue is cut off here.']);
    });

    it('should read whatever line ends and encodings', async () => {
      const text = `${head}00:01.000 --> 00:02.000\n<v Åse>Blåbær</v>\n`;
      for (const bytes of [
        bytesOf(text.replace(/\n/g, '\r\n')),
        bytesOf(text.replace(/\n/g, '\r')),
        Buffer.from(`\ufeff${text}`, 'utf16le'),
        Buffer.from(text, 'latin1'),
      ])
        assert.equal((await read('a', bytes)).markdown, '**Åse** [00:00:01]: Blåbær\n');
      const { notes } = await read('a', Buffer.from(text, 'latin1'));
      assert.match(notes[0] ?? '', /Windows-1252/);
    });
  });

  describe('Whisper', () => {
    it('should read JSON that was cut off', async () => {
      const text = fs.readFileSync(`${folder}/whisper.json`, 'utf8');
      const { markdown, notes } = await read(
        'a.json',
        bytesOf(text.slice(0, text.indexOf('Jeg heter Kari.", "tok') + 9)),
      );
      assert.match(markdown, /Hva heter du\?/);
      assert.match(notes[0] ?? '', /breaks off or is spoilt at line 5/);
    });

    it('should refuse JSON that is something else', async () => {
      assert.match(await refusal('a.json', bytesOf('{"name": "x"}')), /not a transcript/);
      assert.match(await refusal('a.json', bytesOf('['.repeat(200_000))), /JSON/);
    });
  });

  describe('Word', () => {
    const { run, paragraph } = word;

    it('should keep headings, lists, quotes, bold and italics', async () => {
      const item = (level: number, id: number): string =>
        `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`;
      const body = [
        paragraph(run('Bakgrunn'), '<w:pStyle w:val="Overskrift2"/>'),
        paragraph(run('Intervjuer:', '<w:b/>') + run(' Hva er ') + run('viktig', '<w:i/>') + run('?')),
        paragraph(run('en'), item(0, 1)),
        paragraph(run('to'), item(1, 2)),
        paragraph(run('sitat'), '<w:pStyle w:val="Sitat"/>'),
        paragraph('<w:del><w:r><w:delText>borte</w:delText></w:r></w:del>' + run('2020. [x]{.y} &lt;navn&gt;')),
        '<w:tbl><w:tr><w:tc>' + paragraph(run('celle')) + '</w:tc></w:tr></w:tbl>',
      ].join('');
      const { markdown, notes, format } = await read('a', docx(body));
      assert.equal(format, 'docx');
      assert.equal(
        markdown,
        '## Bakgrunn\n\n**Intervjuer:** Hva er _viktig_?\n\n- en\n  1. to\n\n> sitat\n\n2020\\. [x]\\{.y} \\<navn>\n\ncelle\n',
      );
      assert.deepEqual(notes, ['The cells of tables are paragraphs now; tables: 1.']);
    });

    it('should read turns as Teams writes them', async () => {
      const turn = (name: string, time: string, said: string): string =>
        paragraph(run(name, '<w:b/>') + run(`   ${time}`) + word.break + run(said));
      const body =
        paragraph(run('Møte')) +
        turn('Kari Nordmann', '0:03', 'Hei.') +
        turn('Kari Nordmann', '0:09', 'Merk: du') +
        turn('Ola', '1:02:03', 'Ja.');
      assert.equal(
        (await read('a', docx(body))).markdown,
        'Møte\n\n**Kari Nordmann** [00:00:03]: Hei.\n\nMerk: du\n\n**Ola** [01:02:03]: Ja.\n',
      );
    });

    it('should read turns as earlier versions of Teams write them, and as Otter does', async () => {
      const teams = (time: string, name: string, said: string): string =>
        paragraph(run(time) + word.break + run(name) + word.break + run(said));
      const body =
        teams('0:0:0.0 --> 0:0:3.120', 'Kari', 'Hei.') +
        teams('0:0:4.0 --> 0:0:5.0', 'Ola', 'Ja.') +
        teams('0:0:6.0 --> 0:0:7.0', 'Kari', 'Nei.');
      const expected = '**Kari** [00:00:00]: Hei.\n\n**Ola** [00:00:04]: Ja.\n\n**Kari** [00:00:06]: Nei.\n';
      assert.equal((await read('a', docx(body))).markdown, expected);
      const otter = ['Kari  0:00', 'Hei.', '', 'Ola  0:04', 'Ja.', '', 'Kari  0:06', 'Nei.'].map((each) =>
        paragraph(run(each)),
      );
      assert.equal((await read('a', docx(otter.join('')))).markdown, expected);
    });

    it('should refuse archives that are hostile or damaged', async () => {
      const bytes = docx(paragraph(run('x')));
      assert.notEqual(await refusal('a.docx', bytes.subarray(0, bytes.length - 30)), '');
      const entities = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:p/>';
      assert.match(await refusal('a.docx', writeZip([['word/document.xml', bytesOf(entities)]])), /document type/);
      const bomb = writeZip([['word/document.xml', new Uint8Array(60_000_000)]]);
      assert.match(await refusal('a.docx', bomb), /too large/);
      const deep = docx('<w:sdt><w:sdtContent>'.repeat(20_000) + '</w:sdtContent></w:sdt>'.repeat(20_000));
      await readDocument('a.docx', deep).catch((error: unknown) =>
        assert.ok(sentenceOf(error) !== undefined, String(error)),
      );
    });
  });

  describe('OpenDocument', () => {
    it('should keep headings, lists, quotes, bold, italics and white space', async () => {
      const styles =
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>' +
        '<style:style style:name="T2" style:family="text" style:parent-style-name="T1"><style:text-properties fo:font-style="italic"/></style:style>' +
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>';
      const body =
        '<text:tracked-changes><text:p>borte</text:p></text:tracked-changes>' +
        '<text:h text:outline-level="2">Bakgrunn</text:h>' +
        '<text:p>a\n  b<text:s text:c="2"/>c <text:span text:style-name="T1">fet</text:span> <text:span text:style-name="T2">begge</text:span><text:line-break/># ny<text:note><text:p>note</text:p></text:note></text:p>' +
        '<text:list text:style-name="L1"><text:list-item><text:p>en</text:p><text:list><text:list-item><text:p>to</text:p></text:list-item></text:list></text:list-item></text:list>' +
        '<text:p text:style-name="Quotations">sitat</text:p>';
      const { markdown, notes, format } = await read('a', odt(body, styles));
      assert.equal(format, 'odt');
      assert.equal(markdown, '## Bakgrunn\n\na b  c **fet** **_begge_**\\\n\\# ny\n\n1. en\n   - to\n\n> sitat\n');
      assert.deepEqual(notes, ['Footnotes are left out: 1.']);
    });

    it('should read what stands before the place where it is broken', async () => {
      const { markdown, notes } = await read('a', odt('<text:p>Hei</text:p><text:p>du</text:q>'));
      assert.equal(markdown, 'Hei\n\ndu\n');
      assert.match(notes[0] ?? '', /breaks off in line 1/);
    });
  });

  describe('what is none of them', () => {
    it('should be refused with what to do', async () => {
      assert.match(await refusal('a.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex')), /\.docx/);
      assert.match(await refusal('a.rtf', bytesOf('{\\rtf1')), /RTF/);
      assert.match(await refusal('a.pdf', bytesOf('%PDF-1.7')), /PDF/);
      assert.match(await refusal('a.mp3', bytesOf('ID3\u0003\u0000')), /recording/);
      assert.match(await refusal('a.txt', bytesOf('')), /empty/);
      assert.match(await refusal('a.txt', bytesOf(' \n ')), /white space/);
      assert.match(await refusal('a.bin', Uint8Array.from([1, 2, 0, 3, 200, 7])), /no document that Emic knows/);
      assert.match(await refusal('a.qdpx', writeZip([['project.qde', bytesOf('<x/>')]])), /REFI/);
    });
  });
});
