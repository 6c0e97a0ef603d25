import { sourceEntryOf, withFrontMatter } from '../imports/sourceEntry.js';
import type { ProjectCoding, ProjectSource } from '../imports/codedProject.js';
import { plainSource } from '../imports/source.js';
import { CodedText } from '../markdown/codedText.js';
import { Transcript } from '../transcript/transcript.js';
import type { ProjectFiles } from './files.js';
import { stemOf } from './projectBuilder.js';

/** Whether a file is Markdown, by its name. */
export function isMarkdownPath(path: string): boolean {
  return /\.(?:md|markdown|qmd|rmd)$/i.test(path);
}

/**
 * A source of a file that held text and signs of codings, the signs being gone: Markdown stays as it is, all else is plain lines.
 * @param text with LF line ends; codings count in it.
 */
export function documentOf(
  path: string,
  text: string,
  codings: readonly ProjectCoding[],
  files: ProjectFiles,
  facts: Partial<Pick<ProjectSource, 'attributes' | 'cases' | 'path'>> = {},
): ProjectSource {
  const { attributes = {}, cases = [], path: place = null } = facts;
  const entries = { ...attributes, ...files.entryOf(path) };
  const name = stemOf(path) || path;
  const common = { key: path, name, path: place, cases };
  if (!isMarkdownPath(path))
    return { ...common, content: { source: plainSource(text, name) }, attributes: entries, codings };
  // What the document says of its source is of another study.
  const isImported = sourceEntryOf(new Transcript(path, CodedText.parse(text))) !== undefined;
  const markdown = isImported ? text : withFrontMatter(text, entries);
  const moved = movedBy(text, markdown);
  const placed = codings.map((coding) => ({ ...coding, start: moved(coding.start), end: moved(coding.end) }));
  return { ...common, content: { markdown }, attributes: entries, codings: placed };
}

/** Front matter is all that was added, in one place. */
function movedBy(before: string, after: string): (offset: number) => number {
  let same = 0;
  while (same < before.length && before.charCodeAt(same) === after.charCodeAt(same)) same++;
  const added = after.length - before.length;
  return (offset) => (offset >= same ? offset + added : offset);
}
