import { stratify, treemap, type HierarchyRectangularNode } from 'd3-hierarchy';
import type { MapData } from './chartData.js';
import type { Frame } from './frame.js';
import { fit } from './geometry.js';
import { box, Shapes, words, type Picture } from './picture.js';

interface TreeNode {
  readonly id: string;
  readonly parentId: string | undefined;
  /** Its number among the codes; -1 for what is around all. */
  readonly code: number;
  readonly value: number;
}

/** The codebook's tree in a rectangle: each code's area is as large as the number of its passages. */
export function layOutTree(
  codes: readonly { readonly parent: number; readonly own: number }[],
  width: number,
  height: number,
): HierarchyRectangularNode<TreeNode> {
  const parents = new Set(codes.map(({ parent }) => parent));
  const all: TreeNode[] = [{ id: 'root', parentId: undefined, code: -1, value: 0 }];
  codes.forEach(({ parent, own }, code) => {
    const isInner = parents.has(code);
    const parentId = parent < 0 ? 'root' : String(parent);
    all.push({ id: String(code), parentId, code, value: isInner ? 0 : own });
    // What a theme has of its own is a part beside those of its codes.
    if (isInner && own > 0) all.push({ id: `${String(code)} own`, parentId: String(code), code, value: own });
  });
  const root = stratify<TreeNode>()(all)
    .sum(({ value }) => value)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  return treemap<TreeNode>().size([width, height]).paddingInner(3).paddingOuter(3).paddingTop(20).round(true)(root);
}

export function drawCodeMap({ codes, notes }: MapData, { width, title, look }: Frame): Picture {
  const height = Math.max(360, Math.min(640, width * 0.55));
  const sizes = codes.map(({ parent, own }) => ({ parent, own: own.length }));
  const shapes = new Shapes();
  const drawn = layOutTree(sizes, width, height)
    .descendants()
    .flatMap((area) => {
      const code = codes[area.data.code];
      const [w, h] = [area.x1 - area.x0, area.y1 - area.y0];
      if (code === undefined || w < 2 || h < 2 || (area.value ?? 0) === 0) return [];
      const isLeaf = area.children === undefined;
      const places = isLeaf ? code.own : code.all;
      const color = look.paint(code.color);
      const field = box(area.x0, area.y0, w, h, {
        fill: color,
        'fill-opacity': isLeaf ? 0.28 : 0.1,
        stroke: color,
        'stroke-opacity': isLeaf ? 0.9 : 0.5,
      });
      const label = h < 16 ? '' : fit(`${code.name} ${String(places.length)}`, w - 10, 12);
      const letters = { fill: look.ink, 'pointer-events': 'none', ...(isLeaf ? {} : { 'font-weight': 600 }) };
      return [
        shapes.add(field, `${code.name}: ${String(places.length)}`, () => places),
        ...(label === '' ? [] : [words(label, area.x0 + 5, area.y0 + 11, letters)]),
      ];
    });
  const description = codes.map(({ name, all }) => `${name}: ${String(all.length)}`).join('; ');
  return { width, height, title, description, fixed: drawn, bands: [], opens: shapes.opens, notes };
}
