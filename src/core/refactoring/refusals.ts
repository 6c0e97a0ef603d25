import { codebookPath } from '../study/paths.js';
import { message } from '../text/message.js';
import type { RefactoringRefused } from './types.js';

export function refuse(sentence: RefactoringRefused['message'], path?: string): RefactoringRefused {
  return { kind: 'refused', message: sentence, ...(path === undefined ? {} : { path }) };
}

export function refuseMissing(code: string): RefactoringRefused {
  return refuse(message('The study has no code {0}.', code));
}

/** Where a step in the codebook cannot be read back as it was meant. */
export function refuseUnread(): RefactoringRefused {
  return refuse(message('The codebook would not be read as meant. Nothing was changed.'), codebookPath);
}
