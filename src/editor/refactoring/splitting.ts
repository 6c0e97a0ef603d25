import * as vscode from 'vscode';
import { idOfNewCode } from '../../core/codebook/edits.js';
import { keyOf, planSplit, type SplitDecision } from '../../core/refactoring/split.js';
import type { Study } from '../../core/study/study.js';
import type { CodesTree } from '../codesTree.js';
import { readAllOf } from '../commands/studyCommand.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { chooseCodes, listOf } from './chosen.js';
import type { Refactorer } from './refactor.js';
import { pickNewCodes, type NewCodeChoice } from './splitTargets.js';
import { walkThrough } from './splitWalk.js';

/** A split that is under way: what it leads to, and what has been decided. */
export interface Split {
  readonly to: readonly NewCodeChoice[];
  readonly decisions: readonly SplitDecision[];
}

/** The command that walks through a code's passages and sends each to another code. */
export function registerSplitting(services: Services, tree: CodesTree, refactorer: Refactorer): vscode.Disposable {
  const command = new Splitting(services, refactorer);
  return vscode.commands.registerCommand('emic.splitCode', async (...args: unknown[]) => {
    const chosen = await chooseCodes(services, tree, args, vscode.l10n.t('Split Code'));
    const [code] = chosen?.codes ?? [];
    if (chosen === undefined || code === undefined) return;
    await command.run(chosen.study, code, listOf(chosen.given.into));
  });
}

class Splitting {
  readonly #services: Services;
  readonly #refactorer: Refactorer;

  constructor(services: Services, refactorer: Refactorer) {
    this.#services = services;
    this.#refactorer = refactorer;
  }

  async run(study: OpenStudy, code: string, into: readonly string[]): Promise<void> {
    await readAllOf(study);
    const latest = study.now() ?? (await study.open());
    const name = latest.codebook.get(code)?.name ?? code;
    const passages = latest.passagesOf(code);
    if (passages.length === 0) {
      say(vscode.l10n.t('“{0}” has no passages that could be split.', name));
      return;
    }
    const split = await this.#begin(study, latest, code, name, into);
    if (split === undefined) return;
    const decisions = new Map(split.decisions.map((decision) => [keyOf(decision.path, decision), decision]));
    await walkThrough(this.#services, study, {
      name,
      code,
      passages,
      to: split.to,
      decisions,
      note: () => this.#remember(study, code, { to: split.to, decisions: [...decisions.values()] }),
    });
    const decided = [...decisions.values()].filter(({ to }) => !(to.length === 1 && to[0] === code));
    if (decided.length === 0) return;
    const used = split.to.filter(({ id, isNew }) => isNew && decided.some(({ to }) => to.includes(id)));
    const parent = latest.codebook.get(code)?.parent;
    const make = used.map((each) => ({ id: each.id, name: each.name, ...(parent === undefined ? {} : { parent }) }));
    const left = passages.length - decided.length;
    const isDone = await this.#refactorer.run(study, {
      title: vscode.l10n.t('Split “{0}”', name),
      button: vscode.l10n.t('Split'),
      plan: (now) => planSplit(now, code, decided, make),
      needsAll: true,
      details: [
        ...split.to.map((each) => `${each.name}: ${decided.filter(({ to }) => to.includes(each.id)).length}`),
        ...(left === 0
          ? [vscode.l10n.t('“{0}” then has no passages; it stays in the codebook.', name)]
          : [vscode.l10n.t('{0} keep “{1}”. Split it again to go on with them.', left, name)]),
      ],
    });
    // What was to stay is not asked again, as long as there is something left to ask.
    const stay = [...decisions.values()].filter((decision) => !decided.includes(decision));
    const isOver = decisions.size === passages.length;
    if (isDone) await this.#remember(study, code, isOver ? undefined : { to: split.to, decisions: stay });
  }

  /** Goes on with a split that was begun, or asks for the codes that it is to lead to. */
  async #begin(
    study: OpenStudy,
    latest: Study,
    code: string,
    name: string,
    into: readonly string[],
  ): Promise<Split | undefined> {
    const known = this.#recall(study, latest, code);
    if (into.length === 0 && known !== undefined) {
      const names = known.to.map((each) => each.name).join(', ');
      const goOn = {
        label: vscode.l10n.t('Go on with {0}', names),
        description: known.decisions.length === 0 ? '' : vscode.l10n.t('decided: {0}', known.decisions.length),
        split: known as Split | undefined,
      };
      const anew = { label: vscode.l10n.t('Choose other codes'), split: undefined };
      const title = vscode.l10n.t('Split “{0}”', name);
      const chosen = await vscode.window.showQuickPick([goOn, anew], { title });
      if (chosen === undefined || chosen.split !== undefined) return chosen?.split;
    }
    const to =
      into.length > 0 ? into.map((id) => choiceFrom(latest, id)) : await pickNewCodes(study, latest, code, name);
    return to === undefined || to.length === 0 ? undefined : { to, decisions: [] };
  }

  #recall(study: OpenStudy, latest: Study, code: string): Split | undefined {
    const split = this.#services.context.workspaceState.get<Split>(keyFor(study, code));
    if (split === undefined) return undefined;
    // A document may have changed since: what then fits no passage is asked again.
    const there = new Set(latest.passagesOf(code).map((passage) => keyOf(passage.document, passage)));
    return {
      to: split.to.map((each) => ({ ...each, isNew: !latest.codebook.has(each.id) })),
      decisions: split.decisions.filter((decision) => there.has(keyOf(decision.path, decision))),
    };
  }

  async #remember(study: OpenStudy, code: string, split: Split | undefined): Promise<void> {
    await this.#services.context.workspaceState.update(keyFor(study, code), split);
  }
}

function choiceFrom({ codebook }: Study, written: string): NewCodeChoice {
  const known = codebook.get(written);
  return known === undefined
    ? { id: idOfNewCode(codebook, { name: written }), name: written, isNew: true }
    : { id: known.id, name: known.name, isNew: false };
}

function keyFor(study: OpenStudy, code: string): string {
  return `emic.split ${study.folder.toString()} ${code}`;
}
