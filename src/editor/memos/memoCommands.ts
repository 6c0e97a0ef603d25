import * as vscode from 'vscode';
import { memoFileName, newMemo } from '../../core/notes/newMemo.js';
import { memoAuthorsOf, memoKindsOf, type MemoFilter } from '../../core/notes/studyMemos.js';
import { memosMarkdown } from '../../core/queries/render/memoTables.js';
import type { Study } from '../../core/study/study.js';
import { pickCode } from '../codePicker.js';
import { readAllOf, theStudy } from '../commands/studyCommand.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { readFolder } from '../studies/files.js';
import type { MemosTree } from './memosTree.js';

/** What can be done with the memos of a study: make one, filter the view, export what it shows. */
export function registerMemoCommands(services: Services, tree: MemosTree): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('emic.newMemo', () => makeMemo(services)),
    vscode.commands.registerCommand('emic.filterMemos', () => filterMemos(services, tree)),
    vscode.commands.registerCommand('emic.clearMemoFilter', () => {
      tree.show({});
      const study = services.studies.active?.latest;
      if (study !== undefined) sayShown(tree, study);
    }),
    vscode.commands.registerCommand('emic.exportMemos', () => exportMemos(services, tree)),
  );
}

interface Subject extends vscode.QuickPickItem {
  /** A document's path; empty for the study. */
  readonly about: string;
  readonly isCode?: boolean;
}

async function makeMemo(services: Services): Promise<void> {
  const study = await theStudy(services);
  if (study === undefined) return;
  const subject = await chooseSubject(services, study);
  if (subject === undefined) return;
  const title = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Memo'),
    prompt: vscode.l10n.t('What is the memo called? Its file has the same name.'),
    value: subject.about === '' ? '' : subject.label,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A memo needs a name.') : undefined),
  });
  if (title === undefined) return;
  const kind = await chooseKind(study);
  if (kind === undefined) return;
  const coder = vscode.workspace.getConfiguration('emic', study.folder).get('coder', '').trim();
  const folder = vscode.Uri.joinPath(study.folder, 'memos');
  const taken = new Set((await readFolder(folder)).map(([name]) => folded(name)));
  const file = vscode.Uri.joinPath(
    folder,
    memoFileName(title, (name) => taken.has(folded(name))),
  );
  const text = newMemo({
    title,
    kind: kind === '' ? undefined : kind,
    date: today(),
    author: coder === '' ? undefined : coder,
    about: subject.about === '' ? undefined : subject.about,
  });
  try {
    await vscode.workspace.fs.createDirectory(folder);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  } catch {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The memo’s file cannot be written. Can this folder only be read?'),
    );
    return;
  }
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document);
  const end = document.lineAt(document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
}

/** What the memo is about. A memo on a code stands in the codebook, which opens then. */
async function chooseSubject(services: Services, study: OpenStudy): Promise<Subject | undefined> {
  const editor = vscode.window.activeTextEditor;
  const path = editor === undefined ? undefined : study.pathOf(editor.document.uri);
  const subjects: Subject[] = [{ label: study.title, description: vscode.l10n.t('the study'), about: '' }];
  if (editor !== undefined && path !== undefined && study.isTranscript(path)) {
    const { title } = services.studies.transcriptOf(editor.document);
    subjects.unshift({ label: title, description: vscode.l10n.t('this document'), about: path });
  }
  const detail = vscode.l10n.t('is written in the codebook, under the code’s heading');
  subjects.push({ label: vscode.l10n.t('A code …'), description: detail, about: '', isCode: true });
  const chosen = await vscode.window.showQuickPick(subjects, {
    title: vscode.l10n.t('New Memo'),
    placeHolder: vscode.l10n.t('What the memo is about'),
  });
  if (chosen?.isCode !== true) return chosen;
  await vscode.commands.executeCommand('emic.writeCodeMemo');
  return undefined;
}

