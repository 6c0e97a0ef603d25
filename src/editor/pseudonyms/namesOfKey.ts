import { KeyNames } from '../../core/pseudonyms/names.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { KnownKeys, readKeyFile } from './keyFile.js';

/** What finds the real names of a study; nothing where no key is known for it, a sentence where the key that is known cannot be used. */
export type NamesOfKey =
  | { readonly kind: 'names'; readonly finder: KeyNames | undefined }
  | { readonly kind: 'refused'; readonly sentence: string };

export async function namesOfKey(services: Services, open: OpenStudy): Promise<NamesOfKey> {
  const uri = new KnownKeys(services).of(open);
  if (uri === undefined) return { kind: 'names', finder: undefined };
  const read = await readKeyFile(open, uri);
  if (read.kind === 'refused') return read;
  const { entries } = read.file.key;
  const language = (open.now() ?? (await open.open())).settings.language;
  return { kind: 'names', finder: entries.length === 0 ? undefined : new KeyNames(entries, language) };
}
