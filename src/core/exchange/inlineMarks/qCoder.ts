import Papa from 'papaparse';
import type { ProjectCoding } from '../../imports/codedProject.js';
import { message } from '../../text/message.js';
import { CutText, trimmedExtent } from '../cutText.js';
import { documentOf } from '../documents.js';
import type { ProjectFiles } from '../files.js';
import { shortened } from '../place.js';
import { ProjectBuilder, wordsOf, type ReadProject } from '../projectBuilder.js';
import { pairedSigns } from './pairedSigns.js';

const sign = /\(QCODE\)|\(\/QCODE\)(?:\{([^{}\n]*)\})?/g;

/** Whether a text has passages in the signs of QCoder. */
export function hasQCoderMarks(text: string): boolean {
  return text.includes('(QCODE)') && /\(\/QCODE\)\{\s*#/.test(text);
}

/** Files that may be documents of QCoder. */
export function isQCoderDocument(path: string): boolean {
  return /\.(?:txt|md|markdown)$/i.test(path);
}

/**
 * Reads documents in which passages stand in QCoder's signs, `(QCODE)words(/QCODE){#a, #b}`, and what its project knows of codes and units
 * (`codes/codes.csv`, `units/units.csv`, `units/unit_document_map.csv`).
 */
export async function readQCoder(files: ProjectFiles): Promise<ReadProject> {
  const builder = new ProjectBuilder(files.name);
  for (const row of await rowsOf(files, /(?:^|\/)codes\/[^/]*\.csv$/i)) {
    const name = row.code?.trim() ?? '';
    if (name !== '')
      builder.code({ key: name, name, description: wordsOf(row['code.description'] ?? row.description ?? '') });
  }
  for (const row of await rowsOf(files, /(?:^|\/)units\/units\.csv$/i)) {
    const { unit_id: id = '', name = '', ...rest } = row;
    if (id !== '') builder.case(id, name || id, rest);
  }
  const units = new Map<string, string[]>();
  for (const { doc_path: document = '', unit_id: unit = '' } of await rowsOf(
    files,
    /(?:^|\/)units\/unit_document_map\.csv$/i,
  ))
    units.set(document, [...(units.get(document) ?? []), unit]);
  const isProject = files.paths.some((path) => /(?:^|\/)documents\//.test(path));
  for (const path of files.paths.filter(isQCoderDocument)) {
    if (isProject && !/(?:^|\/)documents\//.test(path)) continue;
    const written = (await files.text(path)).replace(/\r\n?/g, '\n');
    const { text, codings } = readMarks(path, written, builder);
    const name = path.slice(path.lastIndexOf('/') + 1);
    builder.source(documentOf(path, text, codings, files, { cases: units.get(name) ?? [] }));
  }
  return builder.build();
}

async function rowsOf(files: ProjectFiles, pattern: RegExp): Promise<readonly Readonly<Record<string, string>>[]> {
  const path = files.paths.find((each) => pattern.test(each));
  if (path === undefined) return [];
  return Papa.parse<Record<string, string>>(await files.text(path), { header: true, skipEmptyLines: true }).data;
}

function readMarks(
  path: string,
  written: string,
  builder: ProjectBuilder,
): { readonly text: string; readonly codings: readonly ProjectCoding[] } {
  const out = new CutText();
  // An end without `{#code}` ends nothing.
  const paired = pairedSigns(written, sign, ([found, names]) =>
    found === '(QCODE)' ? 'opens' : names === undefined ? undefined : 'closes',
  );
  const open: number[] = [];
  const found: { readonly names: string; readonly start: number; readonly end: number }[] = [];
  let at = 0;
  for (const match of written.matchAll(sign)) {
    out.keep(written.slice(at, match.index));
    at = match.index + match[0].length;
    if (!paired.has(match.index)) {
      out.keep(match[0]);
      builder.broken(message('{0}: a mark without a counterpart stays in the text: {1}', path, shortened(match[0])));
    } else if (match[0] === '(QCODE)') open.push(out.length);
    else found.push({ names: match[1] ?? '', start: open.pop() ?? out.length, end: out.length });
  }
  out.keep(written.slice(at));
  const { text } = out;
  const codings: ProjectCoding[] = [];
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { names, ...whole } of found) {
    const codes = [
      ...new Set(
        names
          .split('#')
          .map((name) => name.replace(/[,\s]+$/, '').trim())
          .filter((name) => name !== ''),
      ),
    ];
    const extent = trimmedExtent(text, whole);
    if (extent === undefined || codes.length === 0) {
      builder.broken(
        message('{0}: a mark that holds no words, or names no code, is left out: {1}', path, shortened(names)),
      );
      continue;
    }
    const keys = codes.map((name) => builder.code({ key: name, name }));
    const key = `${path}\0${codings.length}`;
    codings.push({ key, ...extent, codes: keys, coder: null, facts: {}, id: null, memo: null });
  }
  return { text, codings };
}
