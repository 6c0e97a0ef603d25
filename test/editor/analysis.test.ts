import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { withMemoryFiles } from './memoryFiles.js';
import { closeAll, codebook, makeFolder, openEditor, readFile, until, writeFile } from './study.js';

const transcripts = {
  'participants.csv': 'id,role\nA1,bonde\nA2,\n',
  'transcripts/a.md': 'I: Hva?\n\nA1: [Det var dyrt]{.kostnad}, og [det tok tid]{#m1 .tid}.\n\nA1: Ja.\n',
  'transcripts/b.md': 'A2: [Kari kom]{.tillit}.\n\nA2: Ja.\n',
};
const block = '```emic\nshow: who\ncodes: kostnad, tid\n```\n';

describe('analysis documents', () => {
  let folder: vscode.Uri;
  beforeEach(async () => {
    folder = await makeFolder({
      'codebook.md': codebook,
      ...transcripts,
      'analysis/funn.md': `# Funn\n\n${block}\nProsa.\n`,
    });
  });
  afterEach(closeAll);

  const problems = (uri: vscode.Uri, code: string): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter((one) => one.code === code);

  it('should have their results made on command, and taken back by one undo', async () => {
    const editor = await openEditor(folder, 'analysis/funn.md');
    const before = editor.document.getText();
    await until(
      'the block is known to have no result',
      () => problems(editor.document.uri, 'analysis-stale').length > 0,
    );
    await vscode.commands.executeCommand('emic.refreshAnalysis');
    assert.match(
      editor.document.getText(),
      /<!-- emic:begin -->\n\n\| Kode \|[^]*\| Kostnad \| 1 \| 2 \|[^]*<!-- emic:end -->\n\nProsa\.\n$/,
    );
    await until('the result is up to date', () => problems(editor.document.uri, 'analysis-stale').length === 0);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
  });

  it('should follow the study where they are seen: a result is no longer up to date', async () => {
    const editor = await openEditor(folder, 'analysis/funn.md');
    await vscode.commands.executeCommand('emic.refreshAnalysis');
    const transcript = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'transcripts/b.md'));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(transcript.uri, new vscode.Position(2, 4), '[Jo]{.tid} ');
    await vscode.workspace.applyEdit(edit);
    await until('the result is stale', () => problems(editor.document.uri, 'analysis-stale').length === 1);
  });

  it('should show in Problems what is wrong with a block, at its place', async () => {
    const editor = await openEditor(folder, 'analysis/funn.md');
    await editor.edit((change) => change.replace(new vscode.Range(4, 0, 4, 19), 'codes: nonsense'));
    const [problem] = await until('the problem is shown', () => {
      const found = problems(editor.document.uri, 'analysis-block');
      return found.length > 0 ? found : undefined;
    });
    assert.match(problem?.message ?? '', /nonsense/);
  });

  it('should show what is wrong in documents that nobody has opened, too, until it is right', async () => {
    await writeFile(folder, 'analysis/queries.md', '# Spørsmål\n\n## Dyrt\n\n```emic\nquery: kostnad and dyrt\n```\n');
    await writeFile(folder, 'analysis/rett.md', `${block}\n\`\`\`emic\nquery: kostnad\n\`\`\`\n`);
    await openEditor(folder, 'transcripts/a.md');
    await vscode.commands.executeCommand('emic.exportMemos');
    const uri = vscode.Uri.joinPath(folder, 'analysis/queries.md');
    const [problem] = await until('the query is reported', () => {
      const found = problems(uri, 'analysis-block');
      return found.length > 0 ? found : undefined;
    });
    assert.deepEqual(problem?.range, new vscode.Range(5, 19, 5, 23));
    assert.deepEqual(problems(vscode.Uri.joinPath(folder, 'analysis/rett.md'), 'analysis-block'), []);
    await writeFile(folder, 'codebook.md', `${codebook}\n### Dyrt\n`);
    await until('the query is right', () => problems(uri, 'analysis-block').length === 0);
  });

  it('should be made again on save, if the settings say so', async () => {
    const settings = vscode.workspace.getConfiguration('emic');
    await settings.update('analysis.refreshOnSave', true, vscode.ConfigurationTarget.Workspace);
    try {
      const editor = await openEditor(folder, 'analysis/funn.md');
      // VS Code waits for less than two seconds when a file is saved: the study is to be read before.
      await until('the study is read', () => problems(editor.document.uri, 'analysis-stale').length > 0);
      await editor.edit((change) => change.insert(new vscode.Position(0, 6), '!'));
      await editor.document.save();
      assert.match(await readFile(folder, 'analysis/funn.md'), /^# Funn!\n[^]*\| Kostnad \| 1 \|/);
    } finally {
      await settings.update('analysis.refreshOnSave', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('should be made again even where the first save comes before the study is read', async () => {
    const settings = vscode.workspace.getConfiguration('emic');
    await settings.update('analysis.refreshOnSave', true, vscode.ConfigurationTarget.Workspace);
    const content = { 'codebook.md': codebook, ...transcripts, 'analysis/funn.md': `# Funn\n\n${block}` };
    try {
      await withMemoryFiles(content, async (files, root) => {
        files.delays.set(`${root.path}/transcripts/b.md`, 1_800);
        const editor = await openEditor(root, 'analysis/funn.md');
        await editor.edit((change) => change.insert(new vscode.Position(0, 6), '!'));
        await editor.document.save();
        assert.equal(await readFile(root, 'analysis/funn.md'), content['analysis/funn.md'].replace('Funn', 'Funn!'));
        await until('the results follow', async () =>
          (await readFile(root, 'analysis/funn.md')).includes('| Kostnad | 1 |'),
        );
        await until('it is saved', () => !editor.document.isDirty);
      });
    } finally {
      await settings.update('analysis.refreshOnSave', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('should offer kinds, options and values while a block is written', async () => {
    const editor = await openEditor(folder, 'analysis/funn.md');
    const offered = async (line: number, character: number): Promise<readonly string[]> => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        editor.document.uri,
        new vscode.Position(line, character),
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    assert.ok((await offered(3, 9)).includes('matrix'));
    const codes = await offered(4, 19);
    assert.ok(codes.includes('tillit') && codes.includes('tid'), codes.join());
    await editor.edit((change) => change.insert(new vscode.Position(4, 19), '\n'));
    const options = await offered(5, 0);
    assert.ok(options.includes('least') && !options.includes('codes'), options.join());
  });

  it('should offer the words of a query in its middle, in the place of the word there', async () => {
    await writeFile(folder, 'analysis/sporring.md', "```emic\nquery: 'kos and text:tid'\n```\n");
    const { document } = await openEditor(folder, 'analysis/sporring.md');
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(1, 10),
    );
    const kostnad = items.find(({ label }) => typeof label !== 'string' && label.label === 'kostnad');
    assert.deepEqual(kostnad?.range, new vscode.Range(1, 8, 1, 11));
  });

  it('should begin a finding with its evidence', async () => {
    await openEditor(folder, 'transcripts/a.md');
    await vscode.commands.executeCommand('emic.newFindings', { code: 'barrierer' });
    const { document } = await until('the document is shown', () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.uri.path.endsWith('/analysis/barrierer.md') === true ? editor : undefined;
    });
    assert.match(document.getText(), /^# Barrierer\n\n> [^]*<!-- emic:begin -->[^]*Det var dyrt/);
  });
});
