import { readFrontMatterFully, type FrontMatter } from '../../markdown/frontMatter.js';
import { sayIn } from '../../queries/render/language.js';
import { readQueryBlock } from '../../queries/saved/queryBlock.js';
import type { Study } from '../../study/study.js';
import type { Extent, TextEdit } from '../../text/edits.js';
import { message, type Message } from '../../text/message.js';
import { AnalysisError } from '../analysisError.js';
import { analyze } from '../kinds.js';
import { analysisMarkdown, type PlaceLink } from '../render/markdown.js';
import type { Analysis } from '../table.js';
import { beginSign, endSign, findBlocks, type AnalysisBlock } from './blocks.js';

/** What is wrong with an analysis block; offsets count in the document's source. */
export interface BlockProblem extends Extent {
  readonly message: Message;
}

/** A document with its results made again. */
export interface Refreshed {
  /** Empty where all results stand there as they are. */
  readonly edits: readonly TextEdit[];
  readonly problems: readonly BlockProblem[];
  /** How many blocks there are, and how many of them were not up to date. */
  readonly blocks: number;
  readonly stale: number;
}

/**
 * Makes the results of a document's blocks again. Only what stands between a block's two comments is changed; they are put below it where
 * they are missing. Errors stand where the result would.
 * @param linkTo addresses of places, as the document links to them.
 */
export async function refreshBlocks(study: Study, source: string, linkTo: PlaceLink): Promise<Refreshed> {
  const lineEnd = /\r\n|\r|\n/.exec(source)?.[0] ?? '\n';
  const edits: TextEdit[] = [];
  const problems: BlockProblem[] = [];
  const blocks = findBlocks(source).filter(({ question }) => !isSavedQuery(question));
  for (const block of blocks) {
    if (block.damage !== undefined) {
      problems.push({ start: block.start, end: endOfLine(source, block.start), message: damages[block.damage] });
      continue;
    }
    const made = await makeBlock(study, block);
    let result: string;
    if (isProblem(made)) {
      problems.push(made);
      result = `> ⚠ ${sayIn(study.settings.language, made.message)}`;
    } else {
      result = analysisMarkdown(study, made, linkTo);
    }
    const edit = editOf(block, result);
    const text = edit.text.replaceAll('\n', lineEnd);
    if (text !== source.slice(edit.start, edit.end)) edits.push({ ...edit, text });
  }
  return { edits, problems, blocks: blocks.length, stale: edits.length };
}

/** A query that is saved shows nothing by itself. */
function isSavedQuery(question: string): boolean {
  return readQueryBlock(question)?.isShown === false;
}

const damages = {
  open: message('This block has no end. Close it with three backticks on a line of their own.'),
  torn: message(
    'The result below this block has no end. Take out its first comment, or write {0} after its last line.',
    endSign,
  ),
} as const;

/**
 * What a block asks for, made.
 * @returns the problem where it cannot be made.
 */
export async function makeBlock(study: Study, block: AnalysisBlock): Promise<Analysis | BlockProblem> {
  const asked = readFrontMatterFully(block.question);
  const [broken] = asked.problems;
  if (broken !== undefined) return placed(block, broken, broken.message);
  try {
    return await analyze(study, asked.data);
  } catch (error) {
    if (!(error instanceof AnalysisError)) throw error;
    return placed(block, placeOf(block, asked, error), error.sentence);
  }
}

export function isProblem(made: Analysis | BlockProblem): made is BlockProblem {
  return 'message' in made;
}

function placeOf({ question }: AnalysisBlock, { placeOf: find }: FrontMatter, { option, at }: AnalysisError): Extent {
  if (option === undefined) return { start: 0, end: question.length };
  const extent = find([option]);
  if (at === undefined || question.slice(extent.start, extent.end).includes('\n')) return extent;
  const quoted = /^["']/.test(question.slice(extent.start, extent.end)) ? 1 : 0;
  return { start: extent.start + quoted + at.start, end: Math.min(extent.end, extent.start + quoted + at.end) };
}

function placed({ questionStart }: AnalysisBlock, { start, end }: Extent, sentence: Message): BlockProblem {
  return { start: questionStart + start, end: questionStart + Math.max(end, start + 1), message: sentence };
}

function editOf({ end, result }: AnalysisBlock, markdown: string): TextEdit {
  const inside = `\n\n${markdown}\n\n`;
  if (result !== undefined) return { ...result, text: inside };
  return { start: end, end, text: `\n\n${beginSign}${inside}${endSign}` };
}

function endOfLine(source: string, start: number): number {
  const length = source.slice(start).search(/[\r\n]/);
  return length < 0 ? source.length : start + length;
}
