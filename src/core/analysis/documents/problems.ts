import { readFrontMatterFully, type FrontMatter } from '../../markdown/frontMatter.js';
import { askStudy } from '../../queries/evaluation/findings.js';
import { parseQuery } from '../../queries/language/parse.js';
import { QueryTextError } from '../../queries/language/queryTextError.js';
import { readQueryBlock } from '../../queries/saved/queryBlock.js';
import type { Study } from '../../study/study.js';
import type { Extent } from '../../text/edits.js';
import { message, type Message } from '../../text/message.js';
import { AnalysisError } from '../analysisError.js';
import { checkAnalysis } from '../kinds.js';
import { endSign, findBlocks, type AnalysisBlock } from './blocks.js';

/** What is wrong with an analysis block; offsets count in the document's source. */
export interface BlockProblem extends Extent {
  readonly message: Message;
}

/**
 * What is wrong with the blocks of a document, saved queries among them, as far as it is told without making their results: YAML,
 * options, queries, and codes that they name. Takes milliseconds in any study.
 */
export function checkBlocks(study: Study, source: string): readonly BlockProblem[] {
  return findBlocks(source).flatMap((block) => checkBlock(study, block, source) ?? []);
}

function checkBlock(study: Study, block: AnalysisBlock, source: string): BlockProblem | undefined {
  if (block.damage !== undefined) return damageOf(block, block.damage, source);
  const asked = readQuestion(block);
  if (isProblem(asked)) return asked;
  try {
    if (isSavedQuery(block.question)) checkQuery(study, asked.data.query);
    else checkAnalysis(study, asked.data);
    return undefined;
  } catch (error) {
    return mistakeIn(block, asked, error);
  }
}

function checkQuery(study: Study, query: unknown): void {
  if (typeof query !== 'string') return;
  try {
    askStudy(study, parseQuery(query));
  } catch (error) {
    if (!(error instanceof QueryTextError)) throw error;
    throw new AnalysisError(error.sentence, 'query', { start: error.start, end: error.end });
  }
}

/** A query that is saved shows nothing by itself. */
export function isSavedQuery(question: string): boolean {
  return readQueryBlock(question)?.isShown === false;
}

/** What a block asks, as YAML has it; a problem where it is none. */
export function readQuestion(block: AnalysisBlock): FrontMatter | BlockProblem {
  const asked = readFrontMatterFully(block.question);
  const [broken] = asked.problems;
  return broken === undefined ? asked : placed(block, broken, broken.message);
}

export function isProblem(made: object): made is BlockProblem {
  return 'message' in made;
}

const damages = {
  open: message('This block has no end. Close it with three backticks on a line of their own.'),
  torn: message(
    'The result below this block has no end. Take out its first comment, or write {0} after its last line.',
    endSign,
  ),
} as const;

/** A block that is left alone, as it or its result has no end. */
export function damageOf({ start }: AnalysisBlock, damage: 'open' | 'torn', source: string): BlockProblem {
  const length = source.slice(start).search(/[\r\n]/);
  return { start, end: length < 0 ? source.length : start + length, message: damages[damage] };
}

/** The mistake of the one who asked, at its place. @throws what is no such mistake. */
export function mistakeIn(block: AnalysisBlock, asked: FrontMatter, error: unknown): BlockProblem {
  if (!(error instanceof AnalysisError)) throw error;
  return placed(block, placeOf(block, asked, error), error.sentence);
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
