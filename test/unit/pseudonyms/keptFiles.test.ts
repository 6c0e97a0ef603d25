import assert from 'node:assert/strict';
import fc from 'fast-check';
import { writeZip } from '../../../src/core/archive/writeZip.js';
import { namesInside, problemsInside } from '../../../src/core/pseudonyms/keptFiles.js';
import { formatMessage } from '../../../src/core/text/message.js';
import { qualCoderProject } from '../exchange/databases.js';
import { docx, word } from '../imports/archives.js';
import { namesOf } from './keys.js';
import { processorTimeOf } from '../processorTime.js';

const finder = namesOf('Kari Nordmann,Deltaker 3,person,,\nBård,Deltaker 4,person,,\nNordmann Bil,[bedrift],firm,,\n');
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

async function rows(path: string, bytes: Uint8Array): Promise<readonly number[]> {
  return [...(await namesInside(path, bytes, finder)).rows].sort((a, b) => a - b);
}

describe('real names in files of other programs', () => {
  it('should be found in texts in every encoding', async () => {
    assert.deepEqual(await rows('a.txt', utf8('Her sa Bård noe')), [2]);
    assert.deepEqual(await rows('a.txt', Uint8Array.from(Buffer.from('Her sa Bård noe til deg', 'latin1'))), [2]);
    assert.deepEqual(await rows('a.txt', Uint8Array.from(Buffer.from('\ufeffHer sa Bård noe', 'utf16le'))), [2]);
    assert.deepEqual(await rows('a.txt', Uint8Array.from(Buffer.from('Her sa Bård noe', 'utf16le'))), [2]);
  });

  it('should be found where subtitles part them', async () => {
    const vtt =
      'WEBVTT\n\n7a-1\n00:01.000 --> 00:02.000\n<v A>Hun heter Kari\n\n7a-2\n00:02.000 --> 00:03.000\n<v A>Nordmann\n';
    assert.deepEqual(await rows('a.vtt', utf8(vtt)), [1]);
    const srt =
      '1\r\n00:00:01,000 --> 00:00:02,000\r\nHun heter Kari\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\nNordmann\r\n';
    assert.deepEqual(await rows('a.srt', utf8(srt)), [1]);
  });

  it('should be found where letters are written otherwise', async () => {
    assert.deepEqual(await rows('a.json', utf8('{"text": "Her er B\\u00e5rd"}')), [2]);
    assert.deepEqual(await rows('a.html', utf8('<p>Her er B&aring;rd</p>')), [2]);
    assert.deepEqual(await rows('a.xml', utf8('<x><y name="B&#xe5;rd"/></x>')), [2]);
    assert.deepEqual(await rows('a.rtf', utf8("{\\rtf1\\ansi Her er B\\'e5rd\\par }")), [2]);
  });

  it('should be found in Word where runs part them, and in its notes and facts', async () => {
    const body = word.paragraph(
      word.run('Hun heter Ka') + word.run('ri', '<w:b/>') + word.run(' Nord') + word.run('mann.'),
    );
    assert.deepEqual(await rows('a.docx', docx(body)), [1]);
    const two = word.paragraph(word.run('Kari')) + word.paragraph(word.run('Nordmann'));
    assert.deepEqual(await rows('a.docx', docx(two)), []);
    const facts = docx('', [['docProps/core.xml', utf8('<c><dc:creator>Bård</dc:creator></c>')]]);
    assert.deepEqual(await rows('a.docx', facts), [2]);
  });

  it('should be found in projects: in texts, documents, names of files and databases', async () => {
    const inner = docx(word.paragraph(word.run('Nordmann Bil er stor.')));
    const project = writeZip([
      ['project.qde', utf8('<Project><Users><User name="Bård"/></Users></Project>')],
      ['Sources/a.docx', inner],
      ['Sources/kari-nordmann.txt', utf8('x')],
    ]);
    assert.deepEqual(await rows('a.qdpx', project), [1, 2, 3]);
    const database = await qualCoderProject('points');
    const found = await namesInside('data.qda', database, finder);
    assert.equal(found.unread, 0);
  });

  it('should say what is no text, and repeat no name', async () => {
    const picture = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1);
    const archive = writeZip([
      ['a.png', picture],
      ['b.txt', utf8('Kari Nordmann og Bård')],
      ['c.pdf', utf8('%PDF-1.7 Bård')],
    ]);
    const inside = await namesInside('a.zip', archive, finder);
    assert.equal(inside.unread, 2);
    const said = problemsInside('a.zip', inside).map(({ message, rule }) => `${rule}: ${formatMessage(message)}`);
    assert.equal(said.length, 2);
    assert.match(said[0] ?? '', /^real-name: .*2 real names, of the rows 1, 2/);
    assert.match(said[1] ?? '', /^not-looked-through: 2 /);
    assert.doesNotMatch(said.join(), /Kari|Bård/);
    assert.equal((await namesInside('a.docx', archive.slice(0, archive.length - 30), finder)).unread, 1);
    assert.deepEqual(await namesInside('a.txt', new Uint8Array(), finder), { rows: new Set(), unread: 0 });
  });

  it('should never hang or fail on what is broken', async () => {
    const project = writeZip([
      ['a.xml', utf8('<a b="c">Bård</a>')],
      ['b.rtf', utf8('{\\rtf1 \\u229?}')],
    ]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(project.length - 1), fc.nat(255))), async (damages) => {
        const bytes = project.slice();
        for (const [at, value] of damages) bytes[at] = value;
        const { unread } = await namesInside('a.zip', bytes, finder);
        assert.ok(unread >= 0);
      }),
    );
    const took = await processorTimeOf(async () => {
      for (const piece of ['<a "', "<a b='", '-->', '&#', '\\u00e', '<!', '1\n', '{\\rtf\\']) {
        await namesInside('a.xml', utf8(piece.repeat(100_000)), finder);
      }
    });
    assert.ok(took < 60_000, `${took} ms`);
  });
});
