import { CodedText } from '../markdown/codedText.js';
import type { FrontMatterData } from '../markdown/frontMatterData.js';
import { stringify } from 'yaml';
import type { Transcript } from '../transcript/transcript.js';

/** What a transcript's front matter says of the document that it was made of. */
export interface SourceEntry {
  /** Where the original is kept, a path inside the study. */
  readonly file: string;
  /** Of the original's bytes, in small hexadecimal digits. */
  readonly sha256: string;
}

/** The entry `source` of a transcript, if it has a whole one. */
export function sourceEntryOf(transcript: Transcript): SourceEntry | undefined {
  const { source } = transcript.attributes;
  if (typeof source !== 'object' || source === null || Array.isArray(source)) return undefined;
  const { file, sha256 } = source as FrontMatterData;
  return typeof file === 'string' && typeof sha256 === 'string' ? { file, sha256: sha256.toLowerCase() } : undefined;
}

/** Text without its front matter, marks and memos. */
export function cleanBody(text: CodedText): string {
  return text.clean.slice(text.frontMatter?.source.length ?? 0);
}

/** A Markdown document with more entries in its front matter; what it says there already stays. All else stays as it is. */
export function withFrontMatter(markdown: string, entries: FrontMatterData): string {
  const block = CodedText.parse(markdown).frontMatter;
  const lineEnd = /\r\n|\r|\n/.exec(markdown)?.[0] ?? '\n';
  const fence = block === undefined ? null : /^([^]*?)(---[ \t]*)(?:[\r\n]+|$)\s*$/.exec(block.source.slice(3));
  const own = block === undefined ? '' : block.source;
  const added = Object.entries(entries).filter(([key]) => !new RegExp(`^${key}\\s*:`, 'm').test(own));
  if (added.length === 0) return markdown;
  const yaml = stringify(Object.fromEntries(added), { lineWidth: 0 }).replaceAll('\n', lineEnd);
  if (fence?.[1] === undefined) return `---${lineEnd}${yaml}---${lineEnd}${lineEnd}${markdown}`;
  const at = 3 + fence[1].length;
  return markdown.slice(0, at) + yaml + markdown.slice(at);
}
