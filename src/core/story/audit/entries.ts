import type { Study } from '../../study/study.js';
import type { Passage } from '../../transcript/types.js';
import type { Origin } from '../origins.js';
import type { AuditedFinding, AuditTrail } from './trail.js';

/** One coding: a passage with one of its codes, and who gave it that. */
export interface AuditEntry {
  readonly passage: Passage;
  readonly code: string;
  /** 1-based, in the transcript's file. */
  readonly line: number;
  /** Which of the transcript's turns it begins in, from 1; undefined where it begins in none. */
  readonly turn: number | undefined;
  /** Ids of those who answer in it. */
  readonly people: readonly string[];
  /** Undefined where the study is in no repository. */
  readonly origin: Origin | undefined;
  /** Who coded it: as the passage says (`by`), else the author of the commit. */
  readonly coder: string | undefined;
}

/** The codings of a code, in the order of the transcripts. */
export function entriesOf(trail: AuditTrail, code: string): readonly AuditEntry[] {
  return trail.study.passagesOf(code).map((passage) => entryOf(trail, passage, code));
}

export function entryOf({ study, history }: AuditTrail, passage: Passage, code: string): AuditEntry {
  const origin = history?.origins.of(passage, code);
  const transcript = study.transcript(passage.document);
  const { start: from } = passage.clean;
  const at = transcript?.turns.findIndex(({ start, end }) => start <= from && from < end) ?? -1;
  return {
    passage,
    code,
    line: (transcript?.text.lines.positionAt(passage.source.start).line ?? 0) + 1,
    turn: at < 0 ? undefined : at + 1,
    people: study.peopleIn(passage),
    origin,
    coder: passage.attributes.by ?? origin?.commit?.author,
  };
}

/** The codes of a study with passages, in the codebook's order, then those that it lacks. */
export function usedCodes(study: Study): readonly string[] {
  return [...study.codebook.codes.map(({ id }) => id), ...study.uncataloguedCodes].filter(
    (code) => study.count(code).passages > 0,
  );
}

/** The findings that stand on a coding: those that lead to its code, and those that lead to the passage. */
export function findingsOn(
  findings: readonly AuditedFinding[],
  { passage, code }: AuditEntry,
): readonly AuditedFinding[] {
  return findings.filter(({ reach, passages }) => reach.includes(code) || passages.includes(passage));
}
