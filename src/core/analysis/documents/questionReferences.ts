import { readFrontMatterFully } from '../../markdown/frontMatter.js';
import { queryReferencesIn } from '../../queries/saved/queryReferences.js';
import { QueryError } from '../../queries/queryError.js';
import { findCode } from '../../queries/names.js';
import type { Study } from '../../study/study.js';
import type { Extent } from '../../text/edits.js';
import { findKind, kindOption } from '../kinds.js';
import { findBlocks, type AnalysisBlock } from './blocks.js';

/** A place in a block of an analysis document that names a code. The extent has the quotes, if there are any. */
export interface QuestionReference extends Extent {
  /** The code's id. */
  readonly code: string;
  /** As it is written, without quotes: the id, or the name. */
  readonly written: string;
  /** Whether it stands in a query, where some names need quotes. */
  readonly inQuery: boolean;
}

/** The codes that the blocks of a document ask about, in the order of its text. What cannot be read names none. */
export function questionReferences(study: Study, source: string): readonly QuestionReference[] {
  const inQueries = queryReferencesIn(study, source).map((reference) => ({ ...reference, inQuery: true }));
  const inOptions = findBlocks(source).flatMap((block) => optionReferences(study, source, block));
  return [...inQueries, ...inOptions].sort((a, b) => a.start - b.start);
}

const namesCodes: ReadonlySet<string> = new Set(['code', 'codes', 'axis']);

function optionReferences(study: Study, source: string, block: AnalysisBlock): readonly QuestionReference[] {
  const { data, placeOf } = readFrontMatterFully(block.question);
  const name = data[kindOption];
  const kind = typeof name === 'string' ? findKind(name.trim()) : undefined;
  // What the parser takes from a block's lines, an indentation or CR, would shift the places.
  if (kind === undefined || !source.startsWith(block.question, block.questionStart)) return [];
  return Object.entries(kind.options).flatMap(([option, { type }]) => {
    if (!namesCodes.has(type) || data[option] === undefined) return [];
    const { start, end } = placeOf([option]);
    return itemsIn(block.question, start, end).flatMap((item) => {
      const written = block.question.slice(item.start, item.end);
      const code = type === 'axis' && isWord(written) ? undefined : codeNamed(study, written);
      if (code === undefined) return [];
      const by = block.questionStart;
      return [{ code, written, inQuery: false, start: by + item.start, end: by + item.end }];
    });
  });
}

/** The items of a list with commas, `>` or line ends between, without brackets, quotes and white space around them. */
function itemsIn(text: string, from: number, to: number): readonly Extent[] {
  const items: Extent[] = [];
  for (const { 0: item, index } of text.slice(from, to).matchAll(/[^,>[\]\r\n]+/g)) {
    const inner = /^[\s"'-]*(.*?)[\s"']*$/s.exec(item)?.[1] ?? '';
    if (inner === '') continue;
    const start = from + index + item.indexOf(inner);
    items.push({ start, end: start + inner.length });
  }
  return items;
}

/** A word of the axes' own. */
function isWord(written: string): boolean {
  return ['codes', 'themes', 'sections', 'participants', 'documents'].includes(written) || written.startsWith('attr:');
}

function codeNamed(study: Study, written: string): string | undefined {
  try {
    return findCode(study, written);
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}
