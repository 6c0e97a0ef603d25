// What the bundles put in place of `emic:git`: src/git/nodeGit.ts in Node, src/git/noGit.ts in a web worker.
declare module 'emic:git' {
  /** The git that is installed; undefined where nothing can be started. */
  export function installedGit(executable?: string): import('../../core/repository/git.js').GitProgram | undefined;
  /** A state of the study in git's folder. @throws GitError */
  export function namedState(
    git: import('../../core/repository/git.js').Git,
    name: string,
  ): Promise<import('../../core/repository/studyState.js').StudyState>;
}