/** A kind of the study; empty for none. */
async function chooseKind(study: OpenStudy): Promise<string | undefined> {
  const none = vscode.l10n.t('No kind');
  const kinds = (await study.open()).settings.memoKinds;
  const chosen = await vscode.window.showQuickPick([...kinds, none], {
    title: vscode.l10n.t('New Memo'),
    placeHolder: vscode.l10n.t('What kind of memo it is'),
  });
  return chosen === none ? '' : chosen;
}

async function askCode(study: OpenStudy): Promise<string | undefined> {
  return pickCode(study, await study.open(), {
    title: vscode.l10n.t('Memos'),
    placeholder: vscode.l10n.t('The code'),
    first: [],
    heading: '',
  });
}

/** The day, where the person is. */
function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${String(now.getFullYear())}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

async function filterMemos(services: Services, tree: MemosTree): Promise<void> {
  const study = await theStudy(services);
  if (study === undefined) return;
  const by = [
    { label: vscode.l10n.t('Kind'), filter: 'kinds' },
    { label: vscode.l10n.t('Code'), filter: 'codes' },
    { label: vscode.l10n.t('Text'), filter: 'texts' },
    { label: vscode.l10n.t('Author'), filter: 'authors' },
  ] as const;
  const chosen = await vscode.window.showQuickPick(by, {
    title: vscode.l10n.t('Filter Memos'),
    placeHolder: vscode.l10n.t('What the memos are filtered by'),
  });
  const values = chosen === undefined ? undefined : await askValues(study, chosen.filter, tree.filter);
  if (chosen === undefined || values === undefined) return;
  tree.show({ ...tree.filter, [chosen.filter]: values });
  sayShown(tree, await study.open());
}

/** The view has no row for it, and a screen reader would hear nothing. */
function sayShown(tree: MemosTree, study: Study): void {
  const { length } = tree.shown(study);
  say(length === 1 ? vscode.l10n.t('1 memo is shown.') : vscode.l10n.t('{0} memos are shown.', length));
}

async function askValues(
  study: OpenStudy,
  by: keyof MemoFilter,
  filter: MemoFilter,
): Promise<readonly string[] | undefined> {
  const title = vscode.l10n.t('Filter Memos');
  const now = await study.readAll();
  switch (by) {
    case 'codes': {
      const code = await askCode(study);
      return code === undefined ? undefined : [code];
    }
    case 'texts': {
      const value = filter.texts?.join(' ') ?? '';
      const prompt = vscode.l10n.t('Words that the memo or its passage holds');
      const text = await vscode.window.showInputBox({ title, prompt, value });
      if (text === undefined) return undefined;
      return text.trim() === '' ? [] : [text.trim()];
    }
    case 'kinds':
    case 'authors': {
      const labels = by === 'kinds' ? memoKindsOf(now) : memoAuthorsOf(now);
      const items = labels.map((label) => ({ label, picked: filter[by]?.includes(label) ?? false }));
      const placeHolder = by === 'kinds' ? vscode.l10n.t('The kinds to show') : vscode.l10n.t('The authors to show');
      const chosen = await vscode.window.showQuickPick(items, { title, placeHolder, canPickMany: true });
      return chosen?.map(({ label }) => label);
    }
  }
}

/**
 * Opens what is shown as one document, which nobody has saved yet. It is to stand in `analysis/`, from where its links lead;
 * in `memos/` it would be a memo itself.
 */
async function exportMemos(services: Services, tree: MemosTree): Promise<void> {
  const study = await theStudy(services);
  if (study === undefined) return;
  await readAllOf(study);
  const now = await study.open();
  const folder = 'analysis';
  const taken = new Set((await readFolder(vscode.Uri.joinPath(study.folder, folder))).map(([name]) => folded(name)));
  for (const { uri } of vscode.workspace.textDocuments) {
    if (uri.scheme === 'untitled') taken.add(folded(uri.path.slice(uri.path.lastIndexOf('/') + 1)));
  }
  const name = memoFileName(`${vscode.l10n.t('Memos')} ${today()}`, (file) => taken.has(folded(file)));
  const uri = vscode.Uri.joinPath(study.folder, folder, name).with({ scheme: 'untitled' });
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), memosMarkdown(now, tree.shown(now), folder));
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document, { preview: false });
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
