import * as vscode from 'vscode';
import type { OpenStudy } from '../studies/openStudy.js';

/** Why commits are not looked into now: they hold what others coded, which a round of blind coding hides. Undefined where none does. */
export function whyBlind({ rounds }: OpenStudy): string | undefined {
  return rounds.hides === undefined
    ? undefined
    : vscode.l10n.t(
        'A round of blind coding is open: commits show what others coded. This can be seen when the round is closed.',
      );
}
