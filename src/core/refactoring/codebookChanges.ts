import { type changeHeading } from '../codebook/headingEdits.js';
import { moveCode } from '../codebook/moving.js';
import { changeCode, maySupport } from '../codebook/removing.js';
import type { CodeKind } from '../codebook/types.js';
import { readHex } from '../colors/rgb.js';
import type { Study } from '../study/study.js';
import { message } from '../text/message.js';
import { outermost, planWith } from './plan.js';
import { refuse, refuseMissing, refuseUnread } from './refusals.js';
import type { RefactoringResult } from './types.js';

/**
 * Moves codes, each with all that stands below it, to be the last under another.
 * @param under the id of that one; none moves them to the top.
 */
export function planMove(study: Study, codes: readonly string[], under: string | undefined): RefactoringResult {
  const { codebook } = study;
  const missing = [...codes, ...(under === undefined ? [] : [under])].find((code) => !codebook.has(code));
  if (missing !== undefined) return refuseMissing(missing);
  const moving = outermost(study, codes).filter((code) => codebook.get(code)?.parent !== under);
  const name = (code: string | undefined): string => codebook.get(code ?? '')?.name ?? code ?? '';
  for (const code of moving) {
    if (code === under || codebook.descendants(code).some(({ id }) => id === under)) {
      return refuse(message('{0} cannot stand under {1}, which stands under it.', name(code), name(under)));
    }
    const blocked = under === undefined ? undefined : supporterAbove(study, code, under);
    if (blocked !== undefined) {
      return refuse(message('{0} cannot support {1}, which counts for it.', name(blocked.code), name(blocked.theme)));
    }
  }
  return planWith(study, {
    codebook: (draft) => (moving.every((code) => moveCode(draft, code, under)) ? undefined : refuseUnread()),
  });
}

/** One of those above the new place that supports, as a further theme, what is to come to stand below it. */
function supporterAbove(
  { codebook }: Study,
  moving: string,
  under: string,
): { readonly code: string; readonly theme: string } | undefined {
  const moved = new Set([moving, ...codebook.descendants(moving).map(({ id }) => id)]);
  for (let at = codebook.get(under); at !== undefined; at = codebook.get(at.parent ?? '')) {
    const theme = at.themes.find((each) => moved.has(each));
    if (theme !== undefined) return { code: at.id, theme };
  }
  return undefined;
}

/**
 * Gives codes a colour of their own.
 * @param color as in `#d1495b`; an empty text gives them back that of what stands above them.
 */
export function planRecolor(study: Study, codes: readonly string[], color: string): RefactoringResult {
  const hex = color === '' ? '' : readHex(color);
  if (hex === undefined) {
    return refuse(message('{0} is no colour that Emic can use. Write it as in color="#d1495b".', color));
  }
  return planAttributes(study, codes, () => ({ color: hex }));
}

/** Makes themes, categories or plain codes of codes. */
export function planKind(study: Study, codes: readonly string[], kind: CodeKind): RefactoringResult {
  return planAttributes(study, codes, () => ({ kind }));
}

/** Lets codes support further themes, and others no longer. */
export function planThemes(
  study: Study,
  codes: readonly string[],
  { add = [], remove = [] }: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
): RefactoringResult {
  const { codebook } = study;
  const missing = add.find((theme) => !codebook.has(theme));
  if (missing !== undefined) return refuseMissing(missing);
  for (const theme of add) {
    const blocked = codes.find((code) => !maySupport(codebook, code, theme));
    if (blocked === undefined) continue;
    const name = (code: string): string => codebook.get(code)?.name ?? code;
    return refuse(message('{0} cannot support {1}, which counts for it.', name(blocked), name(theme)));
  }
  return planAttributes(study, codes, (code) => {
    const named = codebook.headings.find(({ id }) => id === code)?.themes ?? [];
    return { themes: [...new Set([...named, ...add])].filter((theme) => !remove.includes(theme)) };
  });
}

function planAttributes(
  study: Study,
  codes: readonly string[],
  change: (code: string) => Parameters<typeof changeHeading>[2],
): RefactoringResult {
  const missing = codes.find((code) => !study.codebook.has(code));
  if (missing !== undefined) return refuseMissing(missing);
  const all = [...new Set(codes)];
  return planWith(study, {
    codebook: (draft) => (all.every((code) => changeCode(draft, code, change(code))) ? undefined : refuseUnread()),
  });
}
