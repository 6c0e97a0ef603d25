import * as vscode from 'vscode';
import { problemsOf, textOf } from '../../core/fixes/fileOfStudy.js';
import { fixAll, ofKind, safely, type ChooseFix } from '../../core/fixes/fixAll.js';
import { canFix, fixesOf } from '../../core/fixes/fixes.js';
import { memoToWrite } from '../../core/fixes/memos.js';
import type { Fix } from '../../core/fixes/types.js';
import type { Problem, Rule } from '../../core/study/problem.js';
import { composeEdits } from '../../core/text/compose.js';
import type { TextEdit } from '../../core/text/edits.js';
import { pickParent } from '../codePicker.js';
import { canEdit, editsForNewCode } from '../commands/coding.js';
import { applyToDocuments, rangeOf } from '../edits.js';
import type { Services } from '../services.js';
import { say, speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { openFile, type OpenFile } from './file.js';

/** Not below `source.fixAll`: who lets other tools mend files on save has not asked for transcripts to be changed. */
const fixAllKind = vscode.CodeActionKind.Source.append('emic.fixAll');

const fixElsewhereCommand = '_emic.fixElsewhere';
const addCodeCommand = '_emic.addUnknownCode';
const writeMemoCommand = '_emic.writeMemo';

/** Offers quick fixes for what Emic finds wrong, one by one and all of a kind. */
export function registerFixes(services: Services): vscode.Disposable {
  const provider = new Fixes(services);
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider([{ language: 'markdown' }, { language: 'plaintext' }], provider, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
    }),
    vscode.commands.registerCommand('emic.fixAll', () => provider.fixAllHere()),
    vscode.commands.registerCommand(fixElsewhereCommand, (document: vscode.TextDocument, fix: Fix) =>
      provider.fixElsewhere(document, fix),
    ),
    vscode.commands.registerCommand(addCodeCommand, (document: vscode.TextDocument, id: string) =>
      provider.addCode(document, id),
    ),
    vscode.commands.registerCommand(writeMemoCommand, (document: vscode.TextDocument, id: string) =>
      selectMemo(services, document, id),
    ),
  );
}

/** A fix of all problems of a kind, whose edits are worked out when somebody chooses it. */
class FixOfAll extends vscode.CodeAction {
  readonly document: vscode.TextDocument;
  readonly rule: Rule;
  readonly fix: string;

  constructor(title: string, document: vscode.TextDocument, rule: Rule, fix: string) {
    super(title, vscode.CodeActionKind.QuickFix);
    this.document = document;
    this.rule = rule;
    this.fix = fix;
  }
}

