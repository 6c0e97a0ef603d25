import * as vscode from 'vscode';
import type { Passage } from '../../core/transcript/types.js';
import { disposeAll, type Disposable } from '../disposables.js';
import { rangeOf } from '../edits.js';
import { Pause } from '../pause.js';
import type { Services } from '../services.js';
import { excerpt, quoted } from '../speak.js';
import { MemoComment } from './comment.js';

/** So long typing pauses before threads follow, in milliseconds. */
const typingPause = 200;

/** Where a memo is that is being written for the first time. */
interface Draft {
  readonly thread: vscode.CommentThread;
  readonly passage: Passage;
}

/**
 * The memos that somebody has opened, each as a comment thread at its passage. The others are shown by the sign behind their passage alone:
 * VS Code draws a thread's sign beside each row that a paragraph is wrapped into. For the same reason no line offers a `+` in the margin: it
 * would stand beside each row, too, over the passages' stripes. Nothing is kept of transcripts that nobody looks at; a
 * memo that is just being changed stays.
 */
export class MemoThreads implements Disposable {
  readonly controller = vscode.comments.createCommentController('emic.memos', vscode.l10n.t('Memos'));
  readonly #services: Services;
  /** By document, then by the memo's id. */
  readonly #threads = new Map<string, Map<string, vscode.CommentThread>>();
  readonly #drafts = new Set<Draft>();
  readonly #pause = new Pause(typingPause, () => this.sync());
  readonly #disposables: readonly Disposable[];

