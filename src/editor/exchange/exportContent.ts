import * as vscode from 'vscode';
import type { ProjectNotice } from '../../core/imports/codedProject.js';
import { keptPath } from '../../core/refi/kept.js';
import type { NameFinder } from '../../core/pseudonyms/names.js';
import type { Study } from '../../core/study/study.js';
import { message } from '../../core/text/message.js';
import { rowsHeld } from '../pseudonyms/mayLeave.js';
import { readText } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { ExportWish } from './askExport.js';

/** What is to be written: one file, or several by their paths. */
export interface ExportContent {
  readonly content: Uint8Array | ReadonlyMap<string, string>;
  readonly notices: readonly ProjectNotice[];
}

/**
 * Makes what is to be written of a study, and looks through it for real names.
 * @param finder knows the names of the study's key, where one is known.
 * @param breathe is awaited between the parts of the work, and may throw to stop it.
 * @throws ArchiveError where it cannot be made.
 */
export async function contentOf(
  open: OpenStudy,
  study: Study,
  wish: ExportWish,
  finder: NameFinder | undefined,
  breathe: (share: number) => Promise<void>,
): Promise<ExportContent> {
  const made = await madeOf(open, study, wish, finder, breathe);
  if (finder === undefined) return made;
  await breathe(0.9);
  const held = await namesHeld(made.content, finder);
  return held === undefined ? made : { ...made, notices: [held, ...made.notices] };
}

/** What is to be said of the real names in what is to be written; the names are not repeated. */
async function namesHeld(content: ExportContent['content'], finder: NameFinder): Promise<ProjectNotice | undefined> {
  const encoder = new TextEncoder();
  const files =
    content instanceof Uint8Array ? [content] : [...content].map(([path, text]) => encoder.encode(`${path}\n${text}`));
  const rows = await rowsHeld(files, finder);
  if (rows.length === 0) return undefined;
  return {
    kind: 'info',
    message: message(
      'The export holds real names, of these rows of the key: {0}. Pseudonymize the study first, and export it again.',
      rows.join(', '),
    ),
  };
}

async function madeOf(
  open: OpenStudy,
  study: Study,
  wish: ExportWish,
  finder: NameFinder | undefined,
  breathe: (share: number) => Promise<void>,
): Promise<ExportContent> {
  const text = (written: string): ExportContent => ({ content: new TextEncoder().encode(written), notices: [] });
  switch (wish.format) {
    case 'qdpx':
      return projectOf(open, study, wish, finder, breathe);
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
  finder: NameFinder | undefined,
  breathe: (share: number) => Promise<void>,
): Promise<ExportContent> {
  const { exportProject } = await import('../../core/refi/exportProject.js');
  const { originalOf } = await import('../../core/refi/keptOriginal.js');
  const kept = withKept ? await readText(vscode.Uri.joinPath(open.folder, keptPath)) : { kind: 'missing' as const };
  const { original, notices: unkept } = await originalOf(
    study,
    kept.kind === 'text' ? kept.text : kept.kind === 'missing' ? undefined : '',
    async (path) => (isInside(path) ? readFile(vscode.Uri.joinPath(open.folder, path)) : undefined),
    { isWished: true, finder },
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
