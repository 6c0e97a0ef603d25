import * as vscode from 'vscode';
import type { ProjectNotice } from '../../core/imports/codedProject.js';
import { keptPath } from '../../core/refi/kept.js';
import type { Study } from '../../core/study/study.js';
import { readText } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { ExportWish } from './askExport.js';

/** What is to be written: one file, or several by their paths. */
export interface ExportContent {
  readonly content: Uint8Array | ReadonlyMap<string, string>;
  readonly notices: readonly ProjectNotice[];
}

/**
 * Makes what is to be written of a study.
 * @param breathe is awaited between the parts of the work, and may throw to stop it.
 * @throws ArchiveError where it cannot be made.
 */
export async function contentOf(
  open: OpenStudy,
  study: Study,
  wish: ExportWish,
  breathe: (share: number) => Promise<void>,
): Promise<ExportContent> {
  const text = (written: string): ExportContent => ({ content: new TextEncoder().encode(written), notices: [] });
  switch (wish.format) {
    case 'qdpx':
      return projectOf(open, study, wish, breathe);
    case 'qdc':
      return text((await import('../../core/refi/exportProject.js')).exportCodebook(study));
    case 'csv':
      return text((await import('../../core/exchange/segments/writeSegments.js')).writeSegments(study));
    case 'annotations':
      return text((await import('../../core/exchange/annotations/writeAnnotations.js')).writeAnnotations(study));
    case 'markdown':
      return packed((await import('../../core/exchange/export/cleanMarkdown.js')).cleanMarkdown(study), wish);
    case 'html':
      return packed((await import('../../core/exchange/export/codedPages.js')).codedPages(study), wish);
  }
}

async function projectOf(
  open: OpenStudy,
  study: Study,
  { program, withKept }: ExportWish,
  breathe: (share: number) => Promise<void>,
): Promise<ExportContent> {
  const { exportProject, originalOf } = await import('../../core/refi/exportProject.js');
  const kept = withKept ? await readText(vscode.Uri.joinPath(open.folder, keptPath)) : { kind: 'missing' as const };
  const { original, notices: unkept } = await originalOf(
    kept.kind === 'text' ? kept.text : kept.kind === 'missing' ? undefined : '',
    async (path) => (isInside(path) ? readFile(vscode.Uri.joinPath(open.folder, path)) : undefined),
  );
  await breathe(0.1);
  const { bytes, notices } = await exportProject(study, program, original, breathe);
  return { content: bytes, notices: [...unkept, ...notices] };
}

async function packed(files: ReadonlyMap<string, string>, { isZipped }: ExportWish): Promise<ExportContent> {
  if (!isZipped) return { content: files, notices: [] };
  const { writeZip } = await import('../../core/archive/writeZip.js');
  const encoder = new TextEncoder();
  const entries = [...files].map(([path, text]) => [path, encoder.encode(text)] as const);
  return { content: writeZip(entries), notices: [] };
}

function isInside(path: string): boolean {
  return !/^[/\\]|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(path);
}

async function readFile(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  return vscode.workspace.fs.readFile(uri).then(undefined, () => undefined);
}
