import * as vscode from 'vscode';
import { referenceAt } from '../../core/references/references.js';
import type { CodeReference } from '../../core/references/types.js';
import type { Study } from '../../core/study/study.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** Where codes are symbols: Markdown, and transcripts that are plain text. */
export const codedText: vscode.DocumentSelector = [{ language: 'markdown' }, { language: 'plaintext' }];

/** A document as a part of its study, as it is typed. */
export interface Place {
  readonly open: OpenStudy;
  readonly study: Study;
  /** The document's path in the study. */
  readonly path: string;
}

/** undefined for a document that is in no study's folder; whether it is, is looked up once for a folder. */
export async function placeOf({ studies }: Services, document: vscode.TextDocument): Promise<Place | undefined> {
  const open = await studies.findFor(document);
  const path = open?.pathOf(document.uri);
  if (open === undefined || path === undefined) return undefined;
  return { open, study: await open.open(), path };
}

/** A place, and the code of which the text speaks there. */
export interface CodePlace extends Place {
  readonly reference: CodeReference;
  readonly range: vscode.Range;
}

export async function codeAt(
  services: Services,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<CodePlace | undefined> {
  const place = await placeOf(services, document);
  if (place === undefined) return undefined;
  const reference = referenceAt(place.study, place.path, document.offsetAt(position));
  return reference && { ...place, reference, range: rangeIn(place.study, reference) };
}

/** The range of something in one of a study's files, open or not. */
export function rangeIn(
  study: Study,
  { path, start, end }: Pick<CodeReference, 'path' | 'start' | 'end'>,
): vscode.Range {
  const lines = study.lines(path);
  const from = lines.positionAt(start);
  const to = lines.positionAt(end);
  return new vscode.Range(from.line, from.character, to.line, to.character);
}

export function locationOf({ open, study }: Pick<Place, 'open' | 'study'>, reference: CodeReference): vscode.Location {
  return new vscode.Location(open.uriOf(reference.path), rangeIn(study, reference));
}
