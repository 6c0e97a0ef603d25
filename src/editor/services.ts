import type * as vscode from 'vscode';
import type { ActiveText } from './activeText.js';
import type { Documents } from './documents.js';
import type { RecentCodes } from './recentCodes.js';
import type { Studies } from './studies/studies.js';

/** What the features share. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly active: ActiveText;
  readonly documents: Documents;
  readonly studies: Studies;
  readonly recent: RecentCodes;
}
