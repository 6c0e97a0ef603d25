import * as vscode from 'vscode';
import {
  kindOfDisagreement,
  lookersOf,
  type CodeGiven,
  type Disagreement,
} from '../../core/agreement/disagreements.js';
import type { UnitKind } from '../../core/agreement/units.js';
import { excerpt, quoted } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** A coder as people read it. */
export function coderName(name: string): string {
  return name === '' ? vscode.l10n.t('no coder') : name;
}

/** Coders who say the same at a place. */
export interface Opinion {
  /** Their numbers. */
  readonly coders: readonly number[];
  readonly given: readonly CodeGiven[];
}

/** What is said at a place, each opinion once, in the order of the coders. */
export function opinionsOf(disagreement: Disagreement): readonly Opinion[] {
  const found = new Map<string, { coders: number[]; given: readonly CodeGiven[] }>();
  for (const coder of lookersOf(disagreement)) {
    const given = disagreement.readings[coder] ?? [];
    const key = given
      .map(({ code, coding: { extent } }) => `${code} ${extent.start} ${extent.end}`)
      .sort()
      .join('\n');
    const same = found.get(key);
    if (same === undefined) found.set(key, { coders: [coder], given });
    else same.coders.push(coder);
  }
  return [...found.values()];
}

/** `kn, ol: Cost, Trust` */
export function opinionText(study: OpenStudy, coders: readonly string[], opinion: Opinion): string {
  return `${namesOf(coders, opinion)}: ${codesOf(study, opinion)}`;
}

export function namesOf(coders: readonly string[], opinion: Opinion): string {
  return opinion.coders.map((coder) => coderName(coders[coder] ?? '')).join(', ');
}

export function codesOf(study: OpenStudy, { given }: Opinion): string {
  if (given.length === 0) return vscode.l10n.t('nothing coded');
  return [...new Set(given.map(({ code }) => codeName(study, code)))].join(', ');
}

export function codeName(study: OpenStudy, code: string): string {
  return study.latest?.codebook.get(code)?.name ?? code;
}

/** The words of each passage of an opinion, each once. */
export function wordsOf({ document }: Disagreement, { given }: Opinion): string {
  const { text } = document.transcript;
  const words = given.map(({ coding: { extent } }) => quoted(excerpt(text.sliceClean(extent.start, extent.end), 90)));
  return [...new Set(words)].join(' · ');
}

export function kindText(disagreement: Disagreement): string {
  switch (kindOfDisagreement(disagreement)) {
    case 'one-sided':
      return vscode.l10n.t('not coded by all');
    case 'extent':
      return vscode.l10n.t('other words');
    case 'codes':
      return vscode.l10n.t('other codes');
  }
}

export function unitText(units: UnitKind): string {
  switch (units) {
    case 'words':
      return vscode.l10n.t('words');
    case 'characters':
      return vscode.l10n.t('characters');
    case 'sentences':
      return vscode.l10n.t('sentences');
    case 'paragraphs':
      return vscode.l10n.t('paragraphs');
    case 'turns':
      return vscode.l10n.t('turns');
    case 'given':
      return vscode.l10n.t('given units');
  }
}
