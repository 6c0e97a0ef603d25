import * as vscode from 'vscode';
import type { Transcript } from '../../core/transcript/transcript.js';
import type { Turn } from '../../core/transcript/types.js';
import { countAnswers, uncodedTurns } from '../../core/transcript/uncoded.js';
import type { TextView } from '../activeText.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { readAllOf, studyWithPeople } from './studyCommand.js';

/** The commands that go to answers of which nothing is coded yet. */
export function registerUncoded(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('emic.nextUncodedTurn', () => go(services, 1)),
    vscode.commands.registerCommand('emic.previousUncodedTurn', () => go(services, -1)),
  );
}

async function go(services: Services, step: 1 | -1): Promise<void> {
  const { studies } = services;
  const editor = services.active.now;
  if (editor === undefined || !studies.isCodable(editor.document)) return;
  const { document } = editor;
  await studyWithPeople(services, document);
  const transcript = studies.transcriptOf(document);
  const at = transcript.text.toClean(document.offsetAt(editor.selection.active));
  const turns = uncodedTurns(transcript);
  const here =
    step > 0 ? turns.find(({ speech }) => speech.start > at) : turns.filter(({ speech }) => speech.start < at).at(-1);
  if (here !== undefined) {
    show(editor, transcript, here);
    say(left(transcript, turns.length));
    return;
  }
  await goOn(services, editor, transcript, step);
}

/** On in the next document that has such an answer; after the last comes the first again. */
async function goOn(services: Services, editor: TextView, from: Transcript, step: 1 | -1): Promise<void> {
  const open = services.studies.studyOf(editor.document.uri);
  if (open !== undefined) await readAllOf(open);
  const found = nextDocument(open, from, step);
  if (found === undefined) {
    say(
      countAnswers(from) === 0
        ? vscode.l10n.t('Nobody answers in this document, as far as Emic can tell.')
        : vscode.l10n.t('Something is coded in each answer of the study.'),
    );
    return;
  }
  const turns = uncodedTurns(found);
  const turn = step > 0 ? turns[0] : turns.at(-1);
  if (turn === undefined) return;
  if (found.path === from.path || open === undefined) {
    show(editor, found, turn);
    say(
      step > 0
        ? vscode.l10n.t('On with the first answer. {0}', left(found, turns.length))
        : vscode.l10n.t('On with the last answer. {0}', left(found, turns.length)),
    );
    return;
  }
  try {
    const document = await vscode.workspace.openTextDocument(open.uriOf(found.path));
    const next = await services.active.open(document, editor);
    show(next, found, turn);
    say(vscode.l10n.t('On in {0}. {1}', found.title, left(found, turns.length)));
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', found.path));
  }
}

/** The next document with such an answer, in the order of the study; the same one comes last. */
function nextDocument(open: OpenStudy | undefined, from: Transcript, step: 1 | -1): Transcript | undefined {
  const all = open?.now()?.transcripts ?? [];
  const at = all.findIndex(({ path }) => path === from.path);
  const others = [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))];
  return [...(step > 0 ? others : others.reverse()), from].find((one) => uncodedTurns(one).length > 0);
}

function left(transcript: Transcript, count: number): string {
  return vscode.l10n.t('{0} of {1} answers here are not coded.', count, countAnswers(transcript));
}

function show(editor: TextView, { text }: Transcript, { speech }: Turn): void {
  const place = editor.document.positionAt(text.toSource(speech.start, 'start'));
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
