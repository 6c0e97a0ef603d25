import { askStudy, type QueryFindings } from '../../core/queries/evaluation/findings.js';
import { parseQuery } from '../../core/queries/language/parse.js';
import { placeObjects, placesCsv, placesMarkdown } from '../../core/queries/render/placeTables.js';
import { linkInStudy } from '../../core/queries/render/quotations.js';
import type { Study } from '../../core/study/study.js';
import { studyFolder, type Command } from '../command.js';
import { readStudy } from '../studyFolder.js';
import { exitCodes } from '../terminal.js';

const formats = ['md', 'csv', 'json', 'jsonl'] as const;

export const queryCommand: Command = {
  name: 'query',
  operands: '<query> [study]',
  least: 1,
  most: 2,
  about: 'print what a query finds, such as "cost and not trust" or "turns with not coded" (docs/queries.md)',
  options: [{ name: 'format', value: formats.join('|'), about: 'how it is printed' }],
  async run(args, terminal) {
    const format = args.choice('format', formats);
    const text = args.positionals[0] ?? '';
    const query = parseQuery(text);
    const study = await readStudy(studyFolder(terminal, args.positionals[1]));
    terminal.write(print(study, text, askStudy(study, query), format));
    return exitCodes.done;
  },
};

function print(study: Study, text: string, findings: QueryFindings, format: (typeof formats)[number]): string {
  switch (format) {
    case 'md':
      return placesMarkdown(study, text, findings, linkInStudy(study));
    case 'csv':
      return placesCsv(study, findings.places);
    case 'json': {
      const lines = placeObjects(study, findings.places).map((place) => `  ${JSON.stringify(place)}`);
      return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
    }
    case 'jsonl':
      return placeObjects(study, findings.places)
        .map((place) => `${JSON.stringify(place)}\n`)
        .join('');
  }
}
