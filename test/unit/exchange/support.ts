import { importOther, type ImportedOther } from '../../../src/core/exchange/importOther.js';
import type { ExchangeFormat } from '../../../src/core/exchange/formats.js';
import { studyOf } from '../../../src/core/refi/importProject.js';
import type { Study } from '../../../src/core/study/study.js';
import { formatMessage } from '../../../src/core/text/message.js';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** What came of an import. */
export interface Imported extends ImportedOther {
  readonly study: Study;
  readonly texts: ReadonlyMap<string, string>;
  readonly said: string;
}

export async function imported(files: Files, format?: ExchangeFormat, name = 'project'): Promise<Imported | undefined> {
  const given = Object.entries(files).map(([path, content]) => ({
    path,
    read: () => Promise.resolve(typeof content === 'string' ? new TextEncoder().encode(content) : content),
  }));
  const made = await importOther(name, given, format);
  if (made === undefined) return undefined;
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
