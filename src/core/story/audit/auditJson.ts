import type { Commit } from '../history.js';
import { entriesOf, usedCodes, type AuditEntry } from './entries.js';
import type { AuditedFinding, AuditTrail } from './trail.js';

/**
 * The audit trail as JSON, a finding and a coding a line. Codings are all of the study's; each names the findings that stand on it, by their place in the
 * list of findings from 0. Lines and turns are 1-based; `cleanStart` and `cleanEnd` are UTF-16 code units of the clean text, the end exclusive.
 */
export function auditJson(trail: AuditTrail): string {
  const { study, findings, history } = trail;
  const { head, branch, isShallow } = history?.story ?? {};
  const codings = usedCodes(study).flatMap((code) =>
    entriesOf(trail, code).map((entry) => JSON.stringify(codingOf(trail, entry))),
  );
  const list = (lines: readonly string[]): string =>
    lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  return [
    '{',
    `  "study": ${JSON.stringify(study.codebook.title ?? null)},`,
    `  "head": ${JSON.stringify(commitOf(head))},`,
    `  "branch": ${JSON.stringify(branch ?? null)},`,
    `  "isShallow": ${String(isShallow ?? false)},`,
    `  "isChanged": ${String(history?.isChanged ?? false)},`,
    `  "findings": ${list(findings.map((finding) => JSON.stringify(findingOf(trail, finding))))},`,
    `  "codings": ${list(codings)}`,
    '}\n',
  ].join('\n');
}

function findingOf({ study }: AuditTrail, finding: AuditedFinding): Readonly<Record<string, unknown>> {
  const { title, path, at, kind, author, date, text, codes, reach, written } = finding;
  return {
    title,
    file: path,
    line: study.lines(path).positionAt(at).line + 1,
    kind: kind ?? null,
    author: author ?? null,
    date: date ?? null,
    text,
    firstCommit: commitOf(written?.first),
    lastCommit: commitOf(written?.last),
    codes,
    codesCounted: reach,
  };
}

function codingOf({ study, findings }: AuditTrail, entry: AuditEntry): Readonly<Record<string, unknown>> {
  const { passage, code, line, turn, people, origin, coder } = entry;
  return {
    code,
    name: study.codebook.get(code)?.name ?? null,
    passage: passage.id ?? null,
    document: passage.document,
    line,
    turn: turn ?? null,
    time: passage.time ?? null,
    cleanStart: passage.clean.start,
    cleanEnd: passage.clean.end,
    quote: passage.quote,
    participants: people,
    stance: passage.attributes.stance ?? null,
    by: passage.attributes.by ?? null,
    coder: coder ?? null,
    codeThen: origin?.code ?? null,
    commit: commitOf(origin?.commit),
    resized: commitOf(origin?.resized),
    findings: findings.flatMap(({ reach, passages }, i) =>
      reach.includes(code) || passages.includes(passage) ? [i] : [],
    ),
  };
}

function commitOf(commit: Commit | undefined): Readonly<Record<string, string>> | null {
  if (commit === undefined) return null;
  const { id, date, author, subject } = commit;
  return { id, date, author, message: subject };
}
