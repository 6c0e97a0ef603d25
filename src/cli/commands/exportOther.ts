import fs from 'node:fs/promises';
import path from 'node:path';
import type { Study } from '../../core/study/study.js';
import { studyFolder, type Command, type Option } from '../command.js';
import { reasonOf, writeWhole } from '../files.js';
import { readStudy } from '../studyFolder.js';
import { numberOf, CommandError, exitCodes, type ExitCode, type Terminal } from '../terminal.js';

interface OtherExport {
  readonly format: string;
  readonly about: string;
  /** What it is called where nobody says so, behind the study's name. */
  readonly ending: string;
  /** One file, or several by their paths. */
  write(study: Study): Promise<string | ReadonlyMap<string, string>>;
}

const exports: readonly OtherExport[] = [
  {
    format: 'csv',
    about: 'all coded passages as a table, a row for each passage and code (CSV)',
    ending: ' passages.csv',
    write: async (study) => (await import('../../core/exchange/segments/writeSegments.js')).writeSegments(study),
  },
  {
    format: 'annotations',
    about: 'all coded passages as W3C Web Annotations (JSON-LD)',
    ending: ' annotations.jsonld',
    write: async (study) =>
      (await import('../../core/exchange/annotations/writeAnnotations.js')).writeAnnotations(study),
  },
  {
    format: 'markdown',
    about: 'the transcripts as they were before coding, in a folder or an archive (.zip)',
    ending: ' transcripts',
    write: async (study) => (await import('../../core/exchange/export/cleanMarkdown.js')).cleanMarkdown(study),
  },
  {
    format: 'html',
    about: 'the coded transcripts as pages with an index, in a folder or an archive (.zip)',
    ending: ' pages',
    write: async (study) => (await import('../../core/exchange/export/codedPages.js')).codedPages(study),
  },
];

/** `emic export <format>` for all but REFI-QDA. */
export function otherExports(output: Option): readonly Command[] {
  return exports.map((each) => ({
    name: `export ${each.format}`,
    operands: '[study]',
    least: 0,
    most: 1,
    about: each.about,
    options: [output],
    async run(args, terminal) {
      const folder = studyFolder(terminal, args.positionals[0]);
      const written = await each.write(await readStudy(folder));
      const place = path.resolve(terminal.folder, args.text('output') ?? `${path.basename(folder)}${each.ending}`);
      return typeof written === 'string' ? writeFile(place, written, terminal) : writeFiles(place, written, terminal);
    },
  }));
}

async function writeFile(place: string, content: string | Uint8Array, terminal: Terminal): Promise<ExitCode> {
  await writeWhole(place, content);
  terminal.write(`${path.relative(terminal.folder, place) || place}\n`);
  return exitCodes.done;
}

async function writeFiles(place: string, files: ReadonlyMap<string, string>, terminal: Terminal): Promise<ExitCode> {
  if (/\.zip$/i.test(place)) {
    const { writeZip } = await import('../../core/archive/writeZip.js');
    const encoder = new TextEncoder();
    return writeFile(
      place,
      writeZip([...files].map(([name, text]) => [name, encoder.encode(text)] as const)),
      terminal,
    );
  }
  for (const [name, text] of files) {
    const file = path.join(place, ...name.split('/'));
    await fs.mkdir(path.dirname(file), { recursive: true }).catch((error: unknown) => {
      throw new CommandError(`${path.dirname(file)} cannot be made: ${reasonOf(error)}`);
    });
    await writeWhole(file, text);
  }
  terminal.write(`${path.relative(terminal.folder, place) || place}: ${numberOf(files.size, 'file')}\n`);
  return exitCodes.done;
}
