import type * as vscode from 'vscode';
import type { Code } from '../../core/codebook/types.js';
import type { CodeColor } from '../../core/colors/codeColors.js';
import type { Transcript } from '../../core/transcript/transcript.js';

/** A document of a study, with what the look and the hovers of its passages need. */
export interface CodedDocument {
  /** The `document.version` whose text this is. What is older than the document is not drawn; a change is awaited. */
  readonly version: number;
  /** Its text is `document.getText()`, so that its offsets are those of the document. */
  readonly transcript: Transcript;
  /** The colour of a code; `grey` for one that the codebook does not have. */
  color(code: string): CodeColor;
  /** The codebook's entry of a code, if it has one. */
  code(id: string): Code | undefined;
}

/** The coded documents that are open. */
export interface CodedDocuments {
  /**
   * What an open document says now; undefined where it is no transcript of a study. Also for documents of other schemes,
   * such as the older side of a diff (`git:`), which are read from their own text.
   */
  get(document: vscode.TextDocument): CodedDocument | undefined;
  /** A document's text, or the codes and colours of its study, have changed; undefined where any may have. */
  readonly onDidChange: vscode.Event<vscode.Uri | undefined>;
}
