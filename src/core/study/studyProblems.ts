import type { CodebookProblem } from '../codebook/types.js';
import { message, type Message } from '../text/message.js';
import { fileProblems } from './conflicts.js';
import type { ParticipantProblem } from './participants.js';
import { codebookPath } from './paths.js';
import { problem, type Problem } from './problem.js';

/** Why a file of the study could not be read. */
export type Unreadable = 'not-utf-8' | 'cannot-read';

const atStart = { start: 0, end: 0 };

export function fileProblem(path: string, reason: Unreadable): Problem {
  return problem(reason, path, atStart, fileSentence(reason));
}

function fileSentence(reason: Unreadable): Message {
  switch (reason) {
    case 'not-utf-8':
      return message(
        'This file is not UTF-8 text, so it is left out. Open it with the encoding that it has, so that all letters are right, and then save it with the encoding UTF-8.',
      );
    case 'cannot-read':
      return message('This file cannot be read, so it is left out. See whether you may open it.');
  }
}

export function missingCodebookProblem(): Problem {
  const sentence = message('This study has no codebook. Make a file {0} with a heading for each code.', codebookPath);
  return problem('missing-codebook', codebookPath, atStart, sentence);
}

export function noTranscriptsProblem(globs: readonly string[]): Problem {
  const sentence = message(
    'No file fits “transcripts: {0}”. Put the transcripts there, or say at the top of the codebook where they are.',
    globs.join(', '),
  );
  return problem('no-transcripts', codebookPath, atStart, sentence);
}

/** All that is wrong with the codebook, in the order of its text. */
export function codebookFileProblems(text: string, found: readonly CodebookProblem[]): readonly Problem[] {
  return fileProblems(
    codebookPath,
    text,
    found.map((each) => problem(each.kind, codebookPath, each, each.message)),
  );
}

/** All that is wrong with the participants' table, in the order of its text. */
export function participantsFileProblems(
  path: string,
  text: string,
  found: readonly ParticipantProblem[],
): readonly Problem[] {
  return fileProblems(
    path,
    text,
    found.map((each) => problem(each.kind, path, each, each.message)),
  );
}
