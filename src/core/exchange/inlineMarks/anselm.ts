import type { ProjectCoding } from '../../imports/codedProject.js';
import { message } from '../../text/message.js';
import { CutText, trimmedExtent } from '../cutText.js';
import { documentOf, isMarkdownPath } from '../documents.js';
import type { ProjectFiles } from '../files.js';
import { shortened } from '../place.js';
import { ProjectBuilder, type ReadProject } from '../projectBuilder.js';
import { pairedSigns } from './pairedSigns.js';

const sign = /<mark\s+class=(?:"([^"<>]*)"|'([^'<>]*)')\s*>|<mark\b[^<>]*>|<\/mark\s*>/gi;

/** Whether a text has passages that Anselm marked. */
export function hasAnselmMarks(text: string): boolean {
  return /<mark\s+class=["'][^"'<>]+["']\s*>/i.test(text);
}

/** Reads Markdown in which Anselm marked passages: `<mark class="a b">words</mark>`. A `-` in a code is a space. */
export async function readAnselm(files: ProjectFiles): Promise<ReadProject> {
  const builder = new ProjectBuilder(files.name);
  for (const path of files.paths.filter(isMarkdownPath)) {
    const { text, codings } = readMarks(path, (await files.text(path)).replace(/\r\n?/g, '\n'), builder);
    builder.source(documentOf(path, text, codings, files));
  }
  return builder.build();
}

interface OpenMark {
  readonly codes: readonly string[] | undefined;
  readonly start: number;
}

function readMarks(
  path: string,
  written: string,
  builder: ProjectBuilder,
): { readonly text: string; readonly codings: readonly ProjectCoding[] } {
  const out = new CutText();
  const codings: ProjectCoding[] = [];
  const paired = pairedSigns(written, sign, ([found]) => (found.startsWith('</') ? 'closes' : 'opens'));
  const open: OpenMark[] = [];
  let at = 0;
  const extents: { readonly codes: readonly string[]; readonly start: number; readonly end: number }[] = [];
  for (const match of written.matchAll(sign)) {
    out.keep(written.slice(at, match.index));
    at = match.index + match[0].length;
    if (!paired.has(match.index)) {
      out.keep(match[0]);
      builder.broken(message('{0}: a mark without a counterpart stays in the text: {1}', path, match[0]));
      continue;
    }
    if (!match[0].startsWith('</')) {
      const classes = match[1] ?? match[2];
      if (classes === undefined) out.keep(match[0]);
      open.push({ codes: classes?.split(/\s+/).filter((each) => each !== ''), start: out.length });
      continue;
    }
    const mark = open.pop();
    if (mark?.codes === undefined) out.keep(match[0]);
    else extents.push({ codes: mark.codes, start: mark.start, end: out.length });
  }
  out.keep(written.slice(at));
  const { text } = out;
  extents.sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { codes, ...whole } of extents) {
    const keys = codes.map((code) => builder.code({ key: code, name: code.replaceAll('-', ' ') }));
    const extent = trimmedExtent(text, whole);
    if (extent === undefined || keys.length === 0) {
      builder.broken(
        message(
          '{0}: a mark that holds no words, or names no code, is left out: {1}',
          path,
          shortened(codes.join(' ')),
        ),
      );
      continue;
    }
    const key = `${path}\0${codings.length}`;
    codings.push({ key, ...extent, codes: keys, coder: null, facts: {}, id: null, memo: null });
  }
  return { text, codings };
}
