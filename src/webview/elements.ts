import type { Element } from 'hast';

/** What an element has: attributes by their names; false and undefined leave one out. */
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Makes an element. Texts become text nodes and nothing else, so that nothing that stands in a study is ever markup.
 * @param attributes no handlers and no styles: these are set on the element.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/** The same for SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/** The same from a tree that the host has made: elements of SVG and texts, nothing else. */
export function svgFrom({ tagName, properties, children }: Element): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tagName);
  setAttributes(made, properties as Attributes);
  for (const child of children) {
    if (child.type === 'element') made.append(svgFrom(child));
    else if (child.type === 'text') made.append(child.value);
  }
  return made;
}

export function setAttributes(to: globalThis.Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (/^(?:on|style$|srcdoc$)/i.test(name)) throw new Error(`${name} is no attribute to be set from here.`);
    if (value === undefined || value === false) to.removeAttribute(name);
    else to.setAttribute(name, value === true ? '' : String(value));
  }
}

/** A button with words on it. */
export function button(label: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', act);
  return made;
}

/** A dot in the colour of a code; it is only seen, the name beside it says it. */
export function dot(color: string): HTMLSpanElement {
  const made = element('span', { class: 'dot', 'aria-hidden': 'true' });
  made.style.background = color;
  return made;
}

let last = 0;

/** An id that no other element has. */
export function freshId(): string {
  return `e${++last}`;
}
