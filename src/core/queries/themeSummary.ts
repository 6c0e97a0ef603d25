import type { CodeKind } from '../codebook/types.js';
import { labelKey } from '../transcript/labels.js';
import type { Passage } from '../transcript/types.js';
import type { Person } from '../study/people.js';
import type { Study } from '../study/study.js';
import type { CodeCount } from '../study/tallies.js';
import { findCode } from './names.js';

/** One of a summary's codes, with its place below the summary's own. */
export interface SummaryCode {
  readonly id: string;
  readonly name: string;
  /** 0 for the theme's own. */
  readonly level: number;
  /** With all codes that count for it. */
  readonly count: CodeCount;
  /** Those of its own passages that have no earlier code of the summary. */
  readonly passages: readonly Passage[];
}

/** All that the study holds for a theme, a category or a code. */
export interface ThemeSummary {
  readonly id: string;
  readonly name: string;
  readonly kind: CodeKind;
  readonly inCodebook: boolean;
  /** Markdown, as the codebook has it. */
  readonly definition: string;
  /** With all codes that count for it. */
  readonly count: CodeCount;
  /** Of the people with a transcript, those who answer in its passages and those who do not. */
  readonly present: readonly Person[];
  readonly missing: readonly Person[];
  /** People of the participants' table without a transcript. */
  readonly withoutTranscript: readonly Person[];
  /** Itself, then the codes that count for it, as the codebook has them. Each passage stands with the first of its codes. */
  readonly codes: readonly SummaryCode[];
}

/**
 * Gathers the evidence for a theme, a category or a code.
 * @param text its id, else its name.
 * @throws QueryError when the study has no such code.
 */
export function summarize(study: Study, text: string): ThemeSummary {
  const id = findCode(study, text);
  const code = study.codebook.get(id);
  const answering = new Set([...study.peopleOfCode(id, { aggregate: true })].map(labelKey));
  const withTranscript = study.people.filter(({ hasTranscript }) => hasTranscript);
  const isPresent = (person: Person): boolean => answering.has(labelKey(person.id));
  return {
    id,
    name: code?.name ?? id,
    kind: code?.kind ?? 'code',
    inCodebook: code !== undefined,
    definition: code?.definition ?? '',
    count: study.count(id, { aggregate: true }),
    present: withTranscript.filter(isPresent),
    missing: withTranscript.filter((person) => !isPresent(person)),
    withoutTranscript: study.people.filter(({ hasTranscript }) => !hasTranscript),
    codes: summaryCodes(study, id),
  };
}

function summaryCodes(study: Study, id: string): readonly SummaryCode[] {
  const ids = study.codesCountedFor(id);
  const inOrder = [
    id,
    ...study.codebook.codes.map((code) => code.id).filter((other) => other !== id && ids.has(other)),
  ];
  const shown = new Set<Passage>();
  return inOrder.map((other) => {
    const code = study.codebook.get(other);
    const passages = study.passagesOf(other).filter((passage) => !shown.has(passage));
    for (const passage of passages) shown.add(passage);
    return {
      id: other,
      name: code?.name ?? other,
      level: other === id ? 0 : levelBelow(study, other, id, ids),
      count: study.count(other, { aggregate: true }),
      passages,
    };
  });
}

/** How deep a code stands below the summary's own: at least 1, for one that supports it from elsewhere in the tree too. */
function levelBelow(study: Study, id: string, top: string, ids: ReadonlySet<string>): number {
  const above = new Set<string>();
  for (let code = study.codebook.get(id)?.parent; code !== undefined && ids.has(code) && !above.has(code);) {
    above.add(code);
    code = code === top ? undefined : study.codebook.get(code)?.parent;
  }
  return above.has(top) ? above.size : above.size + 1;
}
