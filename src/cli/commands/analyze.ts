import fs from 'node:fs/promises';
import path from 'node:path';
import { linksFrom } from '../../core/analysis/documents/links.js';
import { refreshBlocks, type Refreshed } from '../../core/analysis/documents/refresh.js';
import type { Note } from '../../core/notes/note.js';
import { applyEdits } from '../../core/text/edits.js';
import { formatMessage } from '../../core/text/message.js';
import { studyFolder, type Command } from '../command.js';
import { decode, reasonOf, writeWhole } from '../files.js';
import { readStudy } from '../studyFolder.js';
import { numberOf, CommandError, exitCodes, type Terminal } from '../terminal.js';

export const analyzeCommand: Command = {
  name: 'analyze',
  operands: '[study]',
  least: 0,
  most: 1,
  about: 'make the results in the documents of analysis/ again; exit 1 if a block cannot be made',
  options: [{ name: 'check', about: 'write nothing; exit 1 if a result is not what would be written' }],
  async run(args, terminal) {
    const folder = studyFolder(terminal, args.positionals[0]);
    const study = await readStudy(folder);
    let blocks = 0;
    let stale = 0;
    let wrong = 0;
    for (const note of study.notes.filter(({ kind }) => kind === 'analysis')) {
      const made = await refreshBlocks(study, note.text.text, linksFrom(study, note.path));
      blocks += made.blocks;
      stale += made.stale;
      wrong += made.problems.length;
      sayProblems(note, made, terminal);
      if (made.stale === 0) continue;
      terminal.write(`${note.path}: ${numberOf(made.stale, 'result')} ${args.has('check') ? 'stale' : 'made again'}\n`);
      if (!args.has('check')) await write(path.join(folder, note.path), note, made);
    }
    terminal.write(
      `${numberOf(blocks, 'block')}, ${stale === 0 ? 'all up to date' : `${String(stale)} ${args.has('check') ? 'stale' : 'made again'}`}\n`,
    );
    return wrong > 0 || (args.has('check') && stale > 0) ? exitCodes.problems : exitCodes.done;
  },
};

function sayProblems({ path: file, text }: Note, { problems }: Refreshed, terminal: Terminal): void {
  for (const { start, message } of problems) {
    const { line, character } = text.lines.positionAt(start);
    terminal.writeError(`${file}:${line + 1}:${character + 1}: error: ${formatMessage(message)} [analysis]\n`);
  }
}

/** Writes the document, unless somebody else has in the meantime. */
async function write(file: string, note: Note, { edits }: Refreshed): Promise<void> {
  const stands = decode(
    await fs
      .readFile(file)
      .catch((error: unknown) => Promise.reject(new CommandError(`${file} cannot be read: ${reasonOf(error)}`))),
  );
  if (stands?.text !== note.text.text)
    throw new CommandError(`${note.path} was changed while it was worked on. Try again.`);
  await writeWhole(file, stands.bom + applyEdits(stands.text, edits));
}
