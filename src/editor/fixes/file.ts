import type * as vscode from 'vscode';
import type { FileOfStudy } from '../../core/fixes/types.js';
import { codebookPath } from '../../core/study/paths.js';
import type { Problem } from '../../core/study/problem.js';
import { Study } from '../../core/study/study.js';
import { rulesOfMarks } from '../diagnostics.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** A document of the editor as a file of a study, with all that is typed. */
export interface OpenFile {
  readonly file: FileOfStudy;
  /** undefined where the document belongs to no study. */
  readonly study: OpenStudy | undefined;
  /** Whether a problem is shown for this document. */
  readonly shows: (problem: Problem) => boolean;
}

const alone = 'document.md';

/** @returns undefined where Emic does not look for problems in a document, or may not change it. */
export function openFile({ documents, studies }: Services, document: vscode.TextDocument): OpenFile | undefined {
  if (!documents.isUtf8(document)) return undefined;
  const study = studies.studyOf(document.uri);
  if (study === undefined) {
    if (document.languageId !== 'markdown') return undefined;
    const text = documents.read(document);
    if (text.passages.length === 0) return undefined;
    const made = Study.create({ codebook: undefined, participants: undefined, documents: [[alone, text]] });
    return { file: { study: made, path: alone }, study, shows: ({ rule }) => rulesOfMarks.has(rule) };
  }
  const path = study.pathOf(document.uri);
  if (path === undefined) return undefined;
  // Reading the document makes it the study's.
  study.noteDocument(document);
  const now = study.now();
  if (now === undefined) return undefined;
  if (path !== codebookPath && (now.transcript(path) ?? now.note(path)) === undefined) return undefined;
  return { file: { study: now, path }, study, shows: () => true };
}
