import * as vscode from 'vscode';
import type { Decision } from '../../core/agreement/deciding.js';
import type { Disagreement } from '../../core/agreement/disagreements.js';
import type { Services } from '../services.js';
import { AgreementDocuments } from './agreementDocument.js';
import { CompareCoders } from './compareCoders.js';
import { applyDecision } from './deciding.js';
import { Disagreements } from './disagreements.js';
import { DisagreementsTree, type DisagreementNode } from './disagreementsTree.js';
import { Highlight } from './highlight.js';
import { Walk } from './walk.js';
import { opinionsOf, opinionText } from './words.js';

/** Agreement of coders: the table, the view of disagreements, and the walk through them. */
export function registerAgreement(services: Services): vscode.Disposable {
  const list = new Disagreements(services);
  const tree = new DisagreementsTree(list);
  const highlight = new Highlight(services);
  const documents = new AgreementDocuments(services);
  const compare = new CompareCoders(services, list, documents);
  const walk = new Walk(services, list, highlight);
  const placeOf = (node: unknown): Disagreement | undefined => {
    const chosen = (node as DisagreementNode | undefined) ?? tree.view.selection[0];
    return chosen?.kind === 'place' ? chosen.disagreement : chosen?.found[0];
  };
  return vscode.Disposable.from(
    list,
    tree,
    highlight,
    documents,
    vscode.commands.registerCommand('emic.compareCoders', (argument?: unknown) => compare.run(argument)),
    vscode.commands.registerCommand('emic.walkDisagreements', async () => {
      await list.resume();
      await walk.run(undefined);
    }),
    vscode.commands.registerCommand('emic.decideDisagreement', async (node?: unknown) => {
      await list.resume();
      const place = placeOf(node);
      await walk.run(place, place !== undefined && node !== undefined);
    }),
    vscode.commands.registerCommand('emic.endComparison', async () => {
      highlight.clear();
      await list.end();
    }),
    vscode.commands.registerCommand('_emic.showDisagreement', async (node: unknown) => {
      const place = placeOf(node);
      if (place !== undefined && list.study !== undefined)
        await highlight.show(list.study, list.coders, place, { focus: false });
    }),
    vscode.commands.registerCommand('_emic.disagreements', () => {
      const { study, coders, all } = list;
      return study === undefined
        ? []
        : all.map((one) => opinionsOf(one).map((opinion) => opinionText(study, coders, opinion)));
    }),
    vscode.commands.registerCommand('_emic.decide', async (number: number, decision: Decision, memo?: string) => {
      const place = list.all[number];
      if (place === undefined) return false;
      const deciding = { decision, ...(memo === undefined ? {} : { memo }) };
      return (await applyDecision(services, list, place, deciding)) !== undefined;
    }),
  );
}
