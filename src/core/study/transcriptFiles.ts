import picomatch from 'picomatch/posix.js';
import { codebookPath, studyPath } from './paths.js';

/** Folders that hold no transcripts, unless a glob names them. */
const passedOver = ['.git', 'node_modules'];

/**
 * Tells which files of a study are its transcripts.
 * @param globs the codebook's `transcripts`: globs relative to the study's folder; one that begins with `!` takes files out.
 * @returns a test of paths inside the study.
 */
export function transcriptMatcher(globs: readonly string[]): (path: string) => boolean {
  const wanted = wantedOf(globs);
  const unwanted = globs.filter((glob) => glob.startsWith('!')).map((glob) => tidy(glob.slice(1)));
  const isWanted = picomatch(wanted);
  const isUnwanted = picomatch(unwanted.filter(isGiven), { dot: true });
  const folders = passedOver.filter((folder) => !wanted.some((glob) => glob.split('/').includes(folder)));
  return (path) => {
    const inStudy = studyPath(path);
    if (inStudy === codebookPath || inStudy.split('/').some((part) => folders.includes(part))) return false;
    return isWanted(inStudy) && !isUnwanted(inStudy);
  };
}

/** The folders in which transcripts can stand, relative to the study's; `''` is the study's own. */
export function transcriptFolders(globs: readonly string[]): readonly string[] {
  const folders = wantedOf(globs).map((glob) => {
    const { base, isGlob } = picomatch.scan(glob);
    if (isGlob) return base;
    return base.includes('/') ? base.slice(0, base.lastIndexOf('/')) : '';
  });
  const unique = [...new Set(folders)].filter((folder) => folder !== '..' && !folder.startsWith('../'));
  return unique.filter((folder) => !unique.some((other) => other !== folder && isIn(folder, other)));
}

function isIn(folder: string, other: string): boolean {
  return other === '' || folder.startsWith(`${other}/`);
}

function wantedOf(globs: readonly string[]): string[] {
  return globs
    .filter((glob) => !glob.startsWith('!'))
    .map(tidy)
    .filter(isGiven);
}

/** Whether a glob says anything: `!`, `/` and a word that is not typed yet do not. */
function isGiven(glob: string): boolean {
  return !/^!*$/.test(glob) && glob.length <= longest;
}

/** A longer one is none, and would not be taken. */
const longest = 10_000;

function tidy(glob: string): string {
  return glob
    .trim()
    .normalize('NFC')
    .replace(/^(?:\.?\/)+/, '');
}
