import * as vscode from 'vscode';
import { GitError } from '../../core/repository/git.js';
import { auditMarkdown } from '../../core/story/audit/auditMarkdown.js';
import { auditTrail } from '../../core/story/audit/trail.js';
import type { History, Progress } from '../../core/story/history.js';
import { methodFacts } from '../../core/story/method/facts.js';
import { methodMarkdown } from '../../core/story/method/methodMarkdown.js';
import { readHistory } from '../../core/story/readHistory.js';
import { tellStory } from '../../core/story/story.js';
import { codeStoryMarkdown, storyMarkdown } from '../../core/story/storyMarkdown.js';
import { gitIn, whyNoGit } from '../git/studyGit.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** What a document tells: of the codebook, of one code, of the study's findings, of how it was made. */
export type About =
  | { readonly tells: 'story' }
  | { readonly tells: 'code'; readonly code: string }
  | { readonly tells: 'audit' }
  | { readonly tells: 'method' };

/** Why there is nothing to tell. The message is a sentence for the person. */
export class NothingToTell extends Error {}

/** Work goes on for so many milliseconds before others have their turn. */
const slice = 20;

/**
 * Writes what a document tells, from the study's files as they are now and from its history.
 * @throws NothingToTell where that needs git and there is none; vscode.CancellationError where the person stopped it.
 */
export async function storyText(
  study: OpenStudy,
  about: About,
  program: string,
  token: vscode.CancellationToken,
  report: (share: number) => void,
): Promise<string> {
  const stop = new AbortController();
  const listener = token.onCancellationRequested(() => stop.abort());
  let begun = performance.now();
  const progress: Progress = async (done) => {
    if (performance.now() - begun > slice) {
      report(done);
      await new Promise((resolve) => setTimeout(resolve, 0));
      begun = performance.now();
    }
    if (token.isCancellationRequested) throw new vscode.CancellationError();
  };
  try {
    const now = await study.readAll();
    const history = await historyOf(study, stop.signal);
    switch (about.tells) {
      case 'story':
        return storyMarkdown(now, await tellStory(needed(history), { counting: true, progress }));
      case 'code':
        return codeStoryMarkdown(now, await tellStory(needed(history), { counting: true, progress }), about.code);
      case 'audit':
        return auditMarkdown(await auditTrail(now, history, { progress }));
      case 'method': {
        const story = history === undefined ? undefined : await tellStory(history, { counting: true, progress });
        await study.rounds.read();
        return methodMarkdown(now, methodFacts(now, story, study.rounds.all), program);
      }
    }
  } catch (error) {
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    if (error instanceof GitError)
      throw new NothingToTell(vscode.l10n.t('git could not read the history: {0}', error.message));
    throw error;
  } finally {
    listener.dispose();
  }
}

async function historyOf(study: OpenStudy, signal: AbortSignal): Promise<History | undefined> {
  const git = await gitIn(study.folder);
  return git === undefined ? undefined : readHistory(git, { signal });
}

function needed(history: History | undefined): History {
  if (history !== undefined) return history;
  throw new NothingToTell(
    whyNoGit(
      vscode.l10n.t('The study is in no git repository, or git is not installed, so it has no history to tell.'),
    ),
  );
}
