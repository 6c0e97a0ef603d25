import * as vscode from 'vscode';
import { linksOf, type Link } from '../../core/notes/links.js';
import { targetOf, type LinkTarget } from '../../core/notes/targets.js';
import { codebookPath } from '../../core/study/paths.js';
import type { Study } from '../../core/study/study.js';
import type { Extent } from '../../core/text/edits.js';
import { rangeOf } from '../edits.js';
import { asText } from '../hover.js';
import type { Services } from '../services.js';
import { excerpt } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** Links of memos, analysis documents, the codebook and passages' memos lead to passages and codes, and say what is there. */
export function registerNoteLinks(services: Services): vscode.Disposable {
  const links = new NoteLinks(services);
  return vscode.Disposable.from(
    vscode.languages.registerDocumentLinkProvider({ language: 'markdown' }, links),
    vscode.languages.registerHoverProvider({ language: 'markdown' }, links),
    vscode.commands.registerCommand('_emic.openLink', (place: LinkPlace) => openLink(services, place)),
  );
}

/** Where a link leads: to a place that is looked up again when it is opened. */
export interface LinkPlace {
  readonly study: string;
  readonly path: string;
  /** Of a passage or a code; empty for a place in the document. */
  readonly id: string;
  readonly at: number;
}

interface FoundLink {
  readonly link: Link;
  readonly target: LinkTarget;
}

export class NoteLinks implements vscode.DocumentLinkProvider, vscode.HoverProvider {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const { study, now } = (await this.#studyOf(document)) ?? {};
    if (study === undefined || now === undefined) return [];
    return this.#linksIn(document, study, now).flatMap(({ link, target }) => {
      const place = placeOf(target);
      // VS Code leads to files by itself; only ids are more than it knows.
      if (place === undefined || (target.kind === 'document' && (link.kind === 'code' || link.fragment === undefined)))
        return [];
      const argument: LinkPlace = { study: study.folder.toString(), ...place };
      const made = new vscode.DocumentLink(
        rangeOf(
          document,
          link.kind === 'code'
            ? link.target
            : { start: link.pathExtent.start, end: link.fragmentExtent?.end ?? link.pathExtent.end },
        ),
        vscode.Uri.parse(`command:_emic.openLink?${encodeURIComponent(JSON.stringify([argument]))}`),
      );
      made.tooltip = target.kind === 'code' ? vscode.l10n.t('Go to the code') : vscode.l10n.t('Go to the passage');
      return [made];
    });
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const { study, now } = (await this.#studyOf(document)) ?? {};
    if (study === undefined || now === undefined) return undefined;
    const offset = document.offsetAt(position);
    const found = this.#linksIn(document, study, now).find(({ link }) => link.start <= offset && offset <= link.end);
    const text = found === undefined ? undefined : describe(found.target, now);
    if (found === undefined || text === undefined) return undefined;
    return new vscode.Hover(new vscode.MarkdownString(text), rangeOf(document, found.link));
  }

  /** The study of a document that may have links: its notes, its codebook, and its transcripts for their memos. */
  async #studyOf(
    document: vscode.TextDocument,
  ): Promise<{ readonly study: OpenStudy; readonly now: Study } | undefined> {
    const study = await this.#services.studies.findFor(document);
    if (study === undefined && document.uri.scheme === 'untitled') return this.#studyToBe(document);
    return study === undefined ? undefined : { study, now: await study.open() };
  }

  /** The study that a document is to be saved in, such as an export of memos. */
  async #studyToBe(
    document: vscode.TextDocument,
  ): Promise<{ readonly study: OpenStudy; readonly now: Study } | undefined> {
    const studies = await this.#services.studies.find();
    const study = studies.find((one) => one.pathOf(savedAt(document, one)) !== undefined);
    return study === undefined ? undefined : { study, now: await study.open() };
  }

  #linksIn(document: vscode.TextDocument, study: OpenStudy, now: Study): readonly FoundLink[] {
    const path = study.pathOf(savedAt(document, study));
    if (path === undefined) return [];
    const isTranscript = study.isTranscript(path);
    if (!isTranscript && !study.isNote(path) && path !== codebookPath) return [];
    const links = linksOf(this.#services.documents.read(document), isTranscript ? 'memos' : 'everything');
    return links.flatMap((link) => {
      const target = targetOf(link, path, now);
      return target === undefined ? [] : [{ link, target }];
    });
  }
}

/** Where a document of a study stands, or is going to stand when it is saved. */
function savedAt({ uri }: vscode.TextDocument, { folder }: OpenStudy): vscode.Uri {
  return uri.scheme === 'untitled' ? uri.with({ scheme: folder.scheme, authority: folder.authority }) : uri;
}

function placeOf(target: LinkTarget): Omit<LinkPlace, 'study'> | undefined {
  switch (target.kind) {
    case 'code':
      return { path: codebookPath, id: target.code.id, at: target.code.heading.start };
    case 'passage':
      return { path: target.path, id: target.passage.id ?? '', at: target.passage.source.start };
    case 'document':
      return { path: target.path, id: '', at: target.at };
    default:
      return undefined;
  }
}

/** The passage that a link leads to, as text that nothing can come out of; what a code is, its own hover says. */
function describe(target: LinkTarget, study: Study): string | undefined {
  switch (target.kind) {
    case 'passage': {
      const { passage, path } = target;
      const codes = passage.codes.map((code) => `**${asText(study.codebook.get(code)?.name ?? code)}**`).join(', ');
      const who = [passage.speakers.join(', '), passage.time ?? '', study.transcript(path)?.title ?? path].filter(
        (one) => one !== '',
      );
      return `> ${asText(excerpt(passage.quote, 400))}\n\n${asText(who.join(' · '))}\n\n${codes}`;
    }
    default:
      return undefined;
  }
}

/** Opens what a link leads to, where it stands now. */
async function openLink({ studies }: Services, { study: folder, path, id, at }: LinkPlace): Promise<void> {
  const study = studies.all.find((one) => one.folder.toString() === folder);
  if (study === undefined) return;
  try {
    const document = await vscode.workspace.openTextDocument(study.uriOf(path));
    const editor = await vscode.window.showTextDocument(document);
    const extent = await placeNow(study, document, path, id, at);
    const range = rangeOf(document, extent);
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', path));
  }
}

async function placeNow(
  study: OpenStudy,
  document: vscode.TextDocument,
  path: string,
  id: string,
  at: number,
): Promise<Extent> {
  if (path === codebookPath) {
    const code = (await study.open()).codebook.get(id);
    const start = code?.heading.start ?? at;
    return { start, end: start };
  }
  const passage = id === '' ? undefined : study.transcriptOf(document).passages.find((one) => one.id === id);
  return passage?.source ?? { start: at, end: at };
}
