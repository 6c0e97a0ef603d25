const kept = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'font-size',
  'font-weight',
  'font-family',
  'paint-order',
];

/** A picture as a file: with the colours that it has on the screen, and no need of the page. */
export function standAlone(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const [from, to] = [
    [picture, ...picture.querySelectorAll('*')],
    [copy, ...copy.querySelectorAll('*')],
  ];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of kept) to[i]?.setAttribute(name, style.getPropertyValue(name));
  });
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({
    width: '100%',
    height: '100%',
    fill: getComputedStyle(document.body).backgroundColor,
  })) {
    paper.setAttribute(name, value);
  }
  copy.insertBefore(paper, copy.querySelector('desc')?.nextSibling ?? null);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  for (const shape of copy.querySelectorAll('[data-shape]')) {
    for (const name of ['data-shape', 'class', 'role', 'tabindex', 'aria-label']) shape.removeAttribute(name);
  }
  copy.setAttribute('role', 'img');
  copy.setAttribute('color', getComputedStyle(picture).color);
  return new XMLSerializer().serializeToString(copy);
}

/** The same as PNG, with twice as many pixels as on the screen. */
export async function asPng(picture: SVGSVGElement): Promise<Uint8Array> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standAlone(picture))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * picture.width.baseVal.value;
  canvas.height = 2 * picture.height.baseVal.value;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
}
