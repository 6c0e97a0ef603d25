import * as vscode from 'vscode';
import type { Passage } from '../../core/transcript/types.js';
import { findAgain } from '../revealPassage.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import { writeMemoOf } from './editing.js';
import type { Told } from './protocol.js';
import type { CodingSession } from './session.js';

/** The memo that is being written on a page, and whose it is. */
export class MemoWriting {
  readonly #services: Services;
  readonly #document: vscode.TextDocument;
  readonly #session: CodingSession;
  #of: Passage | undefined;

  constructor(services: Services, document: vscode.TextDocument, session: CodingSession) {
    this.#services = services;
    this.#document = document;
    this.#session = session;
  }

  /** What a page is told so that a person can write; undefined where the passage is gone, which is said. */
  begin(passage: Passage): Told | undefined {
    this.#of = passage;
    const { page } = this.#session;
    const now = page === undefined ? undefined : findAgain(page.transcript.passages, passage);
    const key = now === undefined ? undefined : page?.keyOf(now);
    const place = now === undefined ? undefined : page?.toPage(now.clean.start, 'start');
    if (now !== undefined && key !== undefined && place !== undefined) {
      return { told: 'writeMemo', key, text: now.memo ?? '', place };
    }
    say(vscode.l10n.t('The passage is no longer there.'));
    return undefined;
  }

  async end(text: string): Promise<void> {
    await writeMemoOf(this.#services, this.#document, this.#of, text);
  }
}
