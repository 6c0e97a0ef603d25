import type { ImportPlan, PlannedDocument } from './planImport.js';
import { nameKey, safeName, withoutEnding } from './targetNames.js';

/**
 * A plan without one of its documents.
 * @returns undefined where another document may be called as it is, or be passed over, because of this one: then it has to be planned anew.
 */
export function withoutDocument(plan: ImportPlan, document: PlannedDocument): ImportPlan | undefined {
  const documents = plan.documents.filter((one) => one !== document);
  if (document.kind !== 'new') return { ...plan, documents };
  const base = baseOf(document.name);
  const isAlone =
    baseOf(document.path) === base &&
    documents.every((one) => one.kind === 'failed' || (one.path !== document.path && baseOf(one.name) !== base));
  // Its original stands before it.
  const at = plan.files.findIndex(({ path }) => path === document.path) - 1;
  return isAlone && at >= 0 ? { documents, files: plan.files.filter((_, i) => i !== at && i !== at + 1) } : undefined;
}

function baseOf(path: string): string {
  return nameKey(withoutEnding(safeName(path)));
}
