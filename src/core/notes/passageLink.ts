import { escapeInline } from '../queries/render/markdownText.js';

/** So many characters of a passage stand in a link to it. */
const mostCharacters = 60;

/**
 * A Markdown link to a passage: its first words, and the way to it.
 * @param from the folder of the document that the link is for, inside the study; empty for the study's own.
 * @param path of the transcript, inside the study.
 */
export function passageLink(quote: string, path: string, id: string, from: string): string {
  const line = quote.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  const text =
    characters.length > mostCharacters
      ? `${characters
          .slice(0, mostCharacters - 1)
          .join('')
          .trimEnd()}…`
      : line;
  return `[${escapeInline(text)}](${destination(relativePath(from, path), id)})`;
}

/** The way from a folder to a file, both inside the study. */
export function relativePath(from: string, path: string): string {
  const folders = from.split('/').filter((part) => part !== '');
  const parts = path.split('/');
  let same = 0;
  while (same < folders.length && same < parts.length - 1 && folders[same] === parts[same]) same++;
  return [...folders.slice(same).map(() => '..'), ...parts.slice(same)].join('/');
}

/** A link's target, in angle brackets where it would else end too early. */
function destination(path: string, id: string): string {
  const target = `${path.replace(/[%#?<>\\&]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}#${id}`;
  return /[\s()*_`[\]~]/.test(target) ? `<${target}>` : target;
}
