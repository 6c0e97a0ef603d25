/** Gives candidates for new ids, one a call. */
export type IdSource = () => string;

const letters = 'abcdefghijklmnopqrstuvwxyz';
const signs = `${letters}0123456789`;

/** Ids of a letter and four letters or digits, drawn at random, so that two coders' ids do not meet in a merge. */
export function randomId(): string {
  const numbers = crypto.getRandomValues(new Uint32Array(5));
  return [...numbers]
    .map((n, i) => (i === 0 ? letters.charAt(n % letters.length) : signs.charAt(n % signs.length)))
    .join('');
}

/** An id that occurs nowhere in the text. */
export function freeId(text: string, next: IdSource): string {
  for (;;) {
    const id = next();
    if (!text.includes(id)) return id;
  }
}
