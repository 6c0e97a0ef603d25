import * as vscode from 'vscode';
import { identifyPassage } from '../../core/coding/memos.js';
import { passageLink } from '../../core/notes/passageLink.js';
import type { CodedPassage } from '../../core/markdown/types.js';
import { codebookPath } from '../../core/study/paths.js';
import { apply, sayChanged } from '../commands/removing.js';
import { passagesChosen } from '../selection.js';
import type { Services } from '../services.js';
import { excerpt, quoted, say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** The command *Copy Link to Passage*: gives the passage an id if it has none. */
export function registerCopyLink(services: Services): vscode.Disposable {
  const lastNote = new LastNote(services);
  return vscode.Disposable.from(
    lastNote,
    vscode.commands.registerCommand('emic.copyPassageLink', () => copyLink(services, lastNote)),
  );
}

/**
 * Where links are going to be pasted, as far as it can be told: in the note or codebook beside the transcript,
 * else in the one that was used last, else in a file of `memos/`.
 */
class LastNote implements vscode.Disposable {
  readonly #services: Services;
  readonly #listener: vscode.Disposable;
  /** The documents that had the focus, the last one first. Which of them are notes is asked later, when their studies are known. */
  #recent: readonly vscode.Uri[] = [];

  constructor(services: Services) {
    this.#services = services;
    const note = (editor: vscode.TextEditor | undefined): void => {
      if (editor?.document.languageId !== 'markdown') return;
      const { uri } = editor.document;
      this.#recent = [uri, ...this.#recent.filter((one) => one.toString() !== uri.toString())].slice(0, 20);
    };
    this.#listener = vscode.window.onDidChangeActiveTextEditor(note);
    note(vscode.window.activeTextEditor);
  }

  dispose(): void {
    this.#listener.dispose();
  }

  /** The folder of that document, inside the study. */
  folder(study: OpenStudy): string {
    const visible = vscode.window.visibleTextEditors.map(({ document }) => document.uri);
    const seen = new Set(visible.map((uri) => uri.toString()));
    const besides = this.#recent.filter((uri) => seen.has(uri.toString()));
    for (const uri of [...besides, ...visible, ...this.#recent]) {
      const folder = this.#services.studies.studyOf(uri) === study ? this.#folderOf(uri) : undefined;
      if (folder !== undefined) return folder;
    }
    return 'memos';
  }

  #folderOf(uri: vscode.Uri): string | undefined {
    const study = this.#services.studies.studyOf(uri);
    const path = study?.pathOf(uri);
    if (study === undefined || path === undefined) return undefined;
    return study.isNote(path) || path === codebookPath ? path.slice(0, Math.max(0, path.lastIndexOf('/'))) : undefined;
  }
}

async function copyLink(services: Services, lastNote: LastNote): Promise<void> {
  const editor = services.active.now;
  if (editor === undefined) return;
  const { document } = editor;
  const study = await services.studies.findFor(document);
  await study?.open();
  const path = study?.pathOf(document.uri);
  if (study === undefined || path === undefined) {
    say(vscode.l10n.t('This document belongs to no study, so nothing can link to it.'));
    return;
  }
  const { text } = services.studies.transcriptOf(document);
  const version = document.version;
  const passage = await choose(passagesChosen(editor, services.studies.transcriptOf(document)), (one) =>
    text.sliceClean(one.clean.start, one.clean.end),
  );
  if (passage === undefined) return;
  if (document.version !== version) {
    sayChanged();
    return;
  }
  const { id, result } = identifyPassage(services.documents.read(document), passage);
  const isNew = result.kind === 'refused' || result.edits.length > 0;
  if (isNew && !(await apply(services, document, result))) return;
  const quote = text.sliceClean(passage.clean.start, passage.clean.end);
  await vscode.env.clipboard.writeText(passageLink(quote, path, id, lastNote.folder(study)));
  say(vscode.l10n.t('The link is copied. Paste it into a memo.'));
}

async function choose(
  passages: readonly CodedPassage[],
  quoteOf: (passage: CodedPassage) => string,
): Promise<CodedPassage | undefined> {
  if (passages.length === 0) say(vscode.l10n.t('There is no passage at the cursor.'));
  if (passages.length < 2) return passages[0];
  const choices = passages.map((passage) => ({
    label: quoted(excerpt(quoteOf(passage), 80)),
    description: passage.codes.join(', '),
    passage,
  }));
  const title = vscode.l10n.t('The passage to link to');
  return (await vscode.window.showQuickPick(choices, { title, matchOnDescription: true }))?.passage;
}
