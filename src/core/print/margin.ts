import type { Element } from 'hast';
import type { RootContent } from 'mdast';
import type { Codebook } from '../codebook/codebook.js';
import type { CodeColor } from '../colors/codeColors.js';
import { lineImage, type ColoredPassage } from '../reading/style.js';
import { element } from './elements.js';
import { printVariable } from './style.js';

/** A passage's codes in the margin, and below them its memo. A line leads from its stripe to `--n` and its number. */
export function noteOf(
  { passage: { codes, attributes, memo }, colors }: ColoredPassage,
  number: number,
  codebook: Codebook | undefined,
  color: (code: string) => CodeColor,
): Element {
  const names = codes.flatMap((code) => {
    const known = codebook?.get(code);
    const isUnknown = codebook !== undefined && known === undefined;
    const style = `color: ${printVariable(color(code), 'label')}`;
    const className = isUnknown ? { className: ['unknown'] } : {};
    return [element('b', {}, element('bdi', { ...className, style }, known?.name ?? code)), ' '];
  });
  const facts = [attributes.stance, attributes.by].filter((fact) => fact !== undefined).join(' · ');
  const border = `border-color: ${printVariable(colors[0] ?? 'grey', 'line')}`;
  return element(
    'span',
    { className: ['note'], role: 'note', dir: 'auto', style: `anchor-name: --n${String(number)}` },
    ...names,
    ...(facts === '' ? [] : [element('bdi', { className: ['fact'] }, facts)]),
    ...(memo === undefined ? [] : [element('span', { className: ['memo'], dir: 'auto', style: border }, memo)]),
  );
}

/** The stripe beside a passage, from the line where it begins to that where it ends, and the line from there to its names. */
export function stripeOf(shown: ColoredPassage, number: number): readonly Element[] {
  const place = `--lane: ${String(shown.marginLane)}`;
  const [start, end, name] = ['s', 'e', 'n'].map((letter) => `--${letter}${String(number)}`);
  const image = lineImage(shown.colors, printVariable, 'to bottom');
  const bar = `${place}; top: anchor(${start ?? ''} top); bottom: anchor(${end ?? ''} bottom); background: ${image}`;
  const color = `color: ${printVariable(shown.colors[0] ?? 'grey', 'line')}`;
  const leader = `${place}; ${color}; top: anchor(${start ?? ''} center); bottom: calc(anchor(${name ?? ''} top) - 0.7em)`;
  const path = element('path', { d: 'M0 0C50 0 50 100 100 100', vectorEffect: 'non-scaling-stroke' });
  return [
    element('span', { className: ['bar'], style: bar, ariaHidden: 'true' }),
    element(
      'span',
      { className: ['leader'], style: leader, ariaHidden: 'true' },
      element('svg', { viewBox: '0 0 100 100', preserveAspectRatio: 'none' }, path),
    ),
  ];
}

/**
 * Where a browser cannot tell lines, the stripes of the passages that cover some of a row stand beside all of it; those in one
 * lane share it, in their order.
 */
export function rowStripes(
  nodes: readonly RootContent[],
  passages: readonly (ColoredPassage | undefined)[],
): readonly Element[] {
  const covering = new Set<number>();
  const visit = (node: RootContent): void => {
    for (const passage of node.data?.long ?? []) covering.add(passage);
    if (node.type === 'codedStretch') for (const passage of node.passages) covering.add(passage);
    if ('children' in node) node.children.forEach(visit);
  };
  nodes.forEach(visit);
  const shown = [...covering].sort((a, b) => a - b).flatMap((index) => passages[index] ?? []);
  return shown.map((one) => {
    const lane = shown.filter(({ marginLane }) => marginLane === one.marginLane);
    const image = lineImage(one.colors, printVariable, 'to bottom');
    const place = `--lane: ${String(one.marginLane)}; --nth: ${String(lane.indexOf(one))}; --of: ${String(lane.length)}`;
    return element('span', { className: ['row-bar'], style: `${place}; background: ${image}`, ariaHidden: 'true' });
  });
}
