import assert from 'node:assert/strict';
import { openZip } from '../../../src/core/archive/readZip.js';
import { Codebook } from '../../../src/core/codebook/codebook.js';
import { exportCodebook, exportProject } from '../../../src/core/refi/exportProject.js';
import { originalOf } from '../../../src/core/refi/keptOriginal.js';
import { importCodebook } from '../../../src/core/refi/importCodebook.js';
import { importProject, studyOf } from '../../../src/core/refi/importProject.js';
import { keptPath } from '../../../src/core/refi/kept.js';
import { openProject } from '../../../src/core/refi/openProject.js';
import { formatMessage } from '../../../src/core/text/message.js';
import type { Study } from '../../../src/core/study/study.js';
import { taguette, vendors, type Vendor } from './vendors.js';

const nothingBeside = (): Promise<undefined> => Promise.resolve(undefined);

interface Made {
  readonly files: ReadonlyMap<string, string>;
  readonly study: Study;
  readonly said: string;
  /** An export, with what is kept. */
  readonly back: Uint8Array;
}

async function made({ bytes }: Pick<Vendor, 'bytes'>): Promise<Made> {
  const { files, original, notices } = await importProject(bytes, 'project.qdpx', nothingBeside);
  assert.ok(original, 'a project of another program is kept');
  const study = studyOf(files);
  const { original: before, notices: unkept } = await originalOf(
    study,
    files.get(keptPath),
    () => Promise.resolve(bytes),
    {
      isWished: false,
      finder: undefined,
    },
  );
  assert.deepEqual(unkept, []);
  const said = notices.map(({ kind, message }) => `${kind}: ${formatMessage(message)}`).join('\n');
  return { files, study, said, back: (await exportProject(study, 'any', before)).bytes };
}

const vendor = (name: string): Vendor => vendors.find((each) => each.name === name)!;

/** What a reader sees of Markdown: without escapes; paragraphs with one line end between. */
function seen(markdown: string): string {
  return markdown
    .replace(/\\\n/g, '\n')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\n+/g, '\n');
}

