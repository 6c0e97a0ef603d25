/** Where nothing can be started, as in a browser, there is no git. */
export function installedGit(): undefined {
  return undefined;
}

/** @throws Error as nothing has a git to ask. */
export function namedState(): Promise<never> {
  return Promise.reject(new Error('There is no git here.'));
}
