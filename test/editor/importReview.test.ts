import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ImportFile } from '../../src/core/imports/planImport.js';
import { readQuestions } from '../../src/core/imports/questions.js';
import { Documents } from '../../src/editor/documents.js';
import { filesAt } from '../../src/editor/imports/filesToImport.js';
import { ImportDraft } from '../../src/editor/imports/importDraft.js';
import { importReport } from '../../src/editor/imports/importReport.js';
import { planned, plainWish } from '../../src/editor/imports/planning.js';
import { PlannedTexts } from '../../src/editor/imports/plannedTexts.js';
import { reviewList } from '../../src/editor/imports/reviewList.js';
import { Studies } from '../../src/editor/studies/studies.js';
import { closeAll, codebook, makeFolder, until, writeFile } from './study.js';

const vtt = (...cues: readonly (readonly [string, string])[]): string =>
  `WEBVTT\n\n${cues.map(([who, said], i) => `00:00:0${String(i)}.000 --> 00:00:0${String(i)}.900\n<v ${who}>${said}</v>\n`).join('\n')}`;

const kari = vtt(['Kari', 'Hva dyrker dere her på gården?'], ['Ola', 'Vi dyrker poteter og korn.']);
const liv = vtt(['Kari', 'Hva er vanskelig for dere nå?'], ['Liv', 'Det er prisen på strøm.']);

