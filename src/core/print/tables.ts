import type { Element, ElementContent } from 'hast';
import { element } from './elements.js';

/**
 * Elements in which the names of a table's passages stand in a last cell of its rows, which lies in the margin: within the
 * cells they could not leave them.
 */
export function besideTables(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.map((node) => {
    if (node.type !== 'element') return node;
    const children = besideTables(node.children);
    if (node.tagName !== 'table') return { ...node, children };
    const rows = mapRows(children, besideRow);
    return holdsNote(children)
      ? { ...node, properties: { ...node.properties, className: ['beside'] }, children: rows }
      : node;
  });
}

function mapRows(nodes: readonly ElementContent[], change: (row: Element) => Element): ElementContent[] {
  return nodes.map((node) => {
    if (node.type !== 'element') return node;
    return node.tagName === 'tr' ? change(node) : { ...node, children: mapRows(node.children, change) };
  });
}

function besideRow(row: Element): Element {
  const notes: Element[] = [];
  const take = (nodes: readonly ElementContent[]): ElementContent[] =>
    nodes.flatMap((node): ElementContent[] => {
      if (node.type !== 'element') return [node];
      if (isNote(node)) {
        notes.push(node);
        return [];
      }
      return [{ ...node, children: take(node.children) }];
    });
  const children = take(row.children);
  return { ...row, children: [...children, element('td', { className: ['notes'] }, ...notes)] };
}

function holdsNote(nodes: readonly ElementContent[]): boolean {
  return nodes.some((node) => node.type === 'element' && (isNote(node) || holdsNote(node.children)));
}

function isNote({ properties: { className } }: Element): boolean {
  return Array.isArray(className) && className.includes('note');
}
