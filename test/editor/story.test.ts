import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codebook, makeFolder, until } from './study.js';

const talk = 'I: Hvordan gikk det?\n\nA1: [Det var dyrt]{.kostnad by=kn} for bygda.\n\nA1: Ja.\n';

describe('the story of a study', () => {
  let folder: vscode.Uri;
  before(async () => {
    folder = await makeFolder({
      'codebook.md': codebook,
      'transcripts/a.md': talk,
      'memos/penger.md': '---\nkind: funn\n---\n# Pengene først\n\nDet handler om [[kostnad]].\n',
    });
  });
  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, 'transcripts/a.md'));
  });
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const shown = (): vscode.TextDocument | undefined =>
    vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'emic-story')?.document;

  it('should write the audit trail as a Markdown document beside, which leads to the words', async () => {
    await vscode.commands.executeCommand('emic.writeAuditTrail');
    const document = shown();
    assert.equal(document?.languageId, 'markdown');
    assert.match(document.getText(), /^# Revisjonsspor: Bygda\n/);
    assert.match(document.getText(), /### Pengene først[^]*### Kostnad \(kostnad\)[^]*\| Det var dyrt \|/);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
      20,
    );
    const places = links.flatMap(({ target }) =>
      target?.scheme === 'command' ? (JSON.parse(target.query) as { document: string; fragment: string }[]) : [],
    );
    const passage = places.find((place) => place.document.endsWith('/transcripts/a.md'));
    assert.equal(passage?.fragment, 'L3');
    await vscode.commands.executeCommand('_emic.openPlace', passage);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), passage.document);
    assert.equal(vscode.window.activeTextEditor.selection.active.line, 2);
  });

  it('should summarize the method, and say it anew when it is asked again', async () => {
    await vscode.commands.executeCommand('emic.writeAuditTrail');
    await vscode.commands.executeCommand('emic.summarizeMethod');
    assert.equal(vscode.window.tabGroups.all.length, 2, 'one column beside, not one each');
    assert.match(
      shown()?.getText() ?? '',
      /^# Metode\n\nMaterialet er ett intervju, med én deltaker, [^]*Emic \d+\.\d+\.\d+/,
    );
    const editor = await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, 'transcripts/a.md'));
    await editor.edit((edit) => edit.insert(new vscode.Position(4, 4), '[Ja]{.tid by=kn} og '));
    await vscode.commands.executeCommand('emic.summarizeMethod');
    await until('two passages', () => (shown()?.getText() ?? '').includes('Kodingen omfatter 2 utdrag'));
    await vscode.commands.executeCommand('undo');
  });

  it('should open nothing where there is no history to tell', async () => {
    // In a browser git cannot be asked; here the study is in no repository.
    await vscode.commands.executeCommand('emic.showStory');
    await vscode.commands.executeCommand('emic.showCodeStory', 'kostnad');
    assert.equal(shown(), undefined);
  });
});