describe('the review of an import', () => {
  let documents: Documents;
  let studies: Studies;
  let texts: PlannedTexts;
  beforeEach(() => {
    documents = new Documents();
    studies = new Studies(documents);
    texts = new PlannedTexts();
  });
  afterEach(async () => {
    texts.dispose();
    studies.dispose();
    documents.dispose();
    await closeAll();
  });

  /** @param files what is to be imported, by their names, from the folder `in`. */
  async function draftOf(
    files: Readonly<Record<string, string | Uint8Array>>,
    study: Readonly<Record<string, string>> = {},
  ): Promise<ImportDraft> {
    const inside = Object.entries(files).map(([name, content]) => [`in/${name}`, content] as const);
    const folder = await makeFolder({
      'codebook.md': codebook,
      'participants.csv': 'id,role\nA1,leder\n',
      'transcripts/a.md': '**I:** Hva?\n\n**A1:** Det koster.\n',
      ...study,
      ...Object.fromEntries(inside),
    });
    const open = studies.add(folder);
    await open.readAll();
    const found = await filesAt([vscode.Uri.joinPath(folder, 'in')]);
    const plan = await planned(open, found, plainWish);
    assert.ok(plan !== undefined);
    return new ImportDraft(open, found, plan);
  }

  /** The lines of the list: headings as `# How`, others without their icons. */
  function lines(draft: ImportDraft): readonly string[] {
    return reviewList(draft).map(({ label, description = '', kind }) =>
      kind === vscode.QuickPickItemKind.Separator
        ? `# ${label}`
        : `${label.replace(/^\$\([a-z-]+\) /, '')} | ${description}`,
    );
  }

  const named = (draft: ImportDraft, name: string): ImportDraft['plan']['documents'][number] => {
    const found = draft.plan.documents.find((one) => one.name === name);
    assert.ok(found !== undefined, name);
    return found;
  };
  const written = (draft: ImportDraft, path: string): string => {
    const file = draft.plan.files.find((one) => one.path === path);
    return file !== undefined && 'content' in file ? file.content : '';
  };

  it('should list what is wrong before the rest, and how much is in each document', async () => {
    const draft = await draftOf({
      'kari.vtt': kari,
      'liv.vtt': `${liv}\n00:00:05.000 --> \nGalt\n`,
      'x.pdf': '%PDF-1.7',
    });
    assert.deepEqual(lines(draft), [
      'Import 2 Transcripts | Bygda',
      'Show the Report | not imported: 1 · read in part: 1',
      '# Not Imported',
      'x.pdf | ',
      '# Read in Part',
      'liv.vtt | → transcripts/liv.md · 2 turns · 2 speakers',
      '# Who Speaks',
      'Kari | not among the participants yet · 2 turns · 2 documents',
      'Ola | not among the participants yet · 1 turn · 1 document',
      'Liv | not among the participants yet · 1 turn · 1 document',
      '# How',
      'Headings From a List of Questions... | none',
      'Encoding of Text Files... | detected',
      'Folder in the Study... | transcripts',
      '# Documents',
      'kari.vtt | → transcripts/kari.md · 2 turns · 2 speakers',
    ]);
    const report = importReport(draft.open.title, draft.plan, { isDone: false });
    assert.match(report, /^# .*Bygda\n\n.*\n\n## .*\(2\)\n/);
    assert.match(report, /## Not Imported \(1\)\n\n- x\\?\.pdf/);
    assert.match(report, /PDF/);
  });

  it('should leave documents out, with their speakers, and read nothing again for that', async () => {
    const draft = await draftOf({ 'kari.vtt': kari, 'liv.vtt': liv, 'x.pdf': '%PDF-1.7' });
    // What is read again would be gone.
    await vscode.workspace.fs.delete(draft.open.uriOf('in'), { recursive: true });
    assert.ok(await draft.leaveOut(named(draft, 'x.pdf')));
    assert.ok(await draft.leaveOut(named(draft, 'liv.vtt')));
    assert.deepEqual(
      draft.plan.files.map(({ path }) => path),
      ['originals/kari.vtt', 'transcripts/kari.md'],
    );
    assert.deepEqual(
      draft.speakers.map(({ label, turns, documents }) => [label, turns, documents]),
      [
        ['Kari', 1, 1],
        ['Ola', 1, 1],
      ],
    );
    assert.ok(await draft.leaveOut(named(draft, 'kari.vtt')));
    assert.deepEqual(draft.plan, { documents: [], files: [] });
  });

  it('should name documents anew where one that is left out had their name or their text', async () => {
    const draft = await draftOf({ 'm.srt': kari, 'm.vtt': liv, 'n.vtt': kari });
    assert.equal(named(draft, 'n.vtt').kind, 'same');
    assert.ok(await draft.leaveOut(named(draft, 'm.srt')));
    assert.deepEqual(
      draft.plan.files.map(({ path }) => path),
      ['originals/m.vtt', 'transcripts/m.md', 'originals/n.vtt', 'transcripts/n.md'],
    );
  });

  it('should make headings of questions, and take them out again', async () => {
    const draft = await draftOf({ 'kari.vtt': kari });
    const questions = readQuestions('# Gården\nHva dyrker dere her på gården?\nHva tenker dere om framtida?\n');
    assert.ok(await draft.change({ questions }));
    assert.match(written(draft, 'transcripts/kari.md'), /^## Gården\n\n### Hva dyrker dere her på gården\?$/m);
    assert.ok(lines(draft).includes('Headings From a List of Questions... | 2 questions'));
    assert.match(importReport('', draft.plan), /Hva tenker dere om framtida/);
    assert.ok(await draft.change({ questions: [] }));
    assert.doesNotMatch(written(draft, 'transcripts/kari.md'), /^#/m);
  });

  it('should read texts in another encoding, and their speakers', async () => {
    const bytes = Uint8Array.from('Jørn: Hei.\n\nJørn: Nå.\n', (letter) => letter.charCodeAt(0));
    const draft = await draftOf({ 'j.txt': bytes });
    assert.deepEqual(
      draft.speakers.map(({ label }) => label),
      ['Jørn'],
    );
    assert.ok(await draft.change({ encoding: 'utf-8' }));
    assert.match(written(draft, 'transcripts/j.md'), /J\ufffdrn/);
    assert.deepEqual(
      draft.speakers.map(({ label }) => label),
      ['J\ufffdrn'],
    );
    assert.ok(lines(draft).includes('Encoding of Text Files... | UTF-8'));
    assert.ok(await draft.change({ encoding: undefined }));
    assert.match(written(draft, 'transcripts/j.md'), /Jørn/);
  });

  it('should write into another folder, and refuse one outside of the study', async () => {
    const draft = await draftOf({ 'kari.vtt': kari });
    assert.ok(await draft.change({ into: 'transcripts/2026' }));
    assert.equal(draft.plan.files[1]?.path, 'transcripts/2026/kari.md');
    assert.ok(lines(draft).includes('Folder in the Study... | transcripts/2026'));
    const before = draft.plan;
    await assert.rejects(draft.change({ into: '../elsewhere' }));
    assert.equal(draft.plan, before);
    assert.equal(draft.wish.into, 'transcripts/2026');
  });

  it('should call a speaker otherwise, and have that one ask', async () => {
    const draft = await draftOf({ 'kari.vtt': kari });
    assert.ok(await draft.change({ speakers: { Ola: 'A1', Kari: 'KN' }, interviewers: ['KN'] }));
    assert.ok(lines(draft).includes('Kari → KN | asks the questions · 1 turn'));
    assert.ok(lines(draft).includes('Ola → A1 | participant · 1 turn'));
    assert.match(written(draft, 'transcripts/kari.md'), /^participants:\n {2}- A1$/m);
  });

  it('should show what would be written, what is there already, how they differ, and the report', async () => {
    const draft = await draftOf({ 'kari.vtt': kari });
    const tabs = (): readonly vscode.Tab[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const shows = (path: RegExp): boolean =>
      vscode.window.visibleTextEditors.some(({ document }) => path.test(document.uri.path));
    await texts.show(draft, named(draft, 'kari.vtt'));
    await until('what would be written is shown', () => shows(/kari\.md$/));
    await texts.showReport(importReport(draft.open.title, draft.plan, { isDone: false }));
    await until('the report is shown', () => shows(/Report\.md$/));

    for (const file of draft.plan.files)
      await writeFile(
        draft.open.folder,
        file.path,
        'content' in file ? file.content : new Uint8Array(await file.copyOf.read()),
      );
    await draft.open.refresh(draft.plan.files.map(({ path }) => draft.open.uriOf(path)));
    const again = async (files: readonly ImportFile[]): Promise<ImportDraft> => {
      const plan = await planned(draft.open, files, plainWish);
      assert.ok(plan !== undefined);
      return new ImportDraft(draft.open, files, plan);
    };
    const from = (text: string): readonly ImportFile[] => [
      { name: 'kari.vtt', read: () => Promise.resolve(new TextEncoder().encode(text)) },
    ];
    const same = await again(from(kari));
    assert.ok(lines(same).includes('kari.vtt | transcripts/kari.md'));
    await texts.show(same, named(same, 'kari.vtt'));
    await until('the transcript is shown', () => shows(/transcripts\/kari\.md$/));
    const other = await again(from(kari.replace('korn', 'gulrøtter')));
    assert.equal(lines(other)[0], 'Import What Has Changed Beside the First | ');
    await texts.show(other, named(other, 'kari.vtt'));
    await until('the difference is shown', () => tabs().some(({ input }) => input instanceof vscode.TabInputTextDiff));
    assert.ok(await other.change({ beside: true }));
    assert.equal(other.plan.files[1]?.path, 'transcripts/kari-2.md');
    assert.deepEqual(
      other.speakers.map(({ label }) => label),
      ['Kari', 'Ola'],
    );
  });
});
