import * as vscode from 'vscode';
import type { Extent } from '../core/text/edits.js';
import type { Study } from '../core/study/study.js';
import type { OpenStudy } from './studies/openStudy.js';
import type { Studies } from './studies/studies.js';

/*
 * Documents that are about a study and in no file, such as the summary of a theme: their address says which study and what about it, so
 * that they come back when a window is opened again.
 */

/** What their addresses begin with. */
export const studyDocumentSchemes: readonly string[] = ['emic-agreement', 'emic-story', 'emic-summary'];

/** Whether an address is that of a place, which has no text of its own: see `preview/places.ts`. */
export function isPlace({ path }: vscode.Uri): boolean {
  return path.endsWith('.place');
}

/** The address of a document about a study, beside the study's own files: so links from its folder lead to these. */
export function studyDocumentUri(scheme: string, study: OpenStudy, about: object, title: string): vscode.Uri {
  const name = title.replace(/[/\\?#:*"<>|]/g, ' ').trim();
  return vscode.Uri.from({
    scheme,
    path: `${study.folder.path.replace(/\/$/, '')}/${name === '' ? 'emic' : name}.md`,
    query: JSON.stringify({ folder: study.folder.toString(), ...about }),
  });
}

/**
 * The study of such an address, and what it was made of besides.
 * @returns undefined where the study is not in this window.
 */
export async function readStudyDocument(
  studies: Studies,
  uri: vscode.Uri,
): Promise<{ readonly study: OpenStudy; readonly about: unknown } | undefined> {
  const { folder, ...about } = JSON.parse(uri.query) as { folder: string };
  const study = (await studies.find()).find((one) => one.folder.toString() === folder);
  return study === undefined ? undefined : { study, about };
}

/**
 * A link in the Markdown preview leads to a document beside the one that is read: there, the transcript stands without marks.
 * @returns its clean text; undefined where the address is that of no transcript.
 */
export function transcriptBeside(study: OpenStudy, now: Study, uri: vscode.Uri): string | undefined {
  const { scheme, authority } = study.folder;
  return now.transcript(study.pathOf(uri.with({ scheme, authority })) ?? '')?.text.clean;
}

export async function showMarkdown(uri: vscode.Uri, options: vscode.TextDocumentShowOptions): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const markdown =
    document.languageId === 'markdown'
      ? document
      : await vscode.languages.setTextDocumentLanguage(document, 'markdown');
  await vscode.window.showTextDocument(markdown, { ...options, preview: false });
}

/** Where words begin, seen from the study's folder: in the editor links go to the word, not only to the line. */
export function linkToWords(
  study: Study,
): (place: { readonly document: string; readonly clean: Extent }) => string | undefined {
  return ({ document, clean }) => {
    const text = study.transcript(document)?.text;
    if (text === undefined || clean.end > text.cleanLength) return undefined;
    const { line, character } = text.lines.positionAt(text.toSource(clean.start, 'start'));
    const end = text.lines.positionAt(text.toSource(clean.end, 'end'));
    const words = `L${line + 1},${character + 1}-L${end.line + 1},${end.character + 1}`;
    return `${document.split('/').map(encodeURIComponent).join('/')}#${words}`;
  };
}
