import * as vscode from 'vscode';
import { codedShare, percent } from './documentsTree.js';
import { asText } from './hover.js';
import { Pause } from './pause.js';
import { passagesChosen } from './selection.js';
import type { Services } from './services.js';
import { excerpt, quoted } from './speak.js';

/** Shows the codes of the passage at the cursor; elsewhere, how much of the document is coded. */
export function registerStatusBar(services: Services): vscode.Disposable {
  const { active, documents, studies } = services;
  const item = vscode.window.createStatusBarItem('emic.status', vscode.StatusBarAlignment.Left, 10);
  item.name = vscode.l10n.t('Emic: the passage at the cursor');
  const show = (): void => {
    const editor = active.now;
    if (editor === undefined || !studies.isCodable(editor.document)) {
      item.hide();
      return;
    }
    const study = studies.studyOf(editor.document.uri);
    const path = study?.pathOf(editor.document.uri);
    const transcript = studies.transcriptOf(editor.document);
    const [passage] = passagesChosen(editor, transcript);
    if (passage !== undefined) {
      const names = passage.codes.map((code) => study?.latest?.codebook.get(code)?.name ?? code);
      item.text = `$(tag) ${excerpt(names.join(' · '), 50).replaceAll('$(', '$ (')}`;
      item.accessibilityInformation = { label: vscode.l10n.t('Coded with {0}', names.join(', ')) };
      const quote = excerpt(transcript.text.sliceClean(passage.clean.start, passage.clean.end), 120);
      item.tooltip = new vscode.MarkdownString(`**${names.map(asText).join(', ')}**\n\n${quoted(asText(quote))}`);
      item.command = { command: 'emic.showPassages', title: item.name ?? '', arguments: [passage.codes[0]] };
      if (study === undefined) item.command = undefined;
      item.show();
      return;
    }
    // A Markdown file without a mark is nobody's transcript, unless its study says so.
    const isTranscript = study !== undefined && path !== undefined && study.isTranscript(path);
    if (!isTranscript && transcript.shown.length === 0) {
      item.hide();
      return;
    }
    const share = percent(codedShare(transcript));
    item.text = `$(tag) ${vscode.l10n.t('{0} coded', share)}`;
    item.accessibilityInformation = { label: vscode.l10n.t('{0} of the words of this document are coded', share) };
    item.tooltip = vscode.l10n.t('{0} of the words of this document are coded', share);
    item.command = study === undefined ? undefined : 'emic.documents.focus';
    item.show();
  };
  const cursor = new Pause(80, show);
  const text = new Pause(250, show);
  show();
  return vscode.Disposable.from(
    item,
    cursor,
    text,
    active.onDidChange(show),
    active.onDidChangeSelection(({ view }) => {
      if (view !== active.now) return;
      // A key moves the cursor, too, and is not to be followed before typing pauses.
      if (text.isWaiting) text.restart();
      else cursor.restart();
    }),
    documents.onDidChange((document) => {
      if (document !== active.now?.document) return;
      cursor.dispose();
      text.restart();
    }),
    studies.onDidChange(() => text.ask()),
    studies.onDidChangeList(() => text.ask()),
  );
}
