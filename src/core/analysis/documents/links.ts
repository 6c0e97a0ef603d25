import type { Study } from '../../study/study.js';
import type { PlaceLink } from '../render/markdown.js';

/**
 * How a document of a study links to places: by the passage's id where it has one, else by the line.
 * @param from the document's path inside the study.
 */
export function linksFrom(study: Study, from: string): PlaceLink {
  const up = '../'.repeat(from.split('/').length - 1);
  return ({ document, clean, passage }) => {
    const address = `${up}${encodeURI(document).replaceAll('#', '%23').replaceAll('?', '%3F')}`;
    if (passage?.id !== undefined) return `${address}#${passage.id}`;
    const text = study.transcript(document)?.text;
    if (text === undefined) return undefined;
    const start = passage?.source.start ?? text.toSource(clean.start, 'start');
    return `${address}#L${String(text.lines.positionAt(start).line + 1)}`;
  };
}
