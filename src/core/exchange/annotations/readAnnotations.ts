import { ArchiveError } from '../../archive/archiveError.js';
import { message } from '../../text/message.js';
import type { ProjectFiles } from '../files.js';
import { ProjectBuilder, stemOf, type ReadProject } from '../projectBuilder.js';
import type { Segment, SegmentCode } from '../segments/segment.js';
import { segmentsToProject } from '../segments/toProject.js';
import { factFormat } from './writeAnnotations.js';

/** Whether a text is JSON-LD of the Web Annotation Data Model. */
export function isAnnotations(text: string): boolean {
  const head = text.slice(0, 4000);
  return /^\s*[[{]/.test(text) && (head.includes('www.w3.org/ns/anno') || /"type"\s*:\s*"Annotation"/.test(head));
}

type Data = Readonly<Record<string, unknown>>;

/**
 * Reads W3C Web Annotations: a page, a collection, a list or one. A body with the purpose of tagging is a code, one of commenting a memo; the
 * place is that of a TextQuoteSelector, a TextPositionSelector or both. @param path of the file.
 */
export async function readAnnotations(path: string, files: ProjectFiles): Promise<ReadProject> {
  const builder = new ProjectBuilder(stemOf(path));
  return segmentsToProject(await segmentsInAnnotations(path, files, builder), path, files, builder);
}

/** The passages of annotations, with what should be said of them. */
export async function segmentsInAnnotations(
  path: string,
  files: ProjectFiles,
  builder: ProjectBuilder,
): Promise<readonly Segment[]> {
  let data: unknown;
  try {
    data = JSON.parse(await files.text(path));
  } catch (error) {
    throw error instanceof ArchiveError ? error : new ArchiveError(message('{0} is no JSON, or cut short.', path));
  }
  const segments: Segment[] = [];
  annotationsIn(data).forEach((annotation, i) => segments.push(...segmentsOf(annotation, i + 1, builder)));
  if (segments.length === 0) throw new ArchiveError(message('{0} holds no annotations with codes and words.', path));
  return segments;
}

function annotationsIn(data: unknown): readonly Data[] {
  const found: Data[] = [];
  const open: unknown[] = [data];
  for (let next = open.pop(); next !== undefined && found.length < 1_000_000; next = open.pop()) {
    if (Array.isArray(next)) for (let i = next.length - 1; i >= 0; i--) open.push(next[i]);
    if (!isData(next)) continue;
    if (next.target !== undefined) found.push(next);
    else
      for (const key of ['first', 'items', '@graph', 'rows', 'annotations'].reverse())
        if (next[key] !== undefined) open.push(next[key]);
  }
  return found;
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : value === undefined || value === null ? [] : [value];
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return isData(value) ? text(value['@value'] ?? value.value ?? value.en) : Array.isArray(value) ? text(value[0]) : '';
}

function segmentsOf(annotation: Data, number: number, builder: ProjectBuilder): readonly Segment[] {
  const codes: SegmentCode[] = [];
  const memos: string[] = [];
  const facts: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const body of [...listOf(annotation.body), ...listOf(annotation.bodyValue)]) {
    const said = isData(body) ? body : { type: 'TextualBody', value: body };
    const value = text(
      said.value ?? (isData(said.source) ? (said.source.label ?? said.source.name ?? said.source.id) : said.source),
    ).trim();
    const purposes = [...listOf(said.purpose), ...listOf(said.role), ...listOf(annotation.motivation)].map(text);
    const fact = said.format === factFormat ? /^([^=]+)=([^]*)$/.exec(value) : null;
    if (fact !== null) facts[fact[1] ?? ''] = fact[2] ?? '';
    else if (value === '') builder.leftOut(message('Annotation {0}: a body that is no text is left out.', number));
    else if (/^(?:oa:)?(?:tagging|classifying|identifying)$/.test(purposes[0] ?? 'none'))
      codes.push({ path: value.split(/\s+>\s+/), id: /codebook\.md#(.+)$/.exec(text(said.id))?.[1] ?? null });
    else memos.push(value);
  }
  for (const tag of listOf(annotation.tags)) if (text(tag) !== '') codes.push({ path: [text(tag)], id: null });
  if (codes.length === 0) {
    builder.leftOut(message('Annotation {0} has no code and is left out: {1}', number, memos.join(' ').slice(0, 60)));
    return [];
  }
  const coder = listOf(annotation.creator)[0];
  const name = isData(coder) ? text(coder.name ?? coder.nickname ?? coder.id) : text(coder);
  return listOf(annotation.target).flatMap((target): Segment[] => {
    const place = placeOf(target);
    if (place === undefined) {
      builder.broken(message('Annotation {0} says no words and no place in a text.', number));
      return [];
    }
    const id = /#([^#/]+)$/.exec(text(annotation.id))?.[1] ?? null;
    return [
      { ...place, codes, coder: name === '' ? null : name, memo: memos.join('\n\n'), isMarkdown: true, id, facts },
    ];
  });
}

function placeOf(
  target: unknown,
): Pick<Segment, 'document' | 'start' | 'end' | 'quote' | 'prefix' | 'suffix'> | undefined {
  if (!isData(target)) return undefined;
  const source = isData(target.source) ? target.source.id : target.source;
  let place: { start?: number; end?: number; quote: string; prefix: string; suffix: string } = {
    quote: '',
    prefix: '',
    suffix: '',
  };
  const open = [...listOf(target.selector)];
  for (let i = 0; i < open.length && i < 100; i++) {
    const selector = open[i];
    if (!isData(selector)) continue;
    open.push(...listOf(selector.refinedBy));
    const { start, end } = selector;
    const kind = text(selector.type ?? selector['@type']);
    if (kind.endsWith('TextQuoteSelector'))
      place = { ...place, quote: text(selector.exact), prefix: text(selector.prefix), suffix: text(selector.suffix) };
    else if (kind.endsWith('TextPositionSelector') && Number.isSafeInteger(start) && Number.isSafeInteger(end))
      place = { ...place, start: Number(start), end: Number(end) };
  }
  if (place.quote === '' && place.start === undefined) return undefined;
  return { start: undefined, end: undefined, ...place, document: documentOf(text(source)) };
}

/** An address that leads to a document; without what stands before a path of the study. */
function documentOf(source: string): string {
  const plain = source.replace(/[?#][^]*$/, '');
  try {
    return decodeURI(plain).replace(/^[a-z][a-z\d+.-]*:\/\/(?:[^/]*\/)?/i, '') || 'document';
  } catch {
    return plain || 'document';
  }
}
