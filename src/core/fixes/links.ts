import { codeIdFromName } from '../codebook/ids.js';
import type { Link } from '../notes/links.js';
import { relativePath } from '../notes/passageLink.js';
import { targetOf } from '../notes/targets.js';
import { codebookPath } from '../study/paths.js';
import type { Study } from '../study/study.js';
import type { Problem } from '../study/problem.js';
import type { TextEdit } from '../text/edits.js';
import { partOf, message, type Message } from '../text/message.js';
import { newCode } from './codes.js';
import { textOf } from './fileOfStudy.js';
import { nearest } from './nearest.js';
import type { FileOfStudy, FindFixes, Fix } from './types.js';

/** Puts the code in the place of an unknown one that was meant, or adds it to the codebook. */
export const fixLinkToCode: FindFixes = (file, problem) => {
  const found = linkAt(file, problem);
  if (found === undefined) return [];
  const { codebook } = file.study;
  const written = partOf(problem.message.args[0]);
  const byName = new Map(codebook.codes.map(({ id, name }) => [name, id]));
  const meant = new Set([
    ...nearest(
      written,
      codebook.codes.map(({ id }) => id),
    ),
    ...nearest(written, [...byName.keys()]).map((name) => byName.get(name) ?? name),
  ]);
  const to = (id: string): TextEdit => ({ start: problem.start, end: problem.end, text: id });
  return [
    ...[...meant]
      .slice(0, 3)
      .map((id) => change(`link-code-${written}-${id}`, message('Change it to {0}', id), [to(id)])),
    ...(found.kind === 'code' ? newCode(file, written) : []),
    ...withoutLink(file, found),
  ];
};

/** Puts a document in the place of one that is not there: one of that name in another folder first. */
export const fixLinkToDocument: FindFixes = (file, problem) => {
  const found = linkAt(file, problem);
  if (found?.kind !== 'path') return [];
  const written = partOf(problem.message.args[0]);
  const paths = documentsOf(file.study).filter((path) => path !== file.path);
  const namesakes = paths.filter((path) => nameOf(path) === nameOf(written));
  const byName = new Map(paths.map((path) => [nameOf(path), path]));
  const meant = [...namesakes, ...nearest(nameOf(written), [...byName.keys()]).map((name) => byName.get(name) ?? name)];
  return [
    ...[...new Set(meant)]
      .slice(0, 3)
      .map((path) =>
        change(`link-document-${path}`, message('Change it to {0}', path), [
          { ...found.pathExtent, text: wayTo(file, path) },
        ]),
      ),
    ...withoutLink(file, found),
  ];
};

/** Puts the passage or heading in the place of one that is not there, wherever it is now, or links to the document alone. */
export const fixLinkToPassage: FindFixes = (file, problem) => {
  const found = linkAt(file, problem);
  if (found?.kind !== 'path' || found.fragmentExtent === undefined) return [];
  const { pathExtent, fragmentExtent } = found;
  const [path, id] = problem.message.args.map(String);
  if (path === undefined || id === undefined) return [];
  const transcript = file.study.transcript(path);
  const moved = file.study.transcripts.filter(({ passages }) => passages.some((passage) => passage.id === id));
  const known = [
    ...(transcript?.passages ?? []).flatMap((passage) => passage.id ?? []),
    ...(transcript?.sections ?? []).map(({ id: own, text }) => own ?? codeIdFromName(text)),
  ];
  return [
    ...moved.map((other) =>
      change(`link-moved-${other.path}`, message('Link to {0} in {1}', id, other.path), [
        { ...pathExtent, text: wayTo(file, other.path) },
      ]),
    ),
    ...nearest(id, [...new Set(known)]).map((one) =>
      change(`link-passage-${one}`, message('Change it to {0}', one), [{ ...fragmentExtent, text: inAddress(one) }]),
    ),
    change('link-whole-document', message('Link to the document alone'), [
      { start: fragmentExtent.start - 1, end: fragmentExtent.end, text: '' },
    ]),
    ...withoutLink(file, found),
  ];
};

function change(name: string, title: Message, edits: readonly TextEdit[]): Fix {
  return { name, title, isPreferred: false, isSafe: false, edits, effect: { kind: 'other' } };
}

/** The link of a note that a problem is about. */
function linkAt({ study, path }: FileOfStudy, { start, end }: Problem): Link | undefined {
  const links = study.note(path)?.links ?? [];
  return links.find((link) => {
    const isAround = link.start <= start && end <= link.end;
    return isAround && targetOf(link, path, study)?.kind.startsWith('missing-') === true;
  });
}

/** Leaves the words that the link stands on. */
function withoutLink(file: FileOfStudy, link: Link): readonly Fix[] {
  const source = textOf(file);
  const whole = source.slice(link.start, link.end);
  const words =
    link.kind === 'code'
      ? (/\|(.*)\]\]$/.exec(whole)?.[1] ?? link.code)
      : source.slice(link.start + 1, source.lastIndexOf('](', link.pathExtent.start));
  const edits = [{ start: link.start, end: link.end, text: words }];
  return [change('remove-link', message('Remove the link, and keep its words'), edits)];
}

function documentsOf(study: Study): readonly string[] {
  const notes = study.notes.map(({ path }) => path);
  return [...study.transcripts.map(({ path }) => path), ...notes, ...(study.hasCodebook ? [codebookPath] : [])];
}

/** The way from a note to another file, as a link's address. */
function wayTo({ path: from }: FileOfStudy, path: string): string {
  return inAddress(relativePath(from.slice(0, Math.max(0, from.lastIndexOf('/'))), path));
}

/** With all signs written so that a link neither ends nor reads otherwise there. */
function inAddress(text: string): string {
  return text.replace(/[\s%#?<>\\&()*_`[\]~]/g, encoded);
}

function encoded(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
