import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as fc from 'fast-check';
import {
  planImport,
  type ImportFile,
  type ImportOptions,
  type ImportPlan,
} from '../../../src/core/imports/planImport.js';
import { addQuestions, readQuestions } from '../../../src/core/imports/questions.js';
import { readPlainText } from '../../../src/core/imports/plainText.js';
import { sentenceOf } from '../../../src/core/imports/report.js';
import { safeName, withoutEnding } from '../../../src/core/imports/targetNames.js';
import { withFrontMatter } from '../../../src/core/imports/sourceEntry.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { Study } from '../../../src/core/study/study.js';
import { formatMessage } from '../../../src/core/text/message.js';
import { runs } from '../markdown/generators.js';
import { read } from '../transcript/read.js';

const folder = 'test/fixtures/imports';

const file = (name: string, content: string | Uint8Array): ImportFile => ({
  name,
  read: () => Promise.resolve(typeof content === 'string' ? new TextEncoder().encode(content) : content),
});

const fixture = (name: string): ImportFile => file(name, fs.readFileSync(`${folder}/${name}`));

function studyOf(
  documents: Readonly<Record<string, string>> = {},
  codebook = '---\ninterviewers: [Intervjuer, I]\n---\n',
): Study {
  return Study.create({
    codebook,
    participants: undefined,
    documents: Object.entries(documents).map(([path, text]) => [path, CodedText.parse(text)] as const),
  });
}

/** The study as it is when the plan has been carried out. */
function written({ files }: ImportPlan): Record<string, string> {
  return Object.fromEntries(files.flatMap((each) => ('content' in each ? [[each.path, each.content]] : [])));
}

const plan = (files: readonly ImportFile[], study = studyOf(), options: ImportOptions = {}): Promise<ImportPlan> =>
  planImport(files, study, options);

const sentences = ({ documents }: ImportPlan): string[] => documents.map(({ sentence }) => formatMessage(sentence));

