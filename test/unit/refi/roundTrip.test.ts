import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { exportProject } from '../../../src/core/refi/exportProject.js';
import { originalOf } from '../../../src/core/refi/keptOriginal.js';
import { importProject, studyOf } from '../../../src/core/refi/importProject.js';
import { keptPath } from '../../../src/core/refi/kept.js';
import { openProject } from '../../../src/core/refi/openProject.js';
import { openZip } from '../../../src/core/archive/readZip.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { codeSelection } from '../../../src/core/coding/coding.js';
import { setMemo } from '../../../src/core/coding/memos.js';
import { projectSchema } from '../../../src/core/refi/schema/projectSchema.js';
import type { Program } from '../../../src/core/refi/export/fromStudy.js';
import { document } from '../documents.js';
import { runs } from '../markdown/generators.js';

type Files = ReadonlyMap<string, string>;

const nothingBeside = (): Promise<undefined> => Promise.resolve(undefined);

function filesUnder(folder: string): Files {
  const files = new Map<string, string>();
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    if (/\.(?:md|csv)$/.test(name) && fs.statSync(file).isFile())
      files.set(name.replaceAll('\\', '/'), fs.readFileSync(file, 'utf8').replace(/^\ufeff/, ''));
  }
  return files;
}

const validator = XsdValidator.fromDoc(XmlDocument.fromString(projectSchema));

function project(bytes: Uint8Array): string {
  const qde = openZip(bytes).find((file) => file.path === 'project.qde')!;
  const xml = new TextDecoder().decode(qde.read());
  const parsed = XmlDocument.fromString(xml);
  validator.validate(parsed);
  parsed.dispose();
  const guids = [...xml.matchAll(/ guid="([^"]*)"/g)].map(([, guid]) => guid);
  assert.equal(new Set(guids).size, guids.length, 'a GUID is used twice');
  assert.ok(!xml.includes('\r') && !xml.startsWith('\ufeff'));
  return xml;
}

/** Exports, imports and exports again. */
async function around(
  files: Files,
  program: Program = 'any',
): Promise<{ first: Uint8Array; study: Files; second: Uint8Array }> {
  const { bytes: first } = await exportProject(studyOf(files), program, undefined);
  const { files: study, original } = await importProject(first, 'x.qdpx', nothingBeside);
  const { original: before } = await originalOf(
    studyOf(study),
    study.get(keptPath),
    (name) => Promise.resolve(name === original ? first : undefined),
    { isWished: false, finder: undefined },
  );
  const { bytes: second } = await exportProject(studyOf(study), program, before);
  return { first, study, second };
}

function sameArchives(first: Uint8Array, second: Uint8Array): void {
  assert.equal(project(second), project(first));
  const texts = (bytes: Uint8Array): unknown =>
    openZip(bytes).map((file) => [file.path, new TextDecoder().decode(file.read())]);
  assert.deepEqual(texts(second), texts(first));
  assert.deepEqual(second, first);
}

const studies = fs
  .readdirSync('test/fixtures/studies')
  .filter((name) => fs.existsSync(`test/fixtures/studies/${name}/codebook.md`));

/** A passage to be coded: where it begins and how long it is in thousandths of the text, its code, and what else is said of it. */
type Span = readonly [
  from: number,
  length: number,
  code: string,
  facts: Readonly<Record<string, string>>,
  memo: string,
];

/** A document as Emic codes it, passage by passage. */
function coded(document: string, spans: readonly Span[]): string {
  const { clean } = CodedText.parse(document.replace(/\r(?!\n)/g, '\n'));
  let text = CodedText.parse(clean);
  // What reads as a mark only where others are taken out is said in words when it comes back.
  if (text.cleanLength < clean.length || text.passages.length > 0)
    text = CodedText.parse('Vi **vil** ha 😀 det.\n\nA1: Ja.\n');
  let count = 0;
  const ids = (): string => `q${String(++count)}z`;
  for (const [from, length, name, facts, memo] of spans) {
    const start = Math.floor((from / 1000) * text.length);
    const end = Math.min(text.length, start + Math.floor((length / 1000) * text.length) + 1);
    const result = codeSelection(text, { start, end }, [name], { facts, ids });
    if (result.kind === 'refused') continue;
    text = text.update(result.edits);
    const passage = text.passages.find(
      ({ clean: at, codes }) =>
        at.start === result.passage?.start && at.end === result.passage.end && codes.includes(name),
    );
    if (memo === '' || passage === undefined) continue;
    const written = setMemo(text, passage, memo, ids);
    if (written.kind === 'edits') text = text.update(written.edits);
  }
  return text.text;
}

