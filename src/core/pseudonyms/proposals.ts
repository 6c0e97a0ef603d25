import { linksOf } from '../notes/links.js';
import { codebookPath } from '../study/paths.js';
import type { Study } from '../study/study.js';
import type { CodedText } from '../markdown/codedText.js';
import type { LineIndex } from '../text/lines.js';
import { fileChanges, type FileChange } from './fileNames.js';
import { idChanges, idsWithoutNames, type IdChange } from './ids.js';
import type { NameForm } from './inflections.js';
import type { NameFinder } from './names.js';
import { namesIn, namesInTable, type NamePlace, type Zone } from './places.js';

/** A replacement to accept or to reject. */
export interface Proposal {
  /** Counted from 1, in the order in which they are listed: the same study and key give the same numbers. */
  readonly number: number;
  readonly path: string;
  /** In the source of the file; 0 for a file's name. */
  readonly start: number;
  readonly end: number;
  /** 0-based; the line on which it begins. */
  readonly line: number;
  readonly zone: Zone | 'id' | 'file-name';
  /** What stands there, as a reader sees it. */
  readonly found: string;
  readonly replacement: string;
  readonly form: NameForm;
  /** The row of the key. */
  readonly row: number;
  /** What stands before and after it on its line, at most as many characters as a few words have. */
  readonly before: string;
  readonly after: string;
  readonly change: TextChange | IdChangeProposal | FileChangeProposal;
}

export interface TextChange {
  readonly kind: 'text';
  readonly place: NamePlace;
}

export interface IdChangeProposal {
  readonly kind: 'id';
  readonly id: IdChange;
}

export interface FileChangeProposal {
  readonly kind: 'file';
  readonly file: FileChange;
}

const contextLength = 40;

/**
 * All places of a study that hold a name, with what is to stand there; nothing is changed.
 * @param files all files of the study's folder, for their names.
 */
export function findProposals(study: Study, finder: NameFinder, files: readonly string[]): readonly Proposal[] {
  return listProposals(study, finder, fileChanges(files, finder), idChanges(study, idsWithoutNames(finder)));
}

/** The same, with the changes of files' names and of ids given. */
export function listProposals(
  study: Study,
  finder: NameFinder,
  files: readonly FileChange[],
  ids: readonly IdChange[],
): readonly Proposal[] {
  const proposals: Omit<Proposal, 'number'>[] = [];
  for (const file of files) {
    const [name] = file.names;
    proposals.push({
      ...{ path: file.from, start: 0, end: 0, line: 0, zone: 'file-name', found: file.from, replacement: file.to },
      ...{ form: name?.form ?? 'plain', row: name?.entry.row ?? 0, before: '', after: '' },
      change: { kind: 'file', file },
    });
  }
  for (const id of ids) {
    const [name] = id.names;
    const heading = study.codebook.headings.find((one) => one.id === id.from)?.content;
    const [place = { path: codebookPath, start: heading?.start ?? 0, end: heading?.end ?? 0 }] = id.places;
    const { line } = study.lines(place.path).positionAt(place.start);
    proposals.push({
      ...{ ...place, line, zone: 'id', found: id.from, replacement: id.to },
      ...{ form: name?.form ?? 'plain', row: name?.entry.row ?? 0, before: '', after: '' },
      change: { kind: 'id', id },
    });
  }
  for (const [path, places, source] of placesOfStudy(study, finder, ids)) {
    const lines = study.lines(path);
    for (const place of places) proposals.push(ofPlace(path, place, source, lines));
  }
  return proposals.map((proposal, i) => ({ number: i + 1, ...proposal }));
}

function* placesOfStudy(
  study: Study,
  finder: NameFinder,
  ids: readonly IdChange[],
): Generator<readonly [path: string, places: readonly NamePlace[], source: string]> {
  const taken = new Map<string, { start: number; end: number }[]>();
  for (const { places } of ids) {
    for (const { path, start, end } of places) {
      const known = taken.get(path);
      if (known === undefined) taken.set(path, [{ start, end }]);
      else known.push({ start, end });
    }
  }
  const documents = [{ path: codebookPath, text: study.codebook.text }, ...study.transcripts, ...study.notes];
  for (const { path, text } of documents) {
    if (path === codebookPath && !study.hasCodebook) continue;
    yield [path, namesIn(text, finder, [...(taken.get(path) ?? []), ...pathLinksOf(text)]), text.text];
  }
  const table = study.participantsText;
  if (table !== undefined) yield [study.participantsPath, namesInTable(table, finder), table];
}

/** The paths of links follow the files. */
function pathLinksOf(text: CodedText): readonly { start: number; end: number }[] {
  return linksOf(text).flatMap((link) => (link.kind === 'path' && link.path !== '' ? [link.pathExtent] : []));
}

function ofPlace(path: string, place: NamePlace, source: string, lines: LineIndex): Omit<Proposal, 'number'> {
  const { start, end, zone, name, found } = place;
  const lineStart = Math.max(source.lastIndexOf('\n', start - 1) + 1, start - contextLength);
  const lineEnd = /[\r\n]|$/.exec(source.slice(end, end + contextLength))?.index ?? 0;
  return {
    ...{ path, start, end, line: lines.positionAt(start).line, zone, found, replacement: name.replacement },
    ...{ form: name.form, row: name.entry.row, change: { kind: 'text', place } },
    before: source.slice(lineStart, start),
    after: source.slice(end, end + lineEnd),
  };
}
