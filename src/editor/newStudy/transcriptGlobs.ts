import * as vscode from 'vscode';
import { readFolder } from '../studies/files.js';

/** Folders of a study that hold other things than transcripts, and names of files that are none. */
const otherFolders = /^(?:\.|node_modules$|memos?$|memoer$|analysis$|analyse$|docs?$)/i;
const otherFiles = /^(?:codebook|readme|changelog|contributing|license|index)\b/i;

/**
 * Where the Markdown files of a folder stand, as globs: a person who has transcripts already should find them read.
 * @returns none where the usual folder, `transcripts`, will do.
 */
export async function findTranscriptGlobs(folder: vscode.Uri): Promise<readonly string[]> {
  const entries = await readFolder(folder);
  const globs: string[] = [];
  if (entries.some(([name, type]) => isFile(type) && isMarkdown(name))) globs.push('*.md');
  for (const [name, type] of entries) {
    if ((type & vscode.FileType.Directory) === 0 || otherFolders.test(name)) continue;
    if (await holdsMarkdown(vscode.Uri.joinPath(folder, name), 3)) globs.push(`${escapeGlob(name)}/**/*.md`);
  }
  if (globs.includes('transcripts/**/*.md')) return globs.length === 1 ? [] : globs.filter((glob) => glob !== '*.md');
  return globs;
}

async function holdsMarkdown(folder: vscode.Uri, depth: number): Promise<boolean> {
  const entries = await readFolder(folder);
  if (entries.some(([name, type]) => isFile(type) && isMarkdown(name))) return true;
  if (depth === 0) return false;
  for (const [name, type] of entries) {
    if ((type & vscode.FileType.Directory) === 0 || otherFolders.test(name)) continue;
    if (await holdsMarkdown(vscode.Uri.joinPath(folder, name), depth - 1)) return true;
  }
  return false;
}

/** A new codebook's text with these globs in the place of the usual ones. */
export function withTranscriptGlobs(codebook: string, globs: readonly string[]): string {
  if (globs.length === 0) return codebook;
  return codebook.replace(
    /^transcripts:.*$/m,
    () => `transcripts: [${globs.map((glob) => JSON.stringify(glob)).join(', ')}]`,
  );
}

function isFile(type: vscode.FileType): boolean {
  return (type & vscode.FileType.File) !== 0;
}

function isMarkdown(name: string): boolean {
  return /\.md$/i.test(name) && !otherFiles.test(name);
}

function escapeGlob(name: string): string {
  return name.replace(/[\\*?[\]{}()!]/g, '\\$&');
}
