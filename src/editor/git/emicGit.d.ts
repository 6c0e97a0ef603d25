// What the bundles put in place of `emic:git`: src/git/nodeGit.ts in Node, src/git/noGit.ts in a web worker.
declare module 'emic:git' {
  /** The git that is installed; undefined where nothing can be started. */
  export function installedGit(executable?: string): import('../../core/repository/git.js').GitProgram | undefined;
}
