import { formatCsv } from '../../queries/render/csv.js';
import { entriesOf, findingsOn, usedCodes } from './entries.js';
import type { AuditTrail } from './trail.js';

const header = [
  'finding',
  'finding_file',
  'finding_kind',
  'finding_first_commit',
  'finding_last_commit',
  'code',
  'code_name',
  'passage',
  'document',
  'line',
  'turn',
  'time',
  'clean_start',
  'clean_end',
  'words',
  'participants',
  'stance',
  'by',
  'coder',
  'code_then',
  'commit',
  'date',
  'author',
  'message',
  'resized_commit',
  'resized_date',
  'resized_author',
] as const;

/**
 * The audit trail as CSV with a header: a row for each coding and each finding that stands on it; codings on which none does have one row
 * without a finding. Lines and turns are 1-based; `clean_start` and `clean_end` are UTF-16 code units of the clean text, the end exclusive.
 */
export function auditCsv(trail: AuditTrail): string {
  const { study, findings } = trail;
  const rows = usedCodes(study).flatMap((code) =>
    entriesOf(trail, code).flatMap((entry) => {
      const { passage, line, turn, people, origin, coder } = entry;
      const { commit, resized } = origin ?? {};
      const coding = [
        code,
        study.codebook.get(code)?.name ?? code,
        passage.id ?? '',
        passage.document,
        line,
        turn ?? '',
        passage.time ?? '',
        passage.clean.start,
        passage.clean.end,
        passage.quote,
        people.join('; '),
        passage.attributes.stance ?? '',
        passage.attributes.by ?? '',
        coder ?? '',
        origin?.code ?? '',
        commit?.id ?? '',
        commit?.date ?? '',
        commit?.author ?? '',
        commit?.subject ?? '',
        resized?.id ?? '',
        resized?.date ?? '',
        resized?.author ?? '',
      ];
      const on = findingsOn(findings, entry).map(({ title, path, kind, written }) => [
        title,
        path,
        kind ?? '',
        written?.first.id ?? '',
        written?.last.id ?? '',
      ]);
      return (on.length === 0 ? [['', '', '', '', '']] : on).map((finding) => [...finding, ...coding]);
    }),
  );
  return formatCsv([header, ...rows]);
}
