import { codeIdFromName } from '../codebook/ids.js';
import type { Codebook } from '../codebook/codebook.js';
import type { Code } from '../codebook/types.js';
import type { CodedText } from '../markdown/codedText.js';
import { codebookPath, studyPath } from '../study/paths.js';
import type { Transcript } from '../transcript/transcript.js';
import { labelKey } from '../transcript/labels.js';
import type { Passage } from '../transcript/types.js';
import type { Link } from './links.js';
import type { Note } from './note.js';

/** What links can lead to. */
export interface Linked {
  readonly codebook: Codebook;
  readonly transcript: (path: string) => Transcript | undefined;
  readonly note: (path: string) => Note | undefined;
  readonly isTranscriptPath: (path: string) => boolean;
  readonly isNotePath: (path: string) => boolean;
}

/** What a link leads to. Paths are inside the study. */
export type LinkTarget =
  | { readonly kind: 'code'; readonly code: Code }
  | { readonly kind: 'passage'; readonly path: string; readonly passage: Passage }
  /** A document, or a heading of it; `at` is where that begins in its source. */
  | { readonly kind: 'document'; readonly path: string; readonly at: number }
  | { readonly kind: 'missing-code'; readonly code: string }
  | { readonly kind: 'missing-document'; readonly path: string }
  | { readonly kind: 'missing-passage'; readonly path: string; readonly id: string };

/**
 * What a link leads to; undefined where that is no file of the study.
 * @param from the path inside the study of the document that the link stands in.
 */
export function targetOf(link: Link, from: string, study: Linked): LinkTarget | undefined {
  if (link.kind === 'code') {
    const code = linkedCode(study.codebook, link.code);
    return code === undefined ? { kind: 'missing-code', code: link.code } : { kind: 'code', code };
  }
  const path = link.path === '' ? studyPath(from) : pathFrom(from, link.path);
  return path === undefined ? undefined : placeIn(study, path, link.fragment);
}

/**
 * What an entry of a note's `about` means: a code by id or name, `[[code]]`, or a path from the study's folder or from the note's own,
 * with the id of a passage or without. Undefined where it is none of these.
 */
export function aboutTarget(about: string, from: string, study: Linked): LinkTarget | undefined {
  const code = linkedCode(study.codebook, about.replace(/^\[\[([^|]*)(?:\|.*)?\]\]$/, '$1').trim());
  if (code !== undefined) return { kind: 'code', code };
  const [path = '', fragment] = about.split('#', 2);
  const paths = [pathFrom('', path), pathFrom(from, path)].filter((each) => each !== undefined);
  const targets = paths.map((each) => placeIn(study, each, fragment?.normalize('NFC')));
  return targets.find((target) => target !== undefined && target.kind !== 'missing-document');
}

/** The code of that id, else the only one of that name. */
export function linkedCode(codebook: Codebook, written: string): Code | undefined {
  const byId = codebook.get(written);
  if (byId !== undefined) return byId;
  const named = codebook.codes.filter(({ name }) => labelKey(name) === labelKey(written));
  return named.length === 1 ? named[0] : undefined;
}

/** The path inside the study that a path relative to a document leads to; undefined where it leads out. */
export function pathFrom(from: string, relative: string): string | undefined {
  const parts = studyPath(from).split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return studyPath(parts.join('/'));
}

function placeIn(study: Linked, path: string, fragment: string | undefined): LinkTarget | undefined {
  if (path === codebookPath)
    return fragment === undefined || fragment === '' ? whole(path) : inCodebook(study, fragment);
  const transcript = study.transcript(path);
  if (transcript !== undefined) {
    return fragment === undefined || fragment === '' ? whole(path) : inTranscript(transcript, fragment);
  }
  if (study.note(path) !== undefined) return whole(path);
  return study.isTranscriptPath(path) || study.isNotePath(path) ? { kind: 'missing-document', path } : undefined;
}

function whole(path: string): LinkTarget {
  return { kind: 'document', path, at: 0 };
}

function inCodebook({ codebook }: Linked, fragment: string): LinkTarget {
  const code = codebook.get(fragment) ?? codebook.codes.find(({ name }) => isSlugOf(fragment, name));
  if (code !== undefined) return { kind: 'code', code };
  const at = lineStart(codebook.text, fragment);
  if (at !== undefined) return { kind: 'document', path: codebookPath, at };
  return codebook.title !== undefined && isSlugOf(fragment, codebook.title)
    ? whole(codebookPath)
    : { kind: 'missing-code', code: fragment };
}

const line = /^L(\d+)(?:,\d+)?(?:-L?\d+(?:,\d+)?)?$/;

/** A fragment such as `L12`, with which VS Code leads to a line, and Emic's own summaries do. */
function lineStart({ lines }: CodedText, fragment: string): number | undefined {
  const number = line.exec(fragment)?.[1];
  return number === undefined ? undefined : lines.offsetAt({ line: Number(number) - 1, character: 0 });
}

function inTranscript(transcript: Transcript, fragment: string): LinkTarget {
  const { path, passages, sections, text } = transcript;
  const passage = passages.find(({ id }) => id === fragment);
  if (passage !== undefined) return { kind: 'passage', path, passage };
  const at = lineStart(text, fragment);
  if (at !== undefined) return { kind: 'document', path, at };
  const section = sections.find(({ key, text: name }) => key === fragment || isSlugOf(fragment, name));
  if (section !== undefined) return { kind: 'document', path, at: text.toSource(section.start, 'start') };
  const line = /^L([1-9]\d{0,8})$/.exec(fragment);
  if (line !== null)
    return { kind: 'document', path, at: text.lines.offsetAt({ line: Number(line[1]) - 1, character: 0 }) };
  return isSlugOf(fragment, transcript.title) ? whole(path) : { kind: 'missing-passage', path, id: fragment };
}

/** Whether a link's fragment is what Emic, or what VS Code and GitHub make of a heading's text. */
function isSlugOf(fragment: string, name: string): boolean {
  if (fragment === codeIdFromName(name)) return true;
  const slug = name
    .trim()
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, '')
    .replace(/\s/g, '-');
  return fragment === slug;
}
