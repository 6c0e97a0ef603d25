import { planPseudonyms, type PseudonymPlan } from '../../../src/core/pseudonyms/plan.js';
import { readKey, type KeyEntry } from '../../../src/core/pseudonyms/key.js';
import { KeyNames } from '../../../src/core/pseudonyms/names.js';
import { findProposals, type Proposal } from '../../../src/core/pseudonyms/proposals.js';
import { textsOf } from '../../../src/core/pseudonyms/studyTexts.js';
import type { Study } from '../../../src/core/study/study.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { studyOf, type Files } from '../study/studies.js';

export const header = 'real,replacement,kind,inflections,case\n';

/** The names of a key without its header. */
export function entriesOf(rows: string): readonly KeyEntry[] {
  return readKey(header + rows).entries;
}

export function namesOf(rows: string, language = 'nb'): KeyNames {
  return new KeyNames(entriesOf(rows), language);
}

/** A text with the names of a key replaced, without looking at its Markdown. */
export function replaced(text: string, rows: string, language = 'nb'): string {
  return applyEdits(
    text,
    namesOf(rows, language)
      .find(text)
      .map(({ start, end, replacement }) => ({ start, end, text: replacement })),
  );
}

export interface Applied {
  readonly study: Study;
  readonly proposals: readonly Proposal[];
  readonly plan: PseudonymPlan;
  /** By the paths that they have then. */
  readonly files: Files;
}

/** A study's files with the names of a key replaced: all, or those that are chosen. */
export function apply(files: Files, rows: string, choose: (proposal: Proposal) => boolean = () => true): Applied {
  const study = studyOf(files);
  const finder = new KeyNames(entriesOf(rows), study.settings.language);
  const proposals = findProposals(study, finder, Object.keys(files)).filter(choose);
  const plan = planPseudonyms(study, proposals);
  if (plan.kind === 'refused') throw new Error(plan.message.template);
  const after: Record<string, string> = {};
  for (const [path, text] of textsOf(study)) {
    after[plan.moved.get(path) ?? path] = applyEdits(text, plan.edits.get(path) ?? []);
  }
  return { study, proposals, plan, files: after };
}