describe('planning an import', () => {
  it('should keep the original beside, with its hash', async () => {
    const made = await plan([fixture('zoom.vtt')]);
    assert.deepEqual(
      made.files.map(({ path }) => path),
      ['originals/zoom.vtt', 'transcripts/zoom.md'],
    );
    const { source } = read(written(made)['transcripts/zoom.md'] ?? '').attributes;
    assert.deepEqual(source, {
      file: 'originals/zoom.vtt',
      sha256: (await import('node:crypto'))
        .createHash('sha256')
        .update(fs.readFileSync(`${folder}/zoom.vtt`))
        .digest('hex'),
    });
    assert.deepEqual(sentences(made), ['zoom.vtt becomes transcripts/zoom.md; turns: 3, speakers: 2.']);
  });

  it('should do nothing with what is there already', async () => {
    const first = await plan([fixture('zoom.vtt'), fixture('zoom.vtt')]);
    assert.deepEqual(
      first.documents.map(({ kind }) => kind),
      ['new', 'same'],
    );
    const again = await plan([fixture('zoom.vtt')], studyOf(written(first)));
    assert.deepEqual(again.files, []);
    assert.deepEqual(sentences(again), ['zoom.vtt is in the study already, as transcripts/zoom.md.']);
  });

  it('should compare what has another text, and leave codings alone', async () => {
    const documents = written(await plan([fixture('zoom.vtt')]));
    const path = 'transcripts/zoom.md';
    documents[path] = documents[path]!.replace('tre ting', '[tre ting]{.tid}');
    const changed = file('zoom.vtt', fs.readFileSync(`${folder}/zoom.vtt`, 'utf8').replace('penger', 'mye penger'));
    const made = await plan([changed], studyOf(documents));
    assert.deepEqual(made.files, []);
    const [document] = made.documents;
    assert.ok(document?.kind === 'changed');
    assert.deepEqual(
      document.difference.filter(({ kind }) => kind !== 'same'),
      [{ kind: 'added', text: 'mye ' }],
    );
    const beside = await plan([changed], studyOf(documents), { whenChanged: 'beside' });
    assert.deepEqual(
      beside.files.map((each) => each.path),
      ['originals/zoom-2.vtt', 'transcripts/zoom-2.md'],
    );
  });

  it('should tell a file with the same text from one that says something else', async () => {
    const documents = written(await plan([fixture('zoom.vtt')]));
    const text = fs.readFileSync(`${folder}/zoom.vtt`, 'utf8');
    const same = await plan([file('b/zoom.vtt', text.replace(/\n/g, '\r\n'))], studyOf(documents));
    assert.deepEqual(
      same.documents.map(({ kind }) => kind),
      ['same'],
    );
    const other = await plan([file('b/zoom.vtt', fs.readFileSync(`${folder}/teams.vtt`))], studyOf(documents));
    assert.deepEqual(
      other.files.map(({ path }) => path),
      ['originals/zoom-2.vtt', 'transcripts/zoom-2.md'],
    );
  });

  it('should give files of one name names of their own, whatever their case', async () => {
    const made = await plan(
      [file('a/Ås.txt', 'en'), file('b/ås.txt', 'to'), file('c/A\u030as.srt', 'tre')],
      studyOf(),
      {
        paths: ['transcripts/ås.md'],
      },
    );
    assert.deepEqual(
      made.files.map(({ path }) => path),
      [
        'originals/Ås.txt',
        'transcripts/Ås-2.md',
        'originals/ås-2.txt',
        'transcripts/ås-3.md',
        'originals/Ås.srt',
        'transcripts/Ås-4.md',
      ],
    );
  });

  it('should report what cannot be read and go on', async () => {
    const made = await plan([file('a.pdf', '%PDF-1.7'), file('b.txt', 'Hei')]);
    assert.deepEqual(
      made.documents.map(({ kind }) => kind),
      ['failed', 'new'],
    );
    assert.deepEqual(sentences(made)[0], 'a.pdf is not imported.');
    assert.match(formatMessage(made.documents[0]!.notes[0]!.message), /PDF/);
  });

  it('should refuse a folder outside the study', async () => {
    for (const into of ['../x', '/tmp', 'a/../../b', 'C:\\x']) {
      const error: unknown = await plan([file('a.txt', 'x')], studyOf(), { into }).catch((reason: unknown) => reason);
      assert.ok(sentenceOf(error) !== undefined, into);
    }
  });

  it('should take Markdown as it is, with its own front matter', async () => {
    const text = '---\r\ntitle: T # min\r\n---\r\n\r\n**A1:** [Ja]{.x}\r\n';
    const made = await plan([file('a.md', text)], studyOf({}, '---\ntranscripts: "**/*.md"\n---\n'));
    const [original, transcript] = made.files;
    assert.equal(original?.path, 'originals/a.md.original');
    const content = transcript !== undefined && 'content' in transcript ? transcript.content : '';
    assert.match(
      content,
      /^---\r\ntitle: T # min\r\nsource:\r\n {2}file: originals\/a\.md\.original\r\n {2}sha256: [\da-f]{64}\r\n---\r\n\r\n\*\*A1:\*\* \[Ja\]\{\.x\}\r\n$/,
    );
    assert.equal(withFrontMatter('Hei\n', { a: 1 }), '---\na: 1\n---\n\nHei\n');
    assert.equal(withFrontMatter('---\na: 2\n---\nHei\n', { a: 1 }), '---\na: 2\n---\nHei\n');
  });

  it('should name speakers and participants', async () => {
    const options = { speakers: { 'kari nordmann': 'Deltaker 1' }, participants: true };
    const made = await plan(
      [fixture('teams.vtt'), file('b.txt', 'I: Hva?\nKari Nordmann: Ja.\nI: Og?\n')],
      studyOf(),
      options,
    );
    const [teams, plain] = Object.values(written(made)).map((text) => read(text));
    assert.deepEqual(
      teams!.turns.map(({ speaker }) => speaker),
      ['Intervjuer', 'Deltaker 1', 'Intervjuer'],
    );
    assert.deepEqual(teams!.documentParticipants, ['Deltaker 1']);
    assert.doesNotMatch(teams!.text.text, /Nordmann/);
    assert.deepEqual(
      plain!.turns.map(({ speaker }) => speaker),
      ['I', 'Deltaker 1', 'I'],
    );
    assert.deepEqual(plain!.documentParticipants, ['Deltaker 1']);
  });

  it('should make headings of questions', async () => {
    const questions = readQuestions(fs.readFileSync(`${folder}/guide.txt`, 'utf8'));
    const made = await plan([fixture('labels.txt')], studyOf(), { questions });
    const transcript = read(written(made)['transcripts/labels.md'] ?? '');
    assert.deepEqual(
      transcript.sections.map(({ path }) => path.join(' / ')),
      ['Jobben', 'Jobben / Hva er det viktigste i jobben?', 'Jobben / Hva synes du er vanskelig med det?'],
    );
    assert.deepEqual(
      made.documents[0]?.notes.map(({ message }) => formatMessage(message)),
      ['Questions that were found and are headings now: 2 of 3. Not found: Hvor er du om ti år?'],
    );
  });

  it('should only give headings to turns of interviewers, each question once', () => {
    const { source } = readPlainText(
      'A1: Hva er det viktigste for deg her?\nI: Hva er det viktigste for deg her, da?\nI: Hva er det viktigste for deg her?\n',
    );
    const headed = addQuestions(source, readQuestions('- Hva er det viktigste for deg her?'), ['I']);
    assert.equal(headed.source.text.split('\n')[1], 'Hva er det viktigste for deg her?');
    assert.equal(headed.found, 1);
  });
});

describe('names of imported files', () => {
  it('should be safe and readable', () => {
    assert.equal(safeName('Intervju 1 – Øst-Å.docx'), 'Intervju 1 – Øst-Å.docx');
    assert.equal(safeName('../../etc/passwd'), 'passwd');
    assert.equal(safeName('C:\\x\\CON.txt'), '_CON.txt');
    assert.equal(safeName('.hidden'), 'hidden');
    assert.equal(safeName('a<b>:"|?*#[c].txt'), 'a-b--------c-.txt');
    assert.equal(safeName('...'), 'document');
    assert.equal(withoutEnding('a.b.docx'), 'a.b');
  });

  it('should never lead anywhere', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: 'binary' }),
          fc.constantFrom('..', '/', '\\', 'nul', 'a'.repeat(400), '😀'.repeat(90)),
        ),
        (name) => {
          const safe = safeName(name);
          assert.ok(safe !== '' && !/[/\\:\0]/.test(safe) && !safe.startsWith('.') && !/[. ]$/.test(safe));
          assert.ok(Buffer.byteLength(safe) <= 200);
          assert.equal(safeName(safe), safe);
        },
      ),
      runs(),
    );
  });
});
