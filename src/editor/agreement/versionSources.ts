import * as vscode from 'vscode';
import { codersIn } from '../../core/agreement/coders.js';
import type { Version } from '../../core/agreement/versions.js';
import { commitState } from '../../core/repository/gitStates.js';
import { StateReader } from '../../core/repository/stateReader.js';
import type { Study } from '../../core/study/study.js';
import { gitIn } from '../git/studyGit.js';
import type { Services } from '../services.js';
import { OpenStudy } from '../studies/openStudy.js';

/** Where a coder's version of a study is: another folder, or a commit. */
export interface VersionSource {
  readonly coder: string;
  readonly folder?: string;
  readonly commit?: string;
}

/** Reads the coders' versions; undefined where one is not there any more. */
export async function readVersions(
  { documents }: Services,
  study: OpenStudy,
  sources: readonly VersionSource[],
): Promise<readonly Version[] | undefined> {
  const reader = new StateReader();
  const versions: Version[] = [];
  for (const { coder, folder, commit } of sources) {
    const read =
      folder !== undefined
        ? await readFolder(vscode.Uri.parse(folder), documents)
        : await readCommit(study, reader, commit ?? '');
    if (read?.hasCodebook !== true) return undefined;
    versions.push({ coder, study: read });
  }
  return versions;
}

async function readFolder(folder: vscode.Uri, documents: Services['documents']): Promise<Study> {
  const copy = new OpenStudy(folder, documents);
  try {
    return await copy.readAll();
  } finally {
    copy.dispose();
  }
}

async function readCommit(study: OpenStudy, reader: StateReader, commit: string): Promise<Study | undefined> {
  const git = await gitIn(study.folder);
  if (git === undefined || (await git.commit(commit)) === undefined) return undefined;
  return reader.study(await commitState(git, commit));
}

/**
 * The names of coders who have a version each, as `by` and `agreed` are to have them: who signed what stands in the version, if that is one
 * person and nobody else's name; else what the version is called.
 */
export function namesOfVersions(
  versions: readonly { readonly study: Study; readonly called: string }[],
): readonly string[] {
  const signed = versions.map(({ study }) => {
    const [only, ...others] = codersIn(study).filter((name) => name !== '');
    return others.length === 0 ? only : undefined;
  });
  const names: string[] = [];
  versions.forEach(({ called }, i) => {
    const own = signed[i];
    const wanted = own !== undefined && signed.filter((name) => name === own).length === 1 ? own : called;
    let name = wanted;
    for (let n = 2; names.includes(name); n++) name = `${wanted} ${n}`;
    names.push(name);
  });
  return names;
}
