/** The width of words in a chart, in pixels: near enough for keeping them apart. */
export function widthOf(text: string, size = 12): number {
  return Array.from(text).length * size * 0.56;
}

/** As much of a text as fits into a width; nothing where not even three letters do. */
export function fit(text: string, width: number, size = 12): string {
  if (widthOf(text, size) <= width) return text;
  const most = Math.floor(width / (size * 0.56)) - 1;
  return most < 3 ? '' : `${Array.from(text).slice(0, most).join('').trimEnd()}…`;
}

/** The room that names take at the side of a chart: that of the longest, within bounds. */
export function marginFor(names: readonly string[], least: number, most: number, size = 12): number {
  const longest = names.reduce((width, name) => Math.max(width, widthOf(name, size)), 0);
  return Math.round(Math.min(most, Math.max(least, longest + 14)));
}
