/** Where nothing can be started, as in a browser, there is no git. */
export function installedGit(): undefined {
  return undefined;
}
