import * as vscode from 'vscode';
import type { OpenStudy } from '../studies/openStudy.js';
import { quoted } from '../speak.js';

/** A code’s name; its id where the codebook does not have it. */
export function nameOf(study: OpenStudy, code: string): string {
  return study.now()?.codebook.get(code)?.name ?? code;
}

/** One code's name in quotes, or how many there are. */
export function namesOf(study: OpenStudy, codes: readonly string[]): string {
  const [first = ''] = codes;
  return codes.length === 1 ? quoted(nameOf(study, first)) : vscode.l10n.t('{0} codes', codes.length);
}