class Fixes implements vscode.CodeActionProvider {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics, only }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const isForAll = only?.contains(fixAllKind) ?? false;
    const own = diagnostics.filter(({ source }) => source === 'Emic');
    if (own.length === 0 && !isForAll) return [];
    const open = openFile(this.#services, document);
    if (open === undefined) return [];
    if (isForAll) return this.#ofAll(document, open);
    const problems = problemsOf(open.file).filter((problem) => open.shows(problem) && canFix(problem.rule));
    const here = problems.filter((problem) => rangeOf(document, problem).intersection(range) !== undefined);
    return here.flatMap((problem) => {
      const shown = own.filter(
        ({ code, range: at }) => code === problem.rule && at.contains(rangeOf(document, problem).start),
      );
      if (shown.length === 0) return [];
      const isOne = problems.filter(({ rule }) => rule === problem.rule).length === 1;
      return fixesOf(open.file, problem).flatMap((fix) => actionsOf(document, open, problem, fix, shown, isOne));
    });
  }

  /** Works out the edits of a fix of all of a kind. */
  resolveCodeAction(action: vscode.CodeAction): vscode.CodeAction {
    if (!(action instanceof FixOfAll)) return action;
    const open = openFile(this.#services, action.document);
    if (open === undefined) return action;
    action.edit = editOf(action.document, editsOfAll(open, ofKind(action.rule, action.fix)));
    return action;
  }

  /** Puts right all in the active editor that needs no looking at. */
  async fixAllHere(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const open = document === undefined ? undefined : openFile(this.#services, document);
    if (document === undefined || open === undefined) {
      say(vscode.l10n.t('There is nothing here that Emic could put right.'));
      return;
    }
    const before = problemsOf(open.file).filter(open.shows).length;
    const edits = editsOfAll(open, safely);
    if (edits.length === 0) {
      say(
        before === 0
          ? vscode.l10n.t('There are no problems in this file.')
          : vscode.l10n.t('Each of the problems in this file needs somebody to look at it.'),
      );
      return;
    }
    if (!(await canEdit(this.#services, document))) return;
    if (!(await applyToDocuments([{ document, edits }]))) {
      void vscode.window.showWarningMessage(vscode.l10n.t('The document cannot be changed.'));
      return;
    }
    const after = openFile(this.#services, document);
    const left = after === undefined ? 0 : problemsOf(after.file).filter(after.shows).length;
    say(vscode.l10n.t('Problems put right: {0}. Left: {1}.', before - left, left));
  }

  /** A fix that changes another file of the study too. */
  async fixElsewhere(document: vscode.TextDocument, { edits, elsewhere, title }: Fix): Promise<void> {
    const study = this.#services.studies.studyOf(document.uri);
    if (study === undefined || elsewhere === undefined) return;
    try {
      const other = await vscode.workspace.openTextDocument(study.uriOf(elsewhere.path));
      const text = study.now();
      const isSame = text !== undefined && other.getText() === textOf({ study: text, path: elsewhere.path });
      if (!isSame || !(await canEdit(this.#services, other))) return;
      const own = edits.length === 0 ? [] : [{ document, edits }];
      if (await applyToDocuments([...own, { document: other, edits: elsewhere.edits }], other)) say(speak(title));
    } catch {
      void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', elsewhere.path));
    }
  }

  /** Adds a code that is used and not in the codebook, under one that the person chooses. */
  async addCode(document: vscode.TextDocument, id: string): Promise<void> {
    const study = this.#services.studies.studyOf(document.uri);
    if (study === undefined) return;
    const { recent } = this.#services;
    const place = await pickParent(study, await study.open(), id, recent.lastParent(study));
    if (place === undefined) return;
    const made = await editsForNewCode(this.#services, study, { name: id, id, parent: place.parent });
    if (made === undefined) return;
    if (!(await applyToDocuments([made], made.document))) {
      void vscode.window.showWarningMessage(vscode.l10n.t('The codebook cannot be changed.'));
      return;
    }
    await recent.noteParent(study, place.parent);
    say(vscode.l10n.t('“{0}” is in the codebook.', id));
  }

  #ofAll(document: vscode.TextDocument, open: OpenFile): vscode.CodeAction[] {
    const edits = editsOfAll(open, safely);
    if (edits.length === 0) return [];
    const action = new vscode.CodeAction(vscode.l10n.t('Put right what needs no looking at'), fixAllKind);
    action.edit = editOf(document, edits);
    return [action];
  }
}

/** The action of one fix, and the one for all of its kind where there are more. */
function actionsOf(
  document: vscode.TextDocument,
  open: OpenFile,
  problem: Problem,
  fix: Fix,
  shown: readonly vscode.Diagnostic[],
  isOne: boolean,
): readonly vscode.CodeAction[] {
  const title = speak(fix.title);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [...shown];
  action.isPreferred = fix.isPreferred;
  if (fix.elsewhere === undefined) action.edit = editOf(document, fix.edits);
  else action.command = commandElsewhere(document, open.study, problem, fix);
  if (fix.name === 'write-memo') {
    action.command = { command: writeMemoCommand, title, arguments: [document, problem.message.args[0]] };
  }
  if (isOne || fix.elsewhere !== undefined) return [action];
  const all = new FixOfAll(vscode.l10n.t('{0}: everywhere in this file', title), document, problem.rule, fix.name);
  all.diagnostics = [...shown];
  return [action, all];
}

function commandElsewhere(
  document: vscode.TextDocument,
  study: OpenStudy | undefined,
  problem: Problem,
  fix: Fix,
): vscode.Command {
  const title = speak(fix.title);
  const asks = study !== undefined && fix.name.startsWith('add-code-');
  return asks
    ? { command: addCodeCommand, title, arguments: [document, problem.message.args[0]] }
    : { command: fixElsewhereCommand, title, arguments: [document, fix] };
}

function editsOfAll({ file, shows }: OpenFile, choose: ChooseFix): readonly TextEdit[] {
  const { steps } = fixAll(file, (problem, fixes) => (shows(problem) ? choose(problem, fixes) : undefined));
  const { length } = textOf(file);
  return steps.reduce<readonly TextEdit[]>((edits, step) => composeEdits(length, edits, step.edits), []);
}

function editOf(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    edits.map(({ start, end, text }) => vscode.TextEdit.replace(rangeOf(document, { start, end }), text)),
  );
  return edit;
}

/** Selects what stands in a new memo, so that it can be written over. */
async function selectMemo({ documents }: Services, document: vscode.TextDocument, id: string): Promise<void> {
  const memo = documents.read(document).memos.get(id);
  if (memo === undefined) return;
  const start = document.getText().indexOf(memoToWrite, memo.label);
  if (start < 0 || start >= memo.end) return;
  const editor = await vscode.window.showTextDocument(document);
  const range = rangeOf(document, { start, end: start + memoToWrite.length });
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
