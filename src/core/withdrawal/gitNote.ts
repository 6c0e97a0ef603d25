import type { Git } from '../repository/git.js';
import { message, type Message } from '../text/message.js';
import type { WithdrawalPlan } from './types.js';

/** A file that earlier commits hold. */
interface Held {
  /** From the repository's root. */
  readonly file: string;
  readonly isGone: boolean;
  readonly commits: number;
}

/**
 * What git still holds of files that a withdrawal changes or takes away, and how it is taken out, in Markdown.
 * @param say gives a sentence in the reader's language.
 */
export async function gitNote(
  git: Git,
  { texts, deleted }: WithdrawalPlan,
  say: (sentence: Message) => string,
): Promise<string> {
  const held: Held[] = [];
  for (const path of [...texts.keys(), ...deleted].sort()) {
    const lines = await git.ask(['log', '--all', '--format=%h', '--', `:(literal)${path}`]);
    const commits = (lines ?? '').split('\n').filter((line) => line !== '').length;
    if (commits > 0) held.push({ file: git.prefix + path, isGone: deleted.includes(path), commits });
  }
  if (held.length === 0) return `${say(message('git holds no earlier version of these files.'))}\n`;
  const kept = held.filter(({ isGone }) => !isGone);
  const lines = [
    say(
      message(
        'git still holds the words in the earlier versions of these files, and so does every copy of the repository:',
      ),
    ),
    '',
    ...held.map(({ file, commits }) => `- ${file} (${say(message('commits: {0}', commits))})`),
    '',
    say(message('The index and exports may hold them, too: emic check finds real names, not words.')),
    say(
      message(
        'To take them out: commit this withdrawal, clone the repository anew with all branches, and in that clone run',
      ),
    ),
    '',
    `    git filter-repo --invert-paths ${held.map(({ file }) => `--path ${quote(file)}`).join(' ')}`,
    '',
    ...(kept.length === 0
      ? []
      : [
          say(
            message(
              'This removes the files in all versions. Then copy these from the folder where you are now, and commit them:',
            ),
          ),
          '',
          ...kept.map(({ file }) => `- ${file}`),
          '',
        ]),
    say(
      message(
        'Push with force, all branches, have the server delete what nothing leads to any more, and have everybody clone anew.',
      ),
    ),
    say(message('Stashes, backups and recordings are not in this list.')),
  ];
  return `${lines.join('\n')}\n`;
}

/** As a POSIX shell takes it. */
function quote(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
