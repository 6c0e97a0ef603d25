import * as vscode from 'vscode';

/**
 * Shows a Markdown document as it is read, by VS Code's own preview, from which it can be opened; as text where there is no preview.
 * The preview keeps to the document, whatever else is edited.
 */
export async function showRendered(uri: vscode.Uri): Promise<void> {
  // In a window where no Markdown was open, its command is not there yet.
  await vscode.extensions.getExtension('vscode.markdown-language-features')?.activate();
  const commands = await vscode.commands.getCommands(true);
  if (commands.includes('markdown.showPreview'))
    await vscode.commands.executeCommand('markdown.showPreview', uri, undefined, { locked: true });
  else await vscode.window.showTextDocument(uri);
}