describe('projects of other programs', () => {
  for (const { name, bytes, passages } of vendors) {
    it(`should be read as ${name} writes them, every passage in its place`, async () => {
      const { study } = await made({ bytes });
      const found = study.passages.map(({ document, quote, codes, attributes }) => [
        document.replace(/^transcripts\/(.*)\.md$/, '$1'),
        seen(quote),
        codes.join(' '),
        attributes.by,
      ]);
      const wanted = passages.map(([document, quote, ...rest]) => [document, seen(quote), ...rest]);
      assert.deepEqual(found.map(String).sort(), wanted.map(String).sort());
      assert.deepEqual(
        study.allProblems.filter(({ severity }) => severity === 'error'),
        [],
      );
    });

    it(`should come back from a study as ${name} wrote them, and the same again`, async () => {
      const first = await made({ bytes });
      const before = openProject(bytes).project;
      const after = openProject(first.back).project;
      const guidsOf = (of: typeof before): readonly string[] => {
        const codes = (list: typeof before.codes): string[] =>
          list.flatMap((code) => [code.guid, ...codes(code.codes)]);
        const { users, variables, cases, sources, notes, sets } = of;
        return [
          ...codes(of.codes),
          ...[...users, ...variables, ...cases, ...sources, ...notes, ...sets].map(({ guid }) => guid),
          ...sources.flatMap(({ selections }) =>
            selections.flatMap(({ guid, codings }) => [guid, ...codings.map((coding) => coding.guid)]),
          ),
        ];
      };
      const back = new Set(guidsOf(after));
      // Only what lies nowhere in its text has no place to come back to.
      const gone = guidsOf(before).filter((guid) => !back.has(guid));
      const nowhere = before.sources.flatMap(({ selections }) =>
        selections
          .filter(({ name: quote }) => quote === 'borte')
          .flatMap(({ guid, codings }) => [guid, ...codings.map((coding) => coding.guid)]),
      );
      assert.deepEqual(gone, nowhere);
      assert.equal(after.media.length, before.media.length);
      assert.equal(after.links.length, before.links.length);
      assert.equal(after.graphs.length, before.graphs.length);
      const second = await made({ bytes: first.back });
      assert.deepEqual(second.back, first.back);
      for (const [path, text] of first.files)
        if (path.startsWith('transcripts/')) assert.equal(second.files.get(path), text);
      assert.equal(second.files.get('codebook.md'), first.files.get('codebook.md'));
    });

    it(`should be an error or a study, whatever is cut off or flipped in what ${name} wrote`, async function () {
      this.timeout(120_000);
      const files = Object.fromEntries(openZip(bytes).map((file) => [file.path, file.read()]));
      const qde = Object.keys(files).find((path) => path.endsWith('.qde'))!;
      const { writeZip } = await import('../../../src/core/archive/writeZip.js');
      const check = async (archive: Uint8Array): Promise<void> => {
        try {
          await importProject(archive, 'x.qdpx', nothingBeside);
        } catch (error) {
          assert.equal(
            error instanceof Error && error.name,
            'ArchiveError',
            String(error instanceof Error ? error.stack : error),
          );
        }
      };
      const xml = files[qde]!;
      const step = Math.max(1, Math.floor(xml.length / 60));
      for (let end = 0; end < xml.length; end += step)
        await check(writeZip(Object.entries({ ...files, [qde]: xml.slice(0, end) })));
      for (let at = 0; at < xml.length; at += step) {
        const flipped = xml.slice();
        flipped[at]! ^= 1 << (at % 8);
        await check(writeZip(Object.entries({ ...files, [qde]: flipped })));
      }
      for (let at = 0; at < bytes.length; at += Math.floor(bytes.length / 100)) {
        const flipped = bytes.slice();
        flipped[at]! ^= 1 << (at % 8);
        await check(flipped);
        await check(bytes.slice(0, at));
      }
    });
  }

  it('should leave NVivo’s top code out, and give it back', async () => {
    const { study, said, back } = await made(vendor('NVivo'));
    assert.deepEqual(
      study.codebook.codes.map(({ id, parent, color }) => [id, parent, color]),
      [
        ['kostnad', undefined, '#FF0000'],
        ['tid', 'kostnad', '#FF0000'],
        ['vilje', undefined, undefined],
        ['tid-2', 'vilje', undefined],
      ],
    );
    assert.match(study.codebook.get('kostnad')!.definition, /\\# ikke en kode/);
    assert.match(said, /top code Nodes/);
    assert.equal(openProject(back).project.codes[0]?.name, 'Nodes');
    assert.deepEqual(study.participants.rows, [{ id: 'Ola', attributes: { Alder: '44' } }]);
    assert.deepEqual(study.transcripts[0]?.documentParticipants, ['Ola']);
  });

  it('should give back pictures and PDFs with their files, times, links and graphs', async () => {
    const { said, back } = await made(vendor('NVivo'));
    assert.match(said, /left-out: Rapport\.pdf \(PDFSource\)/);
    assert.match(said, /left-out: One link has/);
    const files = openZip(back);
    assert.equal(
      new TextDecoder().decode(files.find(({ path }) => path === 'sources/rapport.pdf')!.read()),
      '%PDF-1.4 noe',
    );
    const source = openProject(back).project.sources[0]!;
    assert.deepEqual(
      [source.creationDateTime, source.selections[0]!.codings[0]!.creationDateTime],
      ['2024-03-12T10:00:00Z', '2024-03-12T10:00:00Z'],
    );
    const { back: atlas } = await made(vendor('ATLAS.ti'));
    assert.equal(openProject(atlas).project.graphs[0]?.children[0]?.attributes.firstX, '1');
  });

  it('should make notes memos: on passages, on codes, in files', async () => {
    const { study, files, said } = await made(vendor('MAXQDA'));
    const memo = study.passages.find(({ codes }) => codes.includes('vilje'))?.memo;
    assert.equal(memo, 'Hun nøler.\nEller?');
    assert.match(files.get('memos/Om kostnad.md') ?? '', /about: kostnad[\s\S]*Hva \\\*er\\\* kostnad\?/);
    assert.match(files.get('memos/Løs.md') ?? '', /about: transcripts\/Intervju 1\.md/);
    assert.match(said, /left-out: A passage without a code/);
    const atlas = await made(vendor('ATLAS.ti'));
    assert.match(atlas.study.passages[0]?.memo ?? '', /Her \\<stopper\\> han\./);
  });

  it('should make sets of codes themes, and keep the others', async () => {
    const { study, back } = await made(vendor('MAXQDA'));
    assert.equal(study.codebook.get('barrierer')?.kind, 'theme');
    assert.deepEqual(study.codebook.get('kostnad')?.themes, ['barrierer']);
    assert.deepEqual(
      openProject(back).project.sets.map(({ name, codes, sources }) => [name, codes.length, sources.length]),
      [
        ['Barrierer', 1, 0],
        ['Første runde', 0, 1],
      ],
    );
    const atlas = await made(vendor('ATLAS.ti'));
    assert.deepEqual(atlas.study.codebook.get('kostnad')?.themes, ['vilje']);
    assert.equal(atlas.study.codebook.codes.length, 2);
  });

  it('should say what could not be read, and follow no path outside', async () => {
    const { said, study, files } = await made(vendor('QualCoder'));
    assert.match(said, /broken: The text of ute is not there: absolute:\/\/\/etc\/passwd/);
    assert.match(said, /the passage from 4000 to 4010 lies nowhere/);
    assert.equal(study.codebook.get('barrierer')?.kind, 'category');
    assert.match(files.get('transcripts/intervju.md') ?? '', /Dato: 2024-05-06/);
    const asked: string[] = [];
    const evil = vendor('QualCoder').bytes;
    await importProject(evil, 'x.qdpx', (path) => {
      asked.push(path);
      return Promise.resolve(undefined);
    });
    assert.deepEqual(asked, []);
  });
});

describe('codebooks of other programs', () => {
  it('should be read with older namespaces and empty sets', async () => {
    const { text, added } = await importCodebook(taguette, 'Koder', undefined);
    assert.equal(added, 3);
    assert.deepEqual(
      Codebook.parse(text).codes.map(({ name, color, definition }) => [name, color, definition]),
      [
        ['interesting', undefined, 'Further review required'],
        ['people.family', undefined, ''],
        ['#1 & *2*', undefined, ''],
      ],
    );
  });

  it('should join a codebook that is there: what it has stays, what it says otherwise is told', async () => {
    const old = '# Kodebok\n\n## interesting\n\nMy own.\n\n## Other\n';
    const { text, added, notices } = await importCodebook(taguette, 'Koder', old);
    assert.equal(added, 2);
    assert.match(text, /^# Kodebok\n\n## interesting\n\nMy own\.\n\n## Other\n\n## people\.family\n/);
    assert.match(notices.map(({ message }) => formatMessage(message)).join(), /interesting is defined otherwise/);
    const again = await importCodebook(taguette, 'Koder', text);
    assert.equal(again.added, 0);
    assert.equal(again.text, text);
  });

  it('should come to the same when they are exported and read', async () => {
    const { study } = await made(vendor('NVivo'));
    const qdc = exportCodebook(study);
    const { text } = await importCodebook(new TextEncoder().encode(qdc), 'x', undefined);
    const plain = (codebook: Codebook): unknown =>
      codebook.codes.map(({ id, name, parent, color, definition }) => [id, name, parent, color, definition]);
    assert.deepEqual(plain(Codebook.parse(text)), plain(study.codebook));
  });
});
