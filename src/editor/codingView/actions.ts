import * as vscode from 'vscode';
import type { Action, Said } from './protocol.js';

/** The commands that do what a person asks for on the page. */
export const commandOf: Readonly<Record<Exclude<Action, 'clearFilter' | 'coders'>, string>> = {
  code: 'emic.codeSelection',
  codeByKey: 'emic.codeByKey',
  inVivo: 'emic.codeInVivo',
  last: 'emic.codeWithLast',
  memo: 'emic.writeMemo',
  removeCode: 'emic.removeCode',
  filter: 'emic.filterCodingView',
  openText: 'emic.openAsText',
  nextPassage: 'emic.nextPassage',
  previousPassage: 'emic.previousPassage',
  nextUncoded: 'emic.nextUncodedTurn',
  previousUncoded: 'emic.previousUncodedTurn',
};

/** What a person does on the page by way of VS Code alone. */
export type Request = Extract<Said, { said: 'code' | 'openCode' | 'openLink' }>;

export async function request(said: Request): Promise<void> {
  switch (said.said) {
    case 'code':
      await vscode.commands.executeCommand('emic.applyCode', said.code);
      return;
    case 'openCode':
      await vscode.commands.executeCommand('emic.goToCode', said.code);
      return;
    case 'openLink':
      // VS Code asks before it opens an address.
      if (/^(?:https?|mailto):/i.test(said.url)) await vscode.env.openExternal(vscode.Uri.parse(said.url, true));
      return;
  }
}
