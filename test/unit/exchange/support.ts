import { ProjectImport } from '../../../src/core/exchange/projectImport.js';
import type { ImportedStudy } from '../../../src/core/imports/codedProject.js';
import type { ExchangeFormat } from '../../../src/core/exchange/formats.js';
import { studyOf } from '../../../src/core/refi/importProject.js';
import type { Study } from '../../../src/core/study/study.js';
import { formatMessage } from '../../../src/core/text/message.js';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** What came of an import. */
export interface Imported extends ImportedStudy {
  readonly study: Study;
  readonly texts: ReadonlyMap<string, string>;
  readonly said: string;
}

/** Files as a project, if they are one. */
export async function openedProject(
  files: Files,
  format?: ExchangeFormat,
  name = 'project',
): Promise<ProjectImport | undefined> {
  const given = Object.entries(files).map(([path, content]) => ({
    path,
    read: () => Promise.resolve(typeof content === 'string' ? new TextEncoder().encode(content) : content),
  }));
  return ProjectImport.open({
    name,
    files: given,
    beside: () => Promise.resolve([]),
    readBeside: () => Promise.resolve(undefined),
    ...(format === undefined ? {} : { format }),
  });
}

export async function imported(files: Files, format?: ExchangeFormat, name = 'project'): Promise<Imported | undefined> {
  const opened = await openedProject(files, format, name);
  if (opened === undefined) return undefined;
  const made = await opened.asStudy();
  const texts = new Map([...made.files].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  const said = made.notices.map(({ kind, message }) => `${kind}: ${formatMessage(message)}`).join('\n');
  return { ...made, texts, study: studyOf(texts), said };
}

/** Passages as `quote|codes|coder`, without the escapes of Markdown. */
export function passagesOf({ study }: { readonly study: Study }): readonly string[] {
  return study.passages.map(({ quote, codes, attributes }) =>
    [quote.replace(/\\([!-/:-@[-`{-~])/g, '$1'), codes.join(' '), attributes.by ?? ''].join('|'),
  );
}
