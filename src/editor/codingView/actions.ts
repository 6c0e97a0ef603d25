import type { Action } from './protocol.js';

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
