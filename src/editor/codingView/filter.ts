import * as vscode from 'vscode';
import type { Codebook } from '../../core/codebook/codebook.js';
import type { Passage } from '../../core/transcript/types.js';
import type { Filter } from './protocol.js';

/** Whether a filter shows a passage. A theme stands for all that is below it. */
export function isShownBy(filter: Filter, codebook: Codebook | undefined): (passage: Passage) => boolean {
  const { coders, stances } = filter;
  const codes = new Set(filter.codes.flatMap((code) => [code, ...below(codebook, code)]));
  return ({ codes: own, attributes }) =>
    (codes.size === 0 || own.some((code) => codes.has(code))) &&
    (coders.length === 0 || coders.includes(attributes.by ?? '')) &&
    (stances.length === 0 || stances.includes(attributes.stance ?? ''));
}

/** The codes below a code, at any depth. */
function below(codebook: Codebook | undefined, code: string): readonly string[] {
  const found = new Set<string>();
  const waiting = [code];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { id, parent } of codebook?.codes ?? []) {
      if (parent !== next || found.has(id)) continue;
      found.add(id);
      waiting.push(id);
    }
  }
  return [...found];
}

/** What a filter shows, in words; empty where it shows all. */
export function filterWords({ codes, coders, stances }: Filter, codebook: Codebook | undefined): string {
  return [
    ...codes.map((code) => codebook?.get(code)?.name ?? code),
    ...coders.map((coder) => (coder === '' ? vscode.l10n.t('no coder') : vscode.l10n.t('by {0}', coder))),
    ...stances.map((stance) => (stance === '' ? vscode.l10n.t('no stance') : vscode.l10n.t('stance: {0}', stance))),
  ].join(', ');
}
