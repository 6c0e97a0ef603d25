import { ArchiveError } from '../archive/archiveError.js';
import { writeXml } from '../archive/writeXml.js';
import type { XmlElement } from '../archive/xml.js';
import { writeZip } from '../archive/writeZip.js';
import type { ProjectNotice } from '../imports/codedProject.js';
import type { Study } from '../study/study.js';
import { message } from '../text/message.js';
import { emicOrigin } from './conventions.js';
import { exportCodes } from './export/codes.js';
import { fromStudy, type FromStudy, type Program } from './export/fromStudy.js';
import { Identities } from './export/identities.js';
import { digestOf } from './ids.js';
import type { Original } from './kept.js';
import { codebookNamespace, projectNamespace } from './project.js';
import { findInvalid, type SchemaName } from './schema/validate.js';
import { codebookElement, projectElement } from './writeProject.js';

/** What an export comes to. */
export interface Exported {
  readonly bytes: Uint8Array;
  readonly notices: readonly ProjectNotice[];
}

/**
 * Writes a study as a `.qdpx`, held against the schema before it is given.
 * @param breathe is awaited between the parts of the work, and may throw to stop it.
 * @throws ArchiveError where it would not be valid; nothing is given then.
 */
export async function exportProject(
  study: Study,
  program: Program,
  original: Original | undefined,
  breathe: (share: number) => Promise<void> = () => Promise.resolve(),
): Promise<Exported> {
  const from = fromStudy(study, { program, original, sha256: digestOf });
  await breathe(0.4);
  const bytes = packProject(from);
  await breathe(0.9);
  return { bytes, notices: from.notices };
}

/** The archive of a project. */
export function packProject({ project, texts, files }: Pick<FromStudy, 'project' | 'texts' | 'files'>): Uint8Array {
  const encoder = new TextEncoder();
  const qde = encoder.encode(valid(projectElement(project), 'project', projectNamespace));
  const entries = new Map<string, Uint8Array>([['project.qde', qde]]);
  for (const { path, text } of texts) entries.set(path, encoder.encode(text));
  for (const [path, file] of files) if (!entries.has(path)) entries.set(path, file.read());
  return writeZip(entries);
}

/**
 * Writes a study's codebook as a `.qdc`.
 * @throws ArchiveError where it has no code, or would not be valid.
 */
export function exportCodebook(study: Study): string {
  const { codes, sets } = exportCodes(study, undefined, new Map(), new Identities(study.codebook.title ?? ''));
  if (codes.length === 0) throw new ArchiveError(message('There is no code to export.'));
  return valid(codebookElement({ origin: emicOrigin, codes, sets }), 'codebook', codebookNamespace);
}

function valid(root: XmlElement, schema: SchemaName, namespace: string): string {
  const wrong = findInvalid(root, schema);
  if (wrong !== undefined) throw new ArchiveError(message('This would be no valid REFI-QDA: {0}', wrong));
  return writeXml(root, namespace);
}
