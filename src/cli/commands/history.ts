import path from 'node:path';
import type { CodedPassage } from '../../core/markdown/types.js';
import { passageHistory } from '../../core/passageHistory/passageHistory.js';
import { historyCsv, historyJson, historyMarkdown, type ToldPassage } from '../../core/passageHistory/render.js';
import { studyPath } from '../../core/study/paths.js';
import type { Study } from '../../core/study/study.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import { studyFolder, type Command } from '../command.js';
import { readStudy } from '../studyFolder.js';
import { historyOfStudy } from '../studyHistory.js';
import { CommandError, exitCodes } from '../terminal.js';

const formats = ['md', 'csv', 'json'] as const;

export const historyCommand: Command = {
  name: 'history',
  operands: '<passage>',
  least: 1,
  most: 1,
  about: 'what became of a passage: who coded it, when, with which message, and what it was before',
  options: [
    { name: 'study', value: '<folder>', about: 'where the study is; the current folder if it is left out' },
    { name: 'format', value: formats.join('|'), about: 'how it is printed' },
  ],
  async run(args, terminal) {
    const format = args.choice('format', formats);
    const folder = studyFolder(terminal, args.text('study'));
    const study = await readStudy(folder);
    const places = placesIn(study, args.positionals[0] ?? '', (file) =>
      studyPath(path.relative(folder, path.resolve(terminal.folder, file)).split(path.sep).join('/')),
    );
    const history = await historyOfStudy(folder);
    const told: ToldPassage[] = [];
    for (const { transcript, passage } of places)
      told.push({ path: transcript.path, history: await passageHistory(history, study, transcript.path, passage) });
    switch (format) {
      case 'md':
        terminal.write(historyMarkdown(told, study.codebook));
        break;
      case 'csv':
        terminal.write(historyCsv(told));
        break;
      case 'json':
        terminal.write(historyJson(told));
    }
    return exitCodes.done;
  },
};

interface Place {
  readonly transcript: Transcript;
  readonly passage: CodedPassage;
}

/**
 * The passages that are meant: the one of an id (`k7f3q`, or `file#k7f3q` where several files have it), or all at `file:line` or
 * `file:line:column`, where they begin or go on.
 * @param inStudy a file that was typed, as its path in the study.
 */
function placesIn(study: Study, asked: string, inStudy: (file: string) => string): readonly Place[] {
  const [, file, line, column] = /^(.+?):(\d+)(?::(\d+))?$/.exec(asked) ?? [];
  if (file !== undefined) {
    const transcript = transcriptAt(study, file, inStudy);
    const places = at(transcript, Number(line), column === undefined ? undefined : Number(column));
    if (places.length === 0) throw new CommandError(`There is no passage at ${asked}.`);
    return places;
  }
  const [, inFile, id = asked] = /^(.+)#([^#]+)$/.exec(asked) ?? [];
  const transcripts = inFile === undefined ? study.transcripts : [transcriptAt(study, inFile, inStudy)];
  const places = transcripts.flatMap((transcript) =>
    transcript.text.passages.filter((passage) => passage.id === id).map((passage) => ({ transcript, passage })),
  );
  if (places.length === 0)
    throw new CommandError(`There is no passage with the id ${id}. A passage is named by its id, or as file:line.`);
  const files = [...new Set(places.map(({ transcript }) => transcript.path))];
  if (files.length > 1)
    throw new CommandError(
      `Several files have a passage ${id}. Say which: ${files.map((one) => `${one}#${id}`).join(', ')}`,
    );
  return places;
}

function transcriptAt(study: Study, file: string, inStudy: (file: string) => string): Transcript {
  const found = study.transcript(inStudy(file)) ?? study.transcript(studyPath(file));
  if (found === undefined) throw new CommandError(`${file} is no transcript of this study.`);
  return found;
}

function at(transcript: Transcript, line: number, column: number | undefined): readonly Place[] {
  const { text } = transcript;
  const lineOf = (offset: number): number => text.lines.positionAt(offset).line + 1;
  const place = column === undefined ? undefined : text.lines.offsetAt({ line: line - 1, character: column - 1 });
  return text.passages
    .filter(({ source }) =>
      place === undefined
        ? lineOf(source.start) <= line && line <= lineOf(source.end)
        : source.start <= place && place <= source.end,
    )
    .map((passage) => ({ transcript, passage }));
}
