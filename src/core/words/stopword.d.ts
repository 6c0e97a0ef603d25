/** What Emic uses of the package `stopword`, which has no types of its own: lists of words in small letters, by ISO 639-3. */
declare module 'stopword' {
  export const dan: readonly string[];
  export const deu: readonly string[];
  export const eng: readonly string[];
  export const fin: readonly string[];
  export const fra: readonly string[];
  export const ita: readonly string[];
  export const nld: readonly string[];
  export const nob: readonly string[];
  export const por: readonly string[];
  export const spa: readonly string[];
  export const swe: readonly string[];
}
