import { fileProblems } from '../study/conflicts.js';
import { problem, type Problem } from '../study/problem.js';
import { message } from '../text/message.js';
import type { Link } from './links.js';
import type { Note } from './note.js';
import { targetOf, type Linked } from './targets.js';

/**
 * All that is wrong with a note, in the order of its text.
 * @param hasCodebook whether there is a codebook to ask: else no code is unknown.
 */
export function noteProblems(
  { path, text, frontMatter, links }: Note,
  study: Linked,
  hasCodebook: boolean,
): readonly Problem[] {
  return fileProblems(path, text.text, [
    ...frontMatter.problems.map((found) => problem('front-matter', path, found, found.message)),
    ...linkProblems(links, path, study, hasCodebook),
  ]);
}

/** What is wrong with the links of the document at `from`. */
export function linkProblems(
  links: readonly Link[],
  from: string,
  study: Linked,
  hasCodebook: boolean,
): readonly Problem[] {
  return links
    .flatMap((link) => linkProblem(link, from, study) ?? [])
    .filter(({ rule }) => hasCodebook || rule !== 'link-to-unknown-code');
}

/** What is wrong with a link of the document at `from`. */
export function linkProblem(link: Link, from: string, study: Linked): Problem | undefined {
  const target = targetOf(link, from, study);
  switch (target?.kind) {
    case 'missing-code': {
      const place = link.kind === 'code' ? link.target : (link.fragmentExtent ?? link);
      const sentence = message('The codebook has no code {0}. Correct the link, or add the code.', target.code);
      return problem('link-to-unknown-code', from, place, sentence);
    }
    case 'missing-document': {
      const place = link.kind === 'path' && link.path !== '' ? link.pathExtent : link;
      const sentence = message('The study has no document {0}. Correct the link.', target.path);
      return problem('link-to-unknown-document', from, place, sentence);
    }
    case 'missing-passage': {
      const place = link.kind === 'path' ? (link.fragmentExtent ?? link) : link;
      const sentence = message('{0} has no passage or heading {1}. Correct the link.', target.path, target.id);
      return problem('link-to-unknown-passage', from, place, sentence);
    }
    default:
      return undefined;
  }
}