const code = fc.constantFrom('kostnad', 'tillit', 'sted', 'ukjent');
const codebook = fc
  .record({
    title: fc.constantFrom('Samskaping', 'A & <B>', ''),
    tail: fc.constantFrom(
      '',
      '\n## Tid\n\n```\n# kode\n```\n',
      '\n## Tema {.theme color="#abc"}\n\n### Under {themes="hva" key=u}\n\n## Hva {.theme}\n',
    ),
  })
  .map(
    ({ title, tail }) =>
      `---\ntitle: ${JSON.stringify(title)}\ninterviewers: [I]\n---\n# Kodebok\n\n## Kostnad {.category}\n\nDet *koster*.\n\n### Sted {#sted themes="hva"}\n\n## Tillit\n${tail}`,
  );
const memo = fc.record({
  about: fc.constantFrom(undefined, 'kostnad', 'transcripts/a.md', 'transcripts/a.md#k7f3q', 'noe annet'),
  text: fc.constantFrom('Ja.', '# Tittel\n\nMer [[kostnad]].', 'x\r\ny'),
  author: fc.constantFrom(undefined, 'Kari N', 'ol'),
});
const study = fc
  .record({
    codebook,
    participants: fc.constantFrom(undefined, 'id,alder,rolle\nA1,40,bonde\nA2,,"lærer, ""ny"""\n', 'navn;x\nB;1,5\n'),
    documents: fc.dictionary(
      fc.constantFrom('a', 'Intervju 2', 'felt/æ', 'B'),
      fc.tuple(
        document,
        fc.array(
          fc.tuple(
            fc.nat(1000),
            fc.nat(300),
            code,
            fc.constantFrom({}, { by: 'kn' }, { stance: 'contra' }),
            fc.constantFrom('', '', 'Hm.\n\n# ja'),
          ),
          { maxLength: 6 },
        ),
      ),
      { maxKeys: 3 },
    ),
    memos: fc.dictionary(fc.constantFrom('en', 'under/to'), memo, { maxKeys: 2 }),
  })
  .map(({ codebook: book, participants, documents, memos }): Files => {
    const files = new Map([['codebook.md', book]]);
    if (participants !== undefined) files.set('participants.csv', participants);
    for (const [name, [text, spans]] of Object.entries(documents))
      files.set(`transcripts/${name}.md`, coded(text, spans));
    for (const [name, { about, text, author }] of Object.entries(memos)) {
      const front = [about && `about: ${JSON.stringify(about)}`, author && `author: ${author}`].filter(
        (line) => line !== undefined,
      );
      files.set(`memos/${name}.md`, front.length === 0 ? text : `---\n${front.join('\n')}\n---\n\n${text}`);
    }
    return files;
  });

describe('REFI-QDA, there and back', () => {
  it('should have studies to try', () => assert.ok(studies.length >= 1, String(studies)));

  for (const name of studies) {
    for (const program of ['any', 'nvivo', 'maxqda'] as const) {
      it(`should give the same project of the study ${name}, for ${program}`, async () => {
        const files = filesUnder(`test/fixtures/studies/${name}`);
        const { first, second, study: back } = await around(files, program);
        sameArchives(first, second);
        if (program === 'any') assert.equal(back.get('codebook.md'), files.get('codebook.md')?.replace(/\r\n/g, '\n'));
      });
    }
  }

  it('should give the same project of whatever study', async function () {
    this.timeout(180_000);
    let passages = 0;
    await fc.assert(
      fc.asyncProperty(study, fc.constantFrom('any', 'nvivo', 'maxqda'), async (files, program: Program) => {
        const { first, second } = await around(files, program);
        sameArchives(first, second);
        passages += openProject(first).project.sources.reduce((sum, { selections }) => sum + selections.length, 0);
      }),
      runs(0.3),
    );
    assert.ok(passages > 0);
  });
});
