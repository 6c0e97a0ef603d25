import { derivedGuid } from '../../refi/guid.js';
import { codePath } from '../segments/writeSegments.js';
import type { Study } from '../../study/study.js';
import type { Passage } from '../../transcript/types.js';

/** The format of a body that is a fact of a mark, such as `stance=contra`. */
export const factFormat = 'text/vnd.emic.fact';

/** So many characters before and after a passage are written down. */
const around = 32;

/**
 * All coded passages as a collection of W3C Web Annotations (https://www.w3.org/TR/annotation-model/), one annotation a line. Positions
 * count Unicode code points of the document's clean text, as the model says. The same study gives the same bytes.
 */
export function writeAnnotations(study: Study): string {
  const lines: string[] = [];
  for (const transcript of study.transcripts) {
    const { clean } = transcript.text;
    const points = new CodePoints(clean);
    transcript.passages.forEach((passage, i) => {
      lines.push(`      ${JSON.stringify(annotationOf(study, passage, clean, points, i))}`);
    });
  }
  const title = study.settings.title;
  return `{
  "@context": "http://www.w3.org/ns/anno.jsonld",
  "id": "urn:uuid:${derivedGuid('annotations', title ?? '').toLowerCase()}",
  "type": "AnnotationCollection",
${title === undefined ? '' : `  "label": ${JSON.stringify(title)},\n`}  "total": ${lines.length},
  "first": {
    "id": "urn:uuid:${derivedGuid('annotations', title ?? '', 'first').toLowerCase()}",
    "type": "AnnotationPage",
    "startIndex": 0,
    "items": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n    `}]
  }
}
`;
}

function annotationOf(study: Study, passage: Passage, clean: string, points: CodePoints, number: number): object {
  const { document, attributes, codes, memo, id } = passage;
  const { by, ...facts } = attributes;
  const { start, end } = passage.clean;
  const bodies = [
    ...codes.map((code) => ({
      id: `codebook.md#${code}`,
      type: 'TextualBody',
      purpose: 'tagging',
      format: 'text/plain',
      value: codePath(study, code).join(' > '),
    })),
    ...Object.entries(facts).map(([key, value]) => ({
      type: 'TextualBody',
      purpose: 'describing',
      format: factFormat,
      value: `${key}=${value}`,
    })),
    ...(memo === undefined
      ? []
      : [{ type: 'TextualBody', purpose: 'commenting', format: 'text/markdown', value: memo }]),
  ];
  const address = encodeURI(document);
  return {
    id:
      id === undefined
        ? `urn:uuid:${derivedGuid('annotation', document, start, end, number).toLowerCase()}`
        : `${address}#${id}`,
    type: 'Annotation',
    motivation: 'tagging',
    ...(by === undefined ? {} : { creator: { type: 'Person', name: by } }),
    body: bodies,
    target: {
      source: address,
      selector: [
        {
          type: 'TextQuoteSelector',
          exact: clean.slice(start, end),
          prefix: clean.slice(points.back(start, around), start),
          suffix: clean.slice(end, points.on(end, around)),
        },
        { type: 'TextPositionSelector', start: points.count(start), end: points.count(end) },
      ],
    },
  };
}

/** Counts the code points of a text. */
class CodePoints {
  readonly #text: string;
  /** UTF-16 offsets of the second halves of surrogate pairs. */
  readonly #halves: readonly number[];

  constructor(text: string) {
    this.#text = text;
    this.#halves = [...text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)].map(({ index }) => index + 1);
  }

  /** How many code points stand before an offset. */
  count(offset: number): number {
    let low = 0;
    let high = this.#halves.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#halves[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return offset - low;
  }

  back(offset: number, most: number): number {
    const at = Math.max(0, offset - most);
    return this.#parts(at) ? at + 1 : at;
  }

  on(offset: number, most: number): number {
    const at = Math.min(this.#text.length, offset + most);
    return this.#parts(at) ? at - 1 : at;
  }

  #parts(offset: number): boolean {
    return /^[\ud800-\udbff][\udc00-\udfff]$/.test(this.#text.slice(Math.max(0, offset - 1), offset + 1));
  }
}