  constructor(services: Services) {
    this.#services = services;
    const { documents, studies } = services;
    this.controller.options = {
      prompt: vscode.l10n.t('Write a memo'),
      placeHolder: vscode.l10n.t('What strikes you about this passage? (Markdown)'),
    };
    this.#disposables = [
      this.controller,
      this.#pause,
      documents.onDidChange((document) => {
        if (isVisible(document)) this.#pause.restart();
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#pause.ask()),
      studies.onDidChange(() => this.#pause.ask()),
      studies.onDidChangeList(() => this.#pause.ask()),
    ];
    this.#pause.ask();
  }

  dispose(): void {
    disposeAll(this.#disposables);
  }

  /** The thread of a passage's memo, made where it is first asked for; undefined where there is no memo, or nobody sees the document. */
  of(document: vscode.TextDocument, passage: Passage): vscode.CommentThread | undefined {
    const uri = document.uri.toString();
    const { id = '', memo } = passage;
    const known = this.#threads.get(uri)?.get(id);
    if (known !== undefined || memo === undefined || !isVisible(document)) return known;
    const thread = this.#create(document, passage, memo);
    this.#threads.set(uri, (this.#threads.get(uri) ?? new Map<string, vscode.CommentThread>()).set(id, thread));
    return thread;
  }

  /** Opens the thread of a passage's memo, unfolded. */
  open(document: vscode.TextDocument, passage: Passage): vscode.CommentThread | undefined {
    const { id = '' } = passage;
    const threads = this.#threads.get(document.uri.toString());
    const known = threads?.get(id);
    if (known !== undefined && isBeingChanged(known)) return known;
    // VS Code does not tell whether somebody has folded it meanwhile; a new one is unfolded in any case.
    if (threads !== undefined && known !== undefined) remove(threads, id, known);
    const thread = this.of(document, passage);
    if (thread !== undefined) thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    return thread;
  }

  /** Opens a thread in which a passage's first memo can be written. */
  begin(document: vscode.TextDocument, passage: Passage): vscode.CommentThread {
    for (const draft of this.#drafts)
      if (draft.thread.uri.toString() === document.uri.toString()) this.forget(draft.thread);
    const thread = this.controller.createCommentThread(document.uri, rangeOf(document, passage.source), []);
    thread.label = this.#labelOf(document, passage);
    thread.contextValue = 'draft';
    thread.canReply = false;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    this.#drafts.add({ thread, passage });
    // A comment that is being changed has the focus at once; the box for a reply would have to be clicked first.
    new MemoComment(thread, '', '', passage.attributes.by).edit('');
    return thread;
  }

  /** The passage that a memo is being written for, if it is known. */
  draftOf(thread: vscode.CommentThread): Passage | undefined {
    return [...this.#drafts].find((draft) => draft.thread === thread)?.passage;
  }

  /** Takes a thread away whose memo is written now, or never will be. */
  forget(thread: vscode.CommentThread): void {
    for (const draft of this.#drafts) if (draft.thread === thread) this.#drafts.delete(draft);
    thread.dispose();
  }

  /** Brings the threads up to what the window shows now. */
  sync(): void {
    const shown = new Map<string, vscode.TextDocument>();
    for (const { document } of vscode.window.visibleTextEditors) {
      if (this.#isTranscript(document)) shown.set(document.uri.toString(), document);
    }
    for (const [uri, threads] of this.#threads) {
      if (shown.has(uri)) continue;
      for (const [id, thread] of threads) if (!isBeingChanged(thread)) remove(threads, id, thread);
      if (threads.size === 0) this.#threads.delete(uri);
    }
    for (const [uri, document] of shown) this.#syncDocument(uri, document);
  }

  #syncDocument(uri: string, document: vscode.TextDocument): void {
    const threads = this.#threads.get(uri);
    if (threads === undefined) return;
    const there = new Set<string>();
    for (const passage of this.#services.studies.transcriptOf(document).passages) {
      const { id, memo } = passage;
      if (id === undefined || memo === undefined || there.has(id)) continue;
      there.add(id);
      const thread = threads.get(id);
      if (thread !== undefined) update(thread, document, passage, memo, this.#labelOf(document, passage));
    }
    for (const [id, thread] of threads) if (!there.has(id)) remove(threads, id, thread);
    if (threads.size === 0) this.#threads.delete(uri);
  }

  #create(document: vscode.TextDocument, passage: Passage, memo: string): vscode.CommentThread {
    const thread = this.controller.createCommentThread(document.uri, rangeOf(document, passage.source), []);
    thread.comments = [new MemoComment(thread, passage.id ?? '', memo, passage.attributes.by)];
    thread.label = this.#labelOf(document, passage);
    thread.contextValue = 'memo';
    thread.canReply = false;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
    return thread;
  }

  /** What the memo is about: the names of its codes, and the words. */
  #labelOf({ uri }: vscode.TextDocument, { codes, quote }: Passage): string {
    const codebook = this.#services.studies.studyOf(uri)?.latest?.codebook;
    const names = codes.map((code) => codebook?.get(code)?.name ?? code).join(', ');
    return `${names}: ${quoted(excerpt(quote, 60))}`;
  }

  #isTranscript(document: vscode.TextDocument): boolean {
    const study = this.#services.studies.studyOf(document.uri);
    const path = study?.pathOf(document.uri);
    return study !== undefined && path !== undefined && study.isTranscript(path);
  }
}

/** Sets only what has changed, as each change draws the thread anew. */
function update(
  thread: vscode.CommentThread,
  document: vscode.TextDocument,
  passage: Passage,
  memo: string,
  label: string,
): void {
  const range = rangeOf(document, passage.source);
  if (thread.range?.isEqual(range) !== true) thread.range = range;
  if (thread.label !== label) thread.label = label;
  const [comment] = thread.comments;
  if (!(comment instanceof MemoComment) || comment.isBeingChanged) return;
  if (comment.memo !== memo || comment.by !== passage.attributes.by) {
    thread.comments = [new MemoComment(thread, passage.id ?? '', memo, passage.attributes.by)];
  }
}

function remove(threads: Map<string, vscode.CommentThread>, id: string, thread: vscode.CommentThread): void {
  threads.delete(id);
  thread.dispose();
}

function isBeingChanged({ comments }: vscode.CommentThread): boolean {
  return comments.some((comment) => comment instanceof MemoComment && comment.isBeingChanged);
}

function isVisible(document: vscode.TextDocument): boolean {
  return vscode.window.visibleTextEditors.some((editor) => editor.document === document);
}
