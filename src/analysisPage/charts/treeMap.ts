import { stratify, treemap, type HierarchyRectangularNode } from 'd3-hierarchy';
import type { TreeData } from '../../editor/analysisView/protocol.js';
import { paint } from '../theme.js';
import { box, picture, words } from './figure.js';
import { fit } from './geometry.js';

interface TreeNode {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly node: TreeData['nodes'][number] | undefined;
  readonly value: number;
}

/** The codebook's tree in a rectangle: each code's area is as large as the number of its passages. */
export function layOutTree({ nodes }: TreeData, width: number, height: number): HierarchyRectangularNode<TreeNode> {
  const parents = new Set(nodes.map(({ parent }) => parent));
  const all: TreeNode[] = [{ id: 'root', parentId: undefined, node: undefined, value: 0 }];
  nodes.forEach((node, i) => {
    const isInner = parents.has(i);
    const parentId = node.parent < 0 ? 'root' : String(node.parent);
    all.push({ id: String(i), parentId, node, value: isInner ? 0 : node.own });
    // What a theme has of its own is a part beside those of its codes.
    if (isInner && node.own > 0) all.push({ id: `${i} own`, parentId: String(i), node, value: node.own });
  });
  const root = stratify<TreeNode>()(all)
    .sum(({ value }) => value)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  return treemap<TreeNode>().size([width, height]).paddingInner(3).paddingOuter(3).paddingTop(20).round(true)(root);
}

export function drawTree(data: TreeData, width: number, title: string): SVGSVGElement {
  const height = Math.max(360, Math.min(640, width * 0.55));
  const root = layOutTree(data, width, height);
  const drawn = root.descendants().flatMap((place) => {
    const { node } = place.data;
    const [w, h] = [place.x1 - place.x0, place.y1 - place.y0];
    if (node === undefined || w < 2 || h < 2 || (place.value ?? 0) === 0) return [];
    const isLeaf = place.children === undefined;
    const count = isLeaf ? place.data.value : (place.value ?? 0);
    const look = {
      fill: paint(node.color),
      'fill-opacity': isLeaf ? 0.28 : 0.1,
      stroke: paint(node.color),
      'stroke-opacity': isLeaf ? 0.9 : 0.5,
    };
    const label = fit(`${node.name} ${count}`, w - 10, 12);
    const shown =
      label === '' || h < 16 ? [] : [words(label, place.x0 + 5, place.y0 + 11, isLeaf ? {} : { 'font-weight': 600 })];
    return [box(place.x0, place.y0, w, h, look, `${node.name}: ${count}`), ...shown];
  });
  const description = data.nodes.map(({ name, value }) => `${name}: ${value}`).join('; ');
  return picture({ width, height, title, description }, ...drawn);
}
