import type { Code, RootContent } from 'mdast';
import { parseTree } from '../../markdown/tree.js';
import type { Extent } from '../../text/edits.js';

/** A fenced block with the info string `emic`, and where its result stands. Offsets count in the source, UTF-16 code units. */
export interface AnalysisBlock extends Extent {
  /** What is asked, as YAML. */
  readonly question: string;
  readonly questionStart: number;
  /** Between the two comments below the block; undefined where they are not there yet. */
  readonly result: Extent | undefined;
  /** `open`: the block's fence is not closed. `torn`: a result begins and does not end. Neither is touched. */
  readonly damage: 'open' | 'torn' | undefined;
}

export const infoString = 'emic';
export const beginSign = '<!-- emic:begin -->';
export const endSign = '<!-- emic:end -->';

/** The analysis blocks of a document, in their order; those in quotes and lists are none. */
export function findBlocks(source: string): readonly AnalysisBlock[] {
  if (!mayHoldBlock.test(source)) return [];
  const nodes = parseTree(source, true).children;
  return nodes.flatMap((node, i) => (isAsking(node) ? [blockOf(source, node, nodes, i)] : []));
}

const mayHoldBlock = /(?:```|~~~)[`~]*[ \t]*emic/;

function isAsking(node: RootContent): node is Code {
  return node.type === 'code' && node.lang === infoString;
}

function blockOf(source: string, node: Code, nodes: readonly RootContent[], at: number): AnalysisBlock {
  const start = startOf(node);
  const end = endOf(node);
  const firstLine = /^[^\r\n]*(?:\r\n|\r|\n|$)/.exec(source.slice(start, end))?.[0] ?? '';
  const isClosed = /(?:^|[\r\n])[ \t]*(?:`{3,}|~{3,})[ \t]*$/.test(source.slice(start + firstLine.length, end));
  const asked = { start, end, question: node.value, questionStart: start + firstLine.length };
  if (!isClosed) return { ...asked, result: undefined, damage: 'open' };
  const begin = nodes[at + 1];
  if (begin === undefined || !isSign(begin, beginSign)) return { ...asked, result: undefined, damage: undefined };
  for (const after of nodes.slice(at + 2)) {
    if (isAsking(after) || isSign(after, beginSign)) break;
    if (isSign(after, endSign)) {
      return { ...asked, result: { start: endOf(begin), end: startOf(after) }, damage: undefined };
    }
  }
  return { ...asked, result: undefined, damage: 'torn' };
}

function isSign(node: RootContent, sign: string): boolean {
  return node.type === 'html' && node.value.trim() === sign;
}

function startOf({ position }: RootContent): number {
  return position?.start.offset ?? 0;
}

function endOf({ position }: RootContent): number {
  return position?.end.offset ?? 0;
}
