import * as vscode from 'vscode';

/** The memo of a passage as a comment: what is written, and what is typed while it is being changed. */
export class MemoComment implements vscode.Comment {
  readonly thread: vscode.CommentThread;
  /** The id of its passage; empty while the memo is not written yet. */
  readonly id: string;
  /** As the file has it. */
  readonly memo: string;
  readonly by: string | undefined;
  readonly author: vscode.CommentAuthorInformation;
  readonly contextValue: 'memo' | 'draft';
  body: string | vscode.MarkdownString;
  mode = vscode.CommentMode.Preview;

  constructor(thread: vscode.CommentThread, id: string, memo: string, by: string | undefined) {
    this.thread = thread;
    this.id = id;
    this.memo = memo;
    this.by = by;
    this.contextValue = id === '' ? 'draft' : 'memo';
    this.author = { name: by ?? vscode.l10n.t('Memo') };
    this.body = shown(memo, thread.uri);
  }

  get isBeingChanged(): boolean {
    return this.mode === vscode.CommentMode.Editing;
  }

  /** What has been typed. */
  get typed(): string {
    return typeof this.body === 'string' ? this.body : this.body.value;
  }

  /** Lets it be changed. */
  edit(text = this.memo): void {
    this.body = text;
    this.mode = vscode.CommentMode.Editing;
    this.#show();
  }

  /** Shows what the file has. */
  cancel(): void {
    this.body = shown(this.memo, this.thread.uri);
    this.mode = vscode.CommentMode.Preview;
    this.#show();
  }

  #show(): void {
    this.thread.comments = [this];
  }
}

/** Memos are Markdown, but nobody is to be trusted: no HTML, no commands, and no picture is fetched from anywhere. */
function shown(memo: string, uri: vscode.Uri): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(memo.replaceAll('![', '!\\['));
  markdown.baseUri = uri;
  return markdown;
}
