import type { Element, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { element } from './elements.js';

const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A page: its title, its language's tag, the direction of most of its text (from left to right, if left out), its style sheet and what it shows. */
export interface Page {
  readonly title: string;
  readonly language: string;
  readonly direction?: 'ltr' | 'rtl';
  readonly style: string;
  readonly body: Element;
}

/** A page of HTML that stands on its own: no script, and nothing that is fetched. */
export function pageOf({ title, language, direction, style, body }: Page): string {
  const root: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      element(
        'html',
        { lang: language, dir: direction },
        element(
          'head',
          {},
          element('meta', { charSet: 'utf-8' }),
          element('meta', { httpEquiv: ['Content-Security-Policy'], content: policy }),
          element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          element('meta', { name: 'referrer', content: 'no-referrer' }),
          element('title', {}, title),
          element('style', {}, style),
        ),
        element('body', {}, body),
      ),
    ],
  };
  return `${toHtml(root)}\n`;
}

/** A language's tag, fit for an attribute; `en` for what is none. */
export function languageTag(language: string): string {
  return /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(language) ? language : 'en';
}
