import type { CodedText } from '../markdown/codedText.js';
import { codebookPath, studyPath } from '../study/paths.js';
import { linksOf, type Link } from './links.js';
import { pathFrom } from './targets.js';

/** The links of one document. */
export interface DocumentLinks {
  /** In the order of the text. */
  readonly links: readonly Link[];
  /** The files that they lead to, whether they are there or not: paths inside the study. */
  readonly files: ReadonlySet<string>;
}

/** The links of documents, each read once for as long as its text is the same. */
export class LinksOfDocuments {
  readonly #known = new WeakMap<CodedText, DocumentLinks & { readonly path: string }>();

  /** @param isTranscript then only memos have links. */
  of(path: string, text: CodedText, isTranscript: boolean): DocumentLinks {
    if (isTranscript && text.memos.size === 0) return none;
    const known = this.#known.get(text);
    if (known?.path === path) return known;
    const links = linksOf(text, isTranscript ? 'memos' : 'everything');
    const found = { path, links, files: new Set(links.flatMap((link) => fileOf(link, path) ?? [])) };
    this.#known.set(text, found);
    return found;
  }
}

const none: DocumentLinks = { links: [], files: new Set() };

function fileOf(link: Link, from: string): string | undefined {
  if (link.kind === 'code') return codebookPath;
  return link.path === '' ? studyPath(from) : pathFrom(from, link.path);
}
