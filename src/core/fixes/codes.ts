import { addCode, CodebookEditError, idOfNewCode } from '../codebook/edits.js';
import { codeIdFromName, freeCodeId } from '../codebook/ids.js';
import { setHeadingValue, type HeadingValue } from '../codebook/headingValues.js';
import type { CodeHeading } from '../codebook/headings.js';
import { codebookPath } from '../study/paths.js';
import { partOf, message, type Message } from '../text/message.js';
import { nearest } from './nearest.js';
import type { FileOfStudy, FindFixes, Fix } from './types.js';

/** Changes an unknown code to one that was meant, or adds it to the codebook. */
export const fixUnknownCode: FindFixes = ({ study }, problem) => {
  const id = partOf(problem.message.args[0]);
  const similar = problem.rule === 'similar-codes' ? [partOf(problem.message.args[1])] : [];
  const known = study.codebook.codes.map((code) => code.id);
  const meant = [...new Set([...similar, ...nearest(id, known)])].filter((code) => study.codebook.has(code));
  const changes = meant.map((code): Fix => ({
    name: `code-${id}-${code}`,
    title: message('Change it to {0}', code),
    isPreferred: similar.includes(code),
    isSafe: similar.includes(code),
    edits: [{ start: problem.start, end: problem.end, text: `.${code}` }],
    effect: { kind: 'marks', recoded: { from: id, to: code } },
  }));
  return [...changes, ...newCode({ study, path: problem.path }, id)];
};

/** A code that is used and not there, as the last one of the codebook. */
export function newCode({ study }: FileOfStudy, id: string): readonly Fix[] {
  const wanted = { name: id, id };
  if (!study.hasCodebook || idOfNewCode(study.codebook, wanted) !== id) return [];
  try {
    return [
      {
        name: `add-code-${id}`,
        title: message('Add {0} to the codebook', id),
        isPreferred: false,
        isSafe: false,
        edits: [],
        elsewhere: { path: codebookPath, edits: addCode(study.codebook, wanted) },
        effect: { kind: 'other' },
      },
    ];
  } catch (error) {
    if (error instanceof CodebookEditError) return [];
    throw error;
  }
}

const headingAt = ({ study }: FileOfStudy, start: number): CodeHeading | undefined =>
  study.codebook.headings.find(({ heading }) => heading.start === start);

/** Writes or takes away a value of the heading that a problem is about. */
function value(
  file: FileOfStudy,
  start: number,
  key: HeadingValue,
  to: string | undefined,
  fix: { name: string; title: Message; isSafe: boolean },
): readonly Fix[] {
  const heading = headingAt(file, start);
  const edits = heading === undefined ? undefined : setHeadingValue(file.study.codebook, heading, key, to);
  if (edits === undefined || edits.length === 0) return [];
  return [{ ...fix, isPreferred: true, edits, effect: { kind: 'other' } }];
}

const takeAway = (key: string): { name: string; title: Message; isSafe: boolean } => ({
  name: `remove-${key}`,
  title: message('Remove {0} here', key),
  isSafe: false,
});

export const fixDuplicateKey: FindFixes = (file, { start }) => value(file, start, 'key', undefined, takeAway('key'));
export const fixBadColor: FindFixes = (file, { start }) => value(file, start, 'color', undefined, takeAway('color'));
export const fixParentLoop: FindFixes = (file, { start }) =>
  value(file, start, 'parent', undefined, takeAway('parent'));

export const fixUnknownParent: FindFixes = (file, { start, message: { args } }) => {
  const ids = file.study.codebook.codes.map(({ id }) => id).filter((id) => id !== args[1]);
  return [
    ...nearest(partOf(args[0]), ids).flatMap((id) =>
      value(file, start, 'parent', id, { name: `parent-${id}`, title: message('Change it to {0}', id), isSafe: false }),
    ),
    ...value(file, start, 'parent', undefined, takeAway('parent')),
  ];
};

/** Takes one theme out of the list, or puts the one in its place that was meant. */
export const fixThemes: FindFixes = (file, { start, rule, message: { args } }) => {
  const heading = headingAt(file, start);
  const [theme, code] = rule === 'unknown-theme' ? args : [args[1], args[0]];
  if (heading === undefined) return [];
  const others = (to: readonly string[]): string | undefined =>
    heading.themes.flatMap((one) => (one === theme ? to : [one])).join(' ') || undefined;
  const ids = file.study.codebook.codes.map(({ id }) => id).filter((id) => id !== code && !heading.themes.includes(id));
  const meant = rule === 'unknown-theme' ? nearest(partOf(theme), ids) : [];
  return [
    ...meant.flatMap((id) =>
      value(file, start, 'themes', others([id]), {
        name: `theme-${id}`,
        title: message('Change it to {0}', id),
        isSafe: false,
      }),
    ),
    ...value(file, start, 'themes', others([]), {
      name: 'remove-theme',
      title: message('Remove {0} from its themes', partOf(theme)),
      isSafe: false,
    }),
  ];
};

/** Gives a heading an id of its own: one whose id another one has, or whose text makes none. */
export const fixHeadingId: FindFixes = (file, { start, rule }) => {
  const heading = headingAt(file, start);
  const { codebook } = file.study;
  if (heading === undefined) return [];
  const wanted = rule === 'no-id' ? 'code' : heading.id;
  const own = codeIdFromName(heading.name);
  const isOwnFree = rule !== 'no-id' && own !== '' && !codebook.has(own);
  const id = isOwnFree ? own : freeCodeId(wanted, (taken) => codebook.has(taken));
  const edits = setHeadingId(file, heading, id);
  if (edits === undefined) return [];
  const title = message('Give it the id {0}', id);
  return [{ name: 'heading-id', title, isPreferred: true, isSafe: false, edits, effect: { kind: 'other' } }];
};

function setHeadingId({ study }: FileOfStudy, { heading }: CodeHeading, id: string): Fix['edits'] | undefined {
  const text = study.codebook.text.text;
  const line = text.slice(heading.start, heading.end);
  const known = /\{(?:[^{}]*\s)?(#[^\s}]+)[^{}]*\}/.exec(line);
  if (known?.[1] !== undefined) {
    const at = heading.start + known.index + known[0].indexOf(known[1]);
    return [{ start: at, end: at + known[1].length, text: `#${id}` }];
  }
  const block = /\{[^{}]*\}(?=\s*#*\s*$)/.exec(line);
  if (block !== null) {
    const at = heading.start + block.index + 1;
    return [{ start: at, end: at, text: `#${id}${block[0].length > 2 ? ' ' : ''}` }];
  }
  if (/[\r\n]/.test(line)) return undefined;
  const at = heading.start + line.replace(/[ \t]+#+[ \t]*$/, '').length;
  return [{ start: at, end: at, text: ` {#${id}}` }];
}
