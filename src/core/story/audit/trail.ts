import { codebookChanges } from '../../changes/codebookChanges.js';
import { Codebook } from '../../codebook/codebook.js';
import type { Study } from '../../study/study.js';
import type { Passage } from '../../transcript/types.js';
import type { Commit, History, Progress } from '../history.js';
import { traceCodings, type Origins } from '../origins.js';
import { tellStory, type Story } from '../story.js';
import { FileVersions } from '../versions.js';
import { findingsOf, type Finding } from './findings.js';

/** All that an audit trail tells. */
export interface AuditTrail {
  readonly study: Study;
  readonly findings: readonly AuditedFinding[];
  /** Undefined where the study is in no repository. */
  readonly history: AuditedHistory | undefined;
}

export interface AuditedFinding extends Finding {
  /** Ids of all codes whose passages it stands on: those that it names, and what counts for them, in the codebook's order. */
  readonly reach: readonly string[];
  /** When its file was first written and last changed; undefined where nothing is committed of it. */
  readonly written: { readonly first: Commit; readonly last: Commit } | undefined;
}

export interface AuditedHistory {
  readonly story: Story;
  readonly origins: Origins;
  /** Whether the study differs from the present commit, as far as its codebook and codings tell. */
  readonly isChanged: boolean;
}

/**
 * Gathers what leads from each finding of a study to the words, and to those who coded them.
 * @param kinds the kinds of memos that are findings.
 */
export async function auditTrail(
  study: Study,
  history: History | undefined,
  { kinds, progress }: { readonly kinds?: readonly string[]; readonly progress?: Progress } = {},
): Promise<AuditTrail> {
  const found = findingsOf(study, kinds);
  const order = new Map(
    [...study.codebook.codes.map(({ id }) => id), ...study.uncataloguedCodes].map((id, i) => [id, i]),
  );
  const reachOf = ({ codes }: Finding): readonly string[] =>
    [...new Set(codes.flatMap((code) => [...study.codesCountedFor(code)]))].sort(
      (a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0),
    );
  const versions = history === undefined ? undefined : await FileVersions.of(history);
  const findings = found.map((finding) => {
    const changes = versions?.changesOf(finding.path) ?? [];
    const [first, last] = [changes[0], changes.at(-1)];
    return {
      ...finding,
      reach: reachOf(finding),
      written: first === undefined || last === undefined ? undefined : { first, last },
    };
  });
  return { study, findings, history: history === undefined ? undefined : await audited(study, history, progress) };
}

async function audited(study: Study, history: History, progress: Progress | undefined): Promise<AuditedHistory> {
  // Counting and tracing both read all versions.
  const half = (from: number): { readonly progress?: Progress } =>
    progress === undefined ? {} : { progress: (done) => progress(from + done / 2) };
  const story = await tellStory(history, { counting: true, ...half(0) });
  const committed = story.steps.filter(({ isOnLine }) => isOnLine).at(-1)?.codebook ?? Codebook.parse('');
  const uncommitted = codebookChanges(committed, study.codebook);
  const origins = await traceCodings(history, story, study, uncommitted, half(0.5).progress);
  const isNew = (passage: Passage): boolean =>
    passage.codes.some((code) => origins.of(passage, code)?.commit === undefined);
  return { story, origins, isChanged: uncommitted.length > 0 || study.passages.some(isNew) };
}
