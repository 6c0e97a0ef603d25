import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { withMemoryFiles } from './memoryFiles.js';
import { closeAll, codebook, makeFolder, openEditor, readFile, sleep, until, writeFile } from './study.js';

const transcripts = {
  'transcripts/a b.md':
    '---\ntitle: Intervju A\n---\n\nI: Hva?\n\nA1: [Det var dyrt]{.kostnad}, og [det tok tid]{#m1 .tid}[^memo-m1].\n\nI: Og?\n\n[^memo-m1]: Et notat.\n',
  'transcripts/b.md': 'A2: [Kari kom]{.tillit .ukjent}.\n\nA2: Ja.\n',
};

describe('what Emic makes of a study', () => {
  let folder: vscode.Uri;
  beforeEach(async () => {
    folder = await makeFolder({ 'codebook.md': codebook, ...transcripts });
    await openEditor(folder, 'transcripts/b.md');
  });
  afterEach(closeAll);

  describe('the index', () => {
    interface Index {
      passages: { document: string; codes: string[]; quote: string }[];
    }
    const index = async (): Promise<Index> => JSON.parse(await readFile(folder, 'code-index.json')) as Index;
    const write = (): Thenable<unknown> => vscode.commands.executeCommand('emic.writeIndex');

    it('should be written on command', async () => {
      await write();
      const { passages } = await index();
      assert.deepEqual(
        passages.map(({ document, codes, quote }) => [document, codes.join(' '), quote]),
        [
          ['transcripts/a b.md', 'kostnad', 'Det var dyrt'],
          ['transcripts/a b.md', 'tid', 'det tok tid'],
          ['transcripts/b.md', 'tillit ukjent', 'Kari kom'],
        ],
      );
    });

    it('should not be written again where it says the same', async () => {
      await write();
      const file = vscode.Uri.joinPath(folder, 'code-index.json');
      const { mtime } = await vscode.workspace.fs.stat(file);
      await sleep(50);
      await write();
      assert.equal((await vscode.workspace.fs.stat(file)).mtime, mtime);
      const left = await vscode.workspace.fs.readDirectory(folder);
      assert.deepEqual(
        left.map(([name]) => name).filter((name) => name.includes('.new')),
        [],
      );
    });

    it('should hold what is saved, and not what is typed', async () => {
      const editor = await openEditor(folder, 'transcripts/b.md');
      await editor.edit((edit) => edit.insert(new vscode.Position(2, 4), '[ja]{.tid} '));
      await write();
      assert.equal((await index()).passages.length, 3);
      await editor.document.save();
      await write();
      assert.equal((await index()).passages.length, 4);
    });

    it('should be written on save where the settings say so', async () => {
      const settings = vscode.workspace.getConfiguration('emic');
      await settings.update('index.writeOnSave', true, vscode.ConfigurationTarget.Workspace);
      try {
        const editor = await openEditor(folder, 'transcripts/b.md');
        await editor.edit((edit) => edit.insert(new vscode.Position(2, 4), '[ja]{.tid} '));
        await editor.document.save();
        await until('the index is written', async () => (await index().catch(() => undefined))?.passages.length === 4);
      } finally {
        await settings.update('index.writeOnSave', undefined, vscode.ConfigurationTarget.Workspace);
      }
    });
  });

  describe('a theme summary', () => {
    const summarize = async (code: string): Promise<vscode.TextDocument> => {
      await vscode.commands.executeCommand('emic.summarize', code);
      const document = vscode.window.activeTextEditor?.document;
      assert.equal(document?.uri.scheme, 'emic-summary');
      return document;
    };

    it('should open beside as Markdown, and name the evidence', async () => {
      const document = await summarize('barrierer');
      assert.equal(document.languageId, 'markdown');
      assert.match(document.getText(), /^# Barrierer\n\nDet som står i veien\.\n/);
      assert.match(document.getText(), /> Det var dyrt/);
      assert.equal(vscode.window.activeTextEditor?.viewColumn, vscode.ViewColumn.Two);
    });

    it('should lead to each passage', async () => {
      const document = await summarize('barrierer');
      const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        'vscode.executeLinkProvider',
        document.uri,
        10,
      );
      const places = links.flatMap(({ target }) =>
        target?.scheme === 'command' ? (JSON.parse(target.query) as { document: string; fragment: string }[]) : [],
      );
      assert.deepEqual(
        places.map(({ document, fragment }) => `${document.slice(-20)} ${fragment}`),
        ['transcripts/a%20b.md L7,6-L7,18', 'transcripts/a%20b.md L7,35-L7,46'],
      );
      await vscode.commands.executeCommand('_emic.openPlace', places[1]);
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.viewColumn, vscode.ViewColumn.One);
      assert.equal(editor.document.getText(editor.selection), 'det tok tid');
    });

    it('should follow the study', async () => {
      const document = await summarize('tid');
      const editor = await vscode.window.showTextDocument(
        await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'transcripts/b.md')),
        vscode.ViewColumn.One,
      );
      await editor.edit((edit) => edit.insert(new vscode.Position(2, 4), '[rett nok]{.tid} '));
      await until('the summary has the new passage', () => document.getText().includes('rett nok'));
    });
  });

  describe('problems', () => {
    const problems = (path: string): vscode.Diagnostic['code'][] =>
      vscode.languages
        .getDiagnostics(vscode.Uri.joinPath(folder, path))
        .filter(({ source }) => source === 'Emic')
        .map(({ code }) => code);

    it('should be told, and taken back when they are solved', async () => {
      await until('the unknown code is told', () => problems('transcripts/b.md').includes('unknown-code'));
      const book = await openEditor(folder, 'codebook.md');
      await book.edit((edit) => edit.insert(new vscode.Position(book.document.lineCount, 0), '\n### Ukjent\n'));
      await until('the code is known', () => !problems('transcripts/b.md').includes('unknown-code'));
    });

    it('should be told of hundreds of files, and taken back in all of them', async () => {
      const many: Record<string, string> = { 'codebook.md': codebook };
      for (let i = 0; i < 150; i++) many[`transcripts/t${String(i)}.md`] = `A1: [Ja]{.ukjent}, ${String(i)}.\n`;
      folder = await makeFolder(many);
      await openEditor(folder, 'transcripts/t0.md');
      await vscode.commands.executeCommand('emic.writeIndex');
      const told = (): number =>
        vscode.languages
          .getDiagnostics()
          .filter(
            ([uri, all]) => uri.path.startsWith(`${folder.path}/`) && all.some(({ code }) => code === 'unknown-code'),
          ).length;
      await until('all are told', () => told() === 150);
      await writeFile(folder, 'codebook.md', `${codebook}\n### Ukjent\n`);
      await until('all are taken back', () => told() === 0);
    });

    it('should follow what is typed', async () => {
      const editor = await openEditor(folder, 'transcripts/b.md');
      await editor.edit((edit) => edit.insert(new vscode.Position(2, 4), '[]{#x1 .tid}'));
      await until('the open range is told', () => problems('transcripts/b.md').includes('unclosed-range'));
      const found = vscode.languages.getDiagnostics(editor.document.uri).find(({ code }) => code === 'unclosed-range');
      assert.equal(found?.severity, vscode.DiagnosticSeverity.Error);
      assert.equal(found.range.start.line, 2);
    });

    it('should be those of marks alone in a document of no study', async () => {
      const document = await vscode.workspace.openTextDocument({
        language: 'markdown',
        content: '[A1]: Ja\n\n[x]{.a} []{#y .b} ord\n',
      });
      const rules = (): vscode.Diagnostic['code'][] =>
        vscode.languages.getDiagnostics(document.uri).map(({ code }) => code);
      await until('the open range is told', () => rules().length > 0);
      assert.deepEqual(rules(), ['unclosed-range']);
    });
  });

  it('should be read from a file system of its own kind, and coded there', async () => {
    const content = { 'codebook.md': codebook, 'transcripts/a.md': 'A1: Det var dyrt.\n' };
    await withMemoryFiles(content, async (_files, root) => {
      const editor = await openEditor(root, 'transcripts/a.md');
      editor.selection = new vscode.Selection(0, 12, 0, 16);
      await vscode.commands.executeCommand('emic.applyCode', 'kostnad');
      assert.equal(editor.document.getText(), 'A1: Det var [dyrt]{.kostnad}.\n');
      await editor.document.save();
      await vscode.commands.executeCommand('emic.writeIndex');
      assert.match(await readFile(root, 'code-index.json'), /"quote":"dyrt"/);
    });
  });
});
