import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, readFile, until } from './study.js';

const files = {
  'codebook.md': codebook,
  'transcripts/a.md':
    '---\ntitle: Intervju A\n---\n\nI: Hva?\n\nA1: [Det var dyrt]{.kostnad}, og [det tok tid]{#m1 .tid}[^memo-m1].\n\nI: Og?\n\nA1: Ingenting.\n\n[^memo-m1]: Et notat.\n',
  'transcripts/b.md': 'A2: [Kari kom]{.tillit .kostnad}.\n\nA2: Ja.\n',
};

describe('a query', () => {
  let folder: vscode.Uri;
  beforeEach(async () => {
    folder = await makeFolder(files);
    await openEditor(folder, 'transcripts/b.md');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('emic.clearQuery');
    await closeAll();
  });

  /** What the query finds, as its document says it. */
  const documentOf = async (query: string): Promise<vscode.TextDocument> => {
    await vscode.commands.executeCommand('emic.query', query);
    await vscode.commands.executeCommand('emic.openQueryDocument');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'emic-summary');
    return document;
  };

  it('should open what it finds as Markdown, with a link to each place', async () => {
    const document = await documentOf('kostnad and not tillit');
    assert.equal(document.languageId, 'markdown');
    assert.match(
      document.getText(),
      /^# kostnad and not tillit\n\nTreff: 1 i ett dokument\n\n## Intervju A \(1\)\n\n> Det var dyrt\n/,
    );
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
      10,
    );
    assert.equal(links.filter(({ target }) => target?.scheme === 'command').length, 1);
  });

  it('should find turns, and follow what is typed', async () => {
    const document = await documentOf('turns with not coded');
    assert.match(document.getText(), /> Hva\?[^]*> Og\?[^]*> Ingenting\.[^]*> Ja\./);
    const transcript = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'transcripts/b.md'));
    const editor = await vscode.window.showTextDocument(transcript, vscode.ViewColumn.One);
    const at = transcript.positionAt(transcript.getText().indexOf('Ja.'));
    await editor.edit((edit) => edit.replace(new vscode.Range(at, at.translate(0, 2)), '[Ja]{.tid}'));
    await until('the turn is coded', () => !document.getText().includes('Ja.'));
  });

  it('should say what is wrong where its findings would stand', async () => {
    const document = await documentOf('kostnat');
    assert.match(document.getText(), /kostnat/);
    assert.doesNotMatch(document.getText(), /^#/);
  });

  it('should be saved in the study, opened by its name, replaced and deleted', async () => {
    const read = (): Promise<string> => readFile(folder, 'analysis/queries.md');
    await vscode.commands.executeCommand('emic.query', 'kostnad and not tillit');
    await vscode.commands.executeCommand('emic.saveQuery', 'Kostnad uten tillit');
    assert.match(await read(), /^# .+\n\n## Kostnad uten tillit\n\n```emic\nquery: kostnad and not tillit\n```\n$/);
    await vscode.commands.executeCommand('emic.query', 'text:"dyrt" and speaker:A1');
    await vscode.commands.executeCommand('emic.saveQuery', 'Dyrt');
    assert.match(
      await read(),
      /## Dyrt\n\n```emic\nquery: text:"dyrt" and speaker:A1\n```\n\n## Kostnad uten tillit\n/,
    );
    await vscode.commands.executeCommand('emic.openSavedQuery', 'Kostnad uten tillit');
    await vscode.commands.executeCommand('emic.copyQuery');
    assert.equal(await vscode.env.clipboard.readText(), 'kostnad and not tillit');
    await vscode.commands.executeCommand('emic.deleteSavedQuery', 'Dyrt');
    assert.doesNotMatch(await read(), /Dyrt/);
    assert.match(await read(), /Kostnad uten tillit/);
  });
});
