const letter = /\p{L}/u;

/**
 * The id that a heading's text gives: small letters in NFC, each run of anything but letters and numbers a `-`, none at the ends,
 * a letter first (`2. Høy kostnad!` gives `høy-kostnad`).
 * @returns the empty string where the text has no letter.
 */
export function codeIdFromName(name: string): string {
  const small = name.normalize('NFC').toLowerCase().normalize('NFC');
  const first = letter.exec(small)?.index ?? small.length;
  return small
    .slice(first)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/-$/, '');
}

/** The id itself, else with the first number from 2 on that makes it free: `kostnad-2`. */
export function freeCodeId(id: string, isTaken: (id: string) => boolean): string {
  if (!isTaken(id)) return id;
  let number = 2;
  while (isTaken(`${id}-${number}`)) number++;
  return `${id}-${number}`;
}

/** A text without what case and accents make of it: `Målgruppe` and `malgruppe` are alike. */
export function foldName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .normalize('NFC');
}
