import { documentsInWords } from '../placeRows.js';
import * as vscode from 'vscode';
import {
  deleteQuery,
  saveQuery,
  savedQueriesIn,
  savedQueriesPath,
  type SavedQuery,
} from '../../core/queries/saved/savedQueries.js';
import type { TextEdit } from '../../core/text/edits.js';
import { readAllOf, theStudy } from '../commands/studyCommand.js';
import { canEdit } from '../commands/coding.js';
import { applyToDocuments } from '../edits.js';
import { revealPassage } from '../revealPassage.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { openQueryDocument } from '../summaryDocument.js';
import { goToHit } from './hits.js';
import { QueryInput } from './queryInput.js';
import { QueryTree } from './queryTree.js';
import { StudyQuery } from './studyQuery.js';

/** A saved query and the file that holds it. */
interface Kept extends SavedQuery {
  readonly path: string;
}

/** The view *Query* and the commands about queries. */
export function registerQuery(services: Services): vscode.Disposable {
  const tree = new QueryTree(services);
  const command = (id: string, work: (study: OpenStudy, argument: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (argument?: unknown) => {
      const study = await theStudy(services);
      if (study !== undefined) await work(study, argument);
    });
  return vscode.Disposable.from(
    tree,
    command('emic.query', (study, argument) => ask(services, tree, study, argument)),
    command('emic.openSavedQuery', (study, argument) => openSaved(tree, study, argument)),
    command('emic.saveQuery', (study, argument) => save(services, tree, study, argument)),
    command('emic.deleteSavedQuery', (study, argument) => remove(services, tree, study, argument)),
    vscode.commands.registerCommand('emic.copyQuery', () => copy(tree)),
    vscode.commands.registerCommand('emic.clearQuery', () => tree.show(undefined)),
    command('emic.nextHit', (study) => goToHit(services, tree, study, 1)),
    command('emic.previousHit', (study) => goToHit(services, tree, study, -1)),
    command('emic.openQueryDocument', async (study) => {
      if (tree.query !== undefined) await openQueryDocument(study, tree.query.text, tree.name);
    }),
  );
}

/** @param argument a query to show at once; where there is none, the person writes one. */
async function ask(services: Services, tree: QueryTree, study: OpenStudy, argument: unknown): Promise<void> {
  if (typeof argument === 'string') {
    tree.show(new StudyQuery(argument));
    await tree.focus();
    return;
  }
  await readAllOf(study);
  const saved = savedIn(study);
  const before = { query: tree.query, name: tree.name };
  const input = new QueryInput(study, saved, (query) => {
    if (tree.isVisible) tree.show(query);
  });
  const wish = await input.ask(tree.query?.text ?? '');
  if (wish === undefined) {
    tree.show(before.query, before.name);
    return;
  }
  const same = saved.find(({ query }) => query === wish.text);
  const query = new StudyQuery(wish.text);
  tree.show(query, wish.name ?? same?.name);
  if (wish.place === undefined) await tree.focus();
  else await revealPassage(services, { study, passage: wish.place }, { focus: true });
  sayFound(study, query);
}

function sayFound({ latest }: OpenStudy, query: StudyQuery): void {
  const findings = latest === undefined ? undefined : query.in(latest).findings;
  if (findings === undefined) return;
  const documents = [...findings.documents()];
  const count = documents.reduce((sum, found) => sum + found.count, 0);
  say(vscode.l10n.t('Found: {0} in {1}', count, documentsInWords(documents.length)));
}

/** The queries that were saved in the study's analysis documents, by name. */
function savedIn(study: OpenStudy): readonly Kept[] {
  const notes = study.now()?.notes ?? [];
  return notes
    .filter(({ kind }) => kind === 'analysis')
    .flatMap(({ path, text }) => savedQueriesIn(text.text).map((saved): Kept => ({ ...saved, path })))
    .sort((a, b) => a.name.localeCompare(b.name));
}

async function openSaved(tree: QueryTree, study: OpenStudy, argument: unknown): Promise<void> {
  await readAllOf(study);
  const chosen = await choose(study, argument, vscode.l10n.t('Open Saved Query'));
  if (chosen === undefined) return;
  const query = new StudyQuery(chosen.query);
  tree.show(query, chosen.name);
  await tree.focus();
  sayFound(study, query);
}

/** @param argument the name of a query; where there is none, the person chooses one. */
async function choose(study: OpenStudy, argument: unknown, title: string): Promise<Kept | undefined> {
  const saved = savedIn(study);
  if (typeof argument === 'string') return saved.find(({ name }) => name === argument);
  if (saved.length === 0) {
    say(vscode.l10n.t('No query has been saved in this study yet.'));
    return undefined;
  }
  const choices = saved.map((one) => ({
    label: one.name,
    description: one.query,
    iconPath: new vscode.ThemeIcon('bookmark'),
    one,
  }));
  const chosen = await vscode.window.showQuickPick(choices, {
    title,
    placeHolder: vscode.l10n.t('A query that was saved in the study'),
    matchOnDescription: true,
  });
  return chosen?.one;
}

/** @param argument the name; where there is none, the person is asked. */
async function save(services: Services, tree: QueryTree, study: OpenStudy, argument: unknown): Promise<void> {
  const { query } = tree;
  if (query === undefined) {
    say(vscode.l10n.t('There is no query to save yet.'));
    return;
  }
  const taken = new Set(savedIn(study).map(({ name }) => name));
  const name =
    typeof argument === 'string'
      ? argument
      : await vscode.window.showInputBox({
          title: vscode.l10n.t('Save Query'),
          prompt: vscode.l10n.t('A name for: {0}', query.text),
          value: tree.name ?? '',
          validateInput: (value) =>
            value.trim() === ''
              ? vscode.l10n.t('A query needs a name.')
              : taken.has(value.trim())
                ? {
                    message: vscode.l10n.t('The query of this name is replaced.'),
                    severity: vscode.InputBoxValidationSeverity.Info,
                  }
                : undefined,
        });
  const plain = name?.trim().replace(/\s+/g, ' ') ?? '';
  if (plain === '') return;
  const isSaved = await editFile(services, study, savedQueriesPath, (text) =>
    saveQuery(text, plain, query.text, vscode.l10n.t('Saved queries')),
  );
  if (!isSaved) return;
  tree.show(query, plain);
  say(vscode.l10n.t('“{0}” is saved in {1}.', plain, savedQueriesPath));
}

async function remove(services: Services, tree: QueryTree, study: OpenStudy, argument: unknown): Promise<void> {
  await readAllOf(study);
  const chosen = await choose(study, argument, vscode.l10n.t('Delete Saved Query'));
  if (chosen === undefined) return;
  const isDeleted = await editFile(services, study, chosen.path, (text) => {
    const now = savedQueriesIn(text).find(({ name, query }) => name === chosen.name && query === chosen.query);
    return now === undefined ? [] : deleteQuery(now);
  });
  if (!isDeleted) return;
  if (tree.name === chosen.name && tree.query !== undefined) tree.show(new StudyQuery(tree.query.text));
  say(vscode.l10n.t('“{0}” is deleted; undo brings it back.', chosen.name));
}

async function copy({ query }: QueryTree): Promise<void> {
  if (query === undefined) return;
  await vscode.env.clipboard.writeText(query.text);
  say(vscode.l10n.t('The query is copied.'));
}

/** Edits a file of the study, which is made if it is not there, and saves it if nothing else was waiting to be saved. */
async function editFile(
  services: Services,
  study: OpenStudy,
  path: string,
  edits: (text: string) => readonly TextEdit[],
): Promise<boolean> {
  const uri = study.uriOf(path);
  try {
    const isThere = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!isThere) await vscode.workspace.fs.writeFile(uri, new Uint8Array());
    const document = await vscode.workspace.openTextDocument(uri);
    if (!(await canEdit(services, document))) return false;
    const wasDirty = document.isDirty;
    const wanted = edits(document.getText());
    if (!(await applyToDocuments([{ document, edits: wanted }]))) throw new Error('refused');
    if (!wasDirty) await document.save();
    study.noteDocument(document);
    return true;
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be changed.', path));
    return false;
  }
}
