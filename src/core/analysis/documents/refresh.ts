import { sayIn } from '../../queries/render/language.js';
import type { Study } from '../../study/study.js';
import type { TextEdit } from '../../text/edits.js';
import { analyze } from '../kinds.js';
import { analysisMarkdown, type PlaceLink } from '../render/markdown.js';
import type { Analysis } from '../table.js';
import { beginSign, endSign, findBlocks, type AnalysisBlock } from './blocks.js';
import { damageOf, isProblem, isSavedQuery, mistakeIn, readQuestion, type BlockProblem } from './problems.js';

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
      problems.push(damageOf(block, block.damage, source));
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

/**
 * What a block asks for, made.
 * @returns the problem where it cannot be made.
 */
export async function makeBlock(study: Study, block: AnalysisBlock): Promise<Analysis | BlockProblem> {
  const asked = readQuestion(block);
  if (isProblem(asked)) return asked;
  try {
    return await analyze(study, asked.data);
  } catch (error) {
    return mistakeIn(block, asked, error);
  }
}

function editOf({ end, result }: AnalysisBlock, markdown: string): TextEdit {
  const inside = `\n\n${markdown}\n\n`;
  if (result !== undefined) return { ...result, text: inside };
  return { start: end, end, text: `\n\n${beginSign}${inside}${endSign}` };
}
