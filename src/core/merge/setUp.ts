import { Codebook } from '../codebook/codebook.js';
import { indexPath, studyPath } from '../study/paths.js';

/** The file in a study's folder that tells git what Emic merges. */
export const attributesPath = '.gitattributes';

const begin = '# emic merge: begin';
const end = '# emic merge: end';

/** The lines that let git merge a study by Emic. @param codebook its text. */
export function attributeLines(codebook: string): readonly string[] {
  const { settings } = Codebook.parse(codebook);
  return patternsOf(settings.transcripts, settings.participants).map((pattern) => `${quoted(pattern)} merge=emic`);
}

/** A `.gitattributes` with Emic's lines at its end, once. */
export function withAttributes(before: string, lines: readonly string[]): string {
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const rest = withoutAttributes(before);
  const joint = rest === '' || rest.endsWith('\n') ? '' : eol;
  return rest + joint + [begin, ...lines, end, ''].join(eol);
}

/** A `.gitattributes` without Emic's lines. */
export function withoutAttributes(text: string): string {
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) return text;
  return text.slice(0, from) + text.slice(to + end.length).replace(/^\r?\n/, '');
}

/** What starts Emic's command line. */
export interface MergeProgram {
  /** A program, and the script that it runs, if it runs one. */
  readonly words: readonly [program: string, script?: string];
  /** What has to be in its environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether paths are those of Windows: git's own shell wants them with `/`. */
  readonly isWindows: boolean;
}

/**
 * What git runs for a file, by its own shell. Where Emic cannot be started or cannot do it, git's own merge steps in:
 * a driver that fails would leave this side's text without a word of the other's.
 */
export function driverOf({ words, environment = {}, isWindows }: MergeProgram): string {
  const program = inShell(words[0], isWindows);
  const script = words[1] === undefined ? undefined : inShell(words[1], isWindows);
  const given = Object.entries(environment).map(([name, value]) => `${name}=${inShell(value, false)} `);
  const start = given.join('') + (script === undefined ? program : `${program} ${script}`);
  const emic = `${start} merge --marker-size=%L --base-label=%S --ours=%X --theirs=%Y -- %O %A %B %P; s=$?`;
  // Node ends with 1 where its script is gone, as Emic does where a conflict is left.
  const sure = script === undefined ? emic : `s=2; if [ -f ${script} ]; then ${emic}; fi`;
  return `${sure}; if [ $s -gt 1 ]; then git merge-file -q --marker-size=%L %A %O %B; else exit $s; fi`;
}

/** All Markdown of the study, and what else its transcripts end in. */
function patternsOf(transcripts: readonly string[], participants: string): readonly string[] {
  const endings = transcripts.flatMap((glob) => /\.[\p{L}\p{N}]+$/u.exec(glob)?.[0] ?? []);
  const table = studyPath(participants);
  const isInside = table !== '' && !table.startsWith('../') && !/^(?:\/|[a-z]:)/i.test(table);
  return [
    ...new Set(['.md', ...endings].map((ending) => `*${ending}`)),
    ...(isInside ? [`/${table}`] : []),
    `/${indexPath}`,
  ];
}

/** A pattern as `.gitattributes` has it where it holds white space. */
function quoted(pattern: string): string {
  return /[\s"\\]/.test(pattern) ? `"${pattern.replace(/["\\]/g, '\\$&')}"` : pattern;
}

/** A word for the shell by which git starts a driver. */
function inShell(word: string, isWindows: boolean): string {
  const portable = isWindows ? word.replaceAll('\\', '/') : word;
  return /^[\w./:@-]+$/.test(portable) ? portable : `'${portable.replaceAll("'", "'\\''")}'`;
}
