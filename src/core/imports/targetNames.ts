import { studyPath } from '../study/paths.js';

/** Names that Windows keeps for devices, with or without an ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)$/i;

/** Bytes of a name in UTF-8; file systems take 255, with an ending and a number. */
const mostBytes = 180;

/**
 * A file's name without folders, safe on every system, in NFC: letters of whatever alphabet and spaces stay.
 * @returns never the empty string, never a name that leads anywhere.
 */
export function safeName(name: string): string {
  const last = name.replaceAll('\\', '/').split('/').filter(Boolean).at(-1) ?? '';
  const plain = last
    .replace(/\p{Cs}/gu, '')
    .normalize('NFC')
    // What systems forbid; what nobody sees or turns the direction of reading; what links and globs would misread.
    .replace(/[<>:"/\\|?*#%[\]{}]/g, '-')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s-]+|[.\s]+$/g, '');
  const short = cut(plain).replace(/[.\s]+$/g, '');
  if (short === '') return 'document';
  return reserved.test(short.replace(/\..*$/, '')) ? `_${short}` : short;
}

function cut(name: string): string {
  const encoder = new TextEncoder();
  if (encoder.encode(name).length <= mostBytes) return name;
  const ending = /\.[\p{L}\p{N}]{1,8}$/u.exec(name)?.[0] ?? '';
  let kept = '';
  let length = encoder.encode(ending).length;
  for (const character of name.slice(0, name.length - ending.length)) {
    length += encoder.encode(character).length;
    if (length > mostBytes) break;
    kept += character;
  }
  return kept.trimEnd() + ending;
}

/** A name without its ending: `Intervju 1.vtt` is `Intervju 1`; of `a.b.docx` only the last part goes. */
export function withoutEnding(name: string): string {
  return name.replace(/(.)\.[\p{L}\p{N}]{1,10}$/u, '$1');
}

/** What names have in common that are one: of the last part of a path, whatever its case. */
export function nameKey(path: string): string {
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.original$/, '')
    .normalize('NFC')
    .toLowerCase();
}

/** Gives paths that no file of the study has yet; case and the way of spelling accents do not count. */
export class FreePaths {
  readonly #taken = new Set<string>();

  /** @param taken paths inside the study. */
  constructor(taken: Iterable<string>) {
    for (const path of taken) this.take(path);
  }

  take(path: string): void {
    this.#taken.add(studyPath(path).toLowerCase());
  }

  /** The path itself if it is free, else with the first number from 2 on before its ending; it is taken from then on. */
  free(folder: string, name: string, ending: string): string {
    const base = folder === '' ? name : `${folder}/${name}`;
    for (let number = 1; ; number++) {
      const path = number === 1 ? base + ending : `${base}-${number}${ending}`;
      if (this.#taken.has(studyPath(path).toLowerCase())) continue;
      this.take(path);
      return studyPath(path);
    }
  }
}
