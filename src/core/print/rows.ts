import type { RootContent } from 'mdast';
import type { ReadingCopy } from '../reading/readingCopy.js';

/** A stretch of a printed transcript that has one number in the margin. */
export interface Row {
  readonly nodes: readonly RootContent[];
  /** A turn's number, or a paragraph's where there are no turns, from 1. What continues a turn has none. */
  readonly number: number | undefined;
  /** Whether the one who speaks asks. */
  readonly asks: boolean;
  /** A heading, or a label that stands alone: the beginning of what follows it. */
  readonly isHead: boolean;
}

/** Cuts a transcript into rows: each turn begins one, and each further paragraph, heading, list and the like is one. */
export function rowsOf({ blocks, turns }: ReadingCopy): readonly Row[] {
  const rows: Row[] = [];
  let asks = false;
  let paragraphs = 0;
  for (const node of blocks.flatMap(({ tree }) => cutAtTurns(tree.children))) {
    const turn = turnIn(node);
    if (turn !== undefined) asks = turns[turn]?.asks === true;
    else if (node.type === 'heading') asks = false;
    const counts = turns.length === 0 && node.type === 'paragraph';
    if (counts) paragraphs++;
    const number = turn === undefined ? undefined : turn + 1;
    rows.push({ nodes: [node], number: counts ? paragraphs : number, asks, isHead: isHead(node) });
  }
  return rows;
}

function isHead(node: RootContent): boolean {
  return node.type === 'heading' || (turnIn(node) !== undefined && !hasWords(node));
}

/** Whether there is any text but that of turns' heads. */
function hasWords(node: RootContent): boolean {
  if (node.type === 'turnHead') return false;
  if ('children' in node) return node.children.some(hasWords);
  return 'value' in node && node.value.trim() !== '';
}

/** A paragraph in which several people speak, as one paragraph each. */
function cutAtTurns(nodes: readonly RootContent[]): readonly RootContent[] {
  return nodes.flatMap<RootContent>((node): readonly RootContent[] => {
    if (node.type !== 'paragraph') return [node];
    const starts = node.children.flatMap(({ type }, index) => (type === 'turnStart' && index > 0 ? [index] : []));
    return [0, ...starts].flatMap((from, index) => {
      const children = node.children.slice(from, starts[index]);
      return children.length === 0 ? [] : [{ ...node, children }];
    });
  });
}

function turnIn(node: RootContent): number | undefined {
  if (node.type === 'turnStart') return node.turn;
  if (!('children' in node)) return undefined;
  for (const child of node.children) {
    const turn = turnIn(child);
    if (turn !== undefined) return turn;
  }
  return undefined;
}
