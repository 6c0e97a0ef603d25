import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { IndexWriter, type WrittenIndex } from '../../core/study/indexWriter.js';
import { indexPath } from '../../core/study/paths.js';
import { findConflicts } from '../../core/text/conflicts.js';
import { studyFolder, type Command } from '../command.js';
import { writeWhole } from '../files.js';
import { openStudy, type StudyFiles } from '../studyFolder.js';
import { numberOf, exitCodes } from '../terminal.js';

export const indexCommand: Command = {
  name: 'index',
  operands: '[study]',
  least: 0,
  most: 1,
  about: `write ${indexPath} and print the counts`,
  options: [
    { name: 'stdout', about: 'print the index and write nothing' },
    { name: 'check', about: `write nothing; exit 1 if ${indexPath} is not what would be written` },
  ],
  async run(args, terminal) {
    const folder = studyFolder(terminal, args.positionals[0]);
    const study = await openStudy(folder);
    const undecided: string[] = [];
    const { bytes, counts } = await writeIndexOf(study, undecided);
    if (args.has('stdout') && !args.has('check')) {
      terminal.write(bytes);
      return exitCodes.done;
    }
    const file = path.join(folder, indexPath);
    const old = await fs.readFile(file).catch(() => undefined);
    const fresh = old?.equals(bytes) === true;
    if (args.has('check')) {
      terminal.write(
        fresh
          ? `${indexPath} is up to date.\n`
          : `${indexPath} is ${old === undefined ? 'missing' : 'stale'}: run emic index.\n`,
      );
      return fresh ? exitCodes.done : exitCodes.problems;
    }
    if (!fresh) await writeWhole(file, bytes);
    terminal.write(`${indexPath}: ${sayCounts(counts)}${fresh ? ' (unchanged)' : ''}\n`);
    if (study.unreadable.size > 0) {
      terminal.writeError(`Left out, as they cannot be read: ${[...study.unreadable.keys()].join(', ')}\n`);
    }
    if (undecided.length > 0)
      terminal.writeError(
        `Counted twice where a merge is not decided yet (emic check says where): ${undecided.join(', ')}\n`,
      );
    return exitCodes.done;
  },
};

/**
 * The index of a study, made a document at a time.
 * @param undecided gets the documents with the markers of a conflict, in which both sides' passages stand.
 */
export async function writeIndexOf(
  { codebook, participants, documents }: StudyFiles,
  undecided: string[] = [],
): Promise<WrittenIndex> {
  const writer = new IndexWriter(codebook, participants, (text) => createHash('sha256').update(text).digest('hex'));
  for await (const [inStudy, text] of documents()) {
    writer.add(inStudy, text);
    if (findConflicts(text.text).length > 0) undecided.push(inStudy);
  }
  return writer.finish();
}

function sayCounts({ documents, passages, codes, participants }: WrittenIndex['counts']): string {
  return [
    numberOf(documents, 'document'),
    numberOf(passages, 'passage'),
    numberOf(codes, 'code'),
    numberOf(participants, 'participant'),
  ].join(', ');
}
