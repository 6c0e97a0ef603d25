import type { XmlElement } from '../archive/xml.js';
import { derivedGuid, foldGuid, isGuid } from './guid.js';
import type { RefiProject, RefiText } from './project.js';
import { readText } from './readProject.js';

/**
 * The texts that stand inside recordings and PDFs: these become transcripts. The recording itself stays as it is, so each text is a
 * source of its own, and is passed over where a project has that source already.
 */
export function audioTextsOf(project: RefiProject): readonly RefiText[] {
  const known = new Set(project.sources.map(({ guid }) => guid));
  return project.media.flatMap((source) => {
    const texts = source.children.filter(
      ({ name }) => name === 'Transcript' || name === 'Representation' || name === 'TextDescription',
    );
    return texts.flatMap((text, i): RefiText[] => {
      const guid = derivedGuid('text of', foldGuid(text.attributes.guid ?? `${source.attributes.guid ?? ''} ${i}`));
      if (known.has(guid) || !hasText(text)) return [];
      const read = readText(withSelections(text));
      const name = read.name ?? source.attributes.name;
      return [{ ...read, guid, name }];
    });
  });
}

function hasText({ attributes, children }: XmlElement): boolean {
  return attributes.plainTextPath !== undefined || children.some(({ name }) => name === 'PlainTextContent');
}

/** A transcript's selections reach from one of its points to another; these say where in the text they are. */
function withSelections(transcript: XmlElement): XmlElement {
  const points = new Map<string, string>();
  for (const { name, attributes } of transcript.children)
    if (name === 'SyncPoint' && attributes.position !== undefined)
      points.set(foldGuid(attributes.guid ?? ''), attributes.position);
  const children = transcript.children.map((child) => {
    if (child.name !== 'TranscriptSelection') return child;
    const { fromSyncPoint = '', toSyncPoint = '' } = child.attributes;
    const startPosition = points.get(foldGuid(fromSyncPoint)) ?? '';
    const endPosition = points.get(foldGuid(toSyncPoint)) ?? '';
    return { ...child, name: 'PlainTextSelection', attributes: { ...child.attributes, startPosition, endPosition } };
  });
  return { ...transcript, children };
}

/** Where an element names a file in the archive. */
const pathAttributes = ['path', 'currentPath', 'plainTextPath', 'richTextPath'];

/** The paths that an element and all in it name. */
export function* pathsIn({ attributes, children }: XmlElement): Generator<string> {
  for (const name of pathAttributes) {
    const path = attributes[name];
    if (path !== undefined && /^internal:/i.test(path)) yield path;
  }
  for (const child of children) yield* pathsIn(child);
}

/** What refers to something by its GUID, and means nothing without it. */
const references = new Set([
  'CodeRef',
  'NoteRef',
  'SourceRef',
  'SelectionRef',
  'VariableRef',
  'MemberCode',
  'MemberSource',
  'MemberNote',
]);

/**
 * An element as it may be given back: GUIDs as Emic writes them, and nothing in it that refers to what is not there any more.
 * @returns undefined where nothing is left that means anything.
 */
export function givenBack(element: XmlElement, isThere: (guid: string) => boolean): XmlElement | undefined {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(element.attributes)) {
    const folded = foldGuid(value);
    const isReference = name !== 'guid' && isGuid(folded);
    if (isReference && !isThere(folded)) {
      if (references.has(element.name) || element.name === 'Link') return undefined;
      continue;
    }
    attributes[name] = isGuid(folded) ? folded : value;
  }
  const children = element.children.flatMap((child) => givenBack(child, isThere) ?? []);
  const lacks = (name: string): boolean =>
    element.children.some((child) => child.name === name) && !children.some((child) => child.name === name);
  if ((element.name === 'Coding' && lacks('CodeRef')) || (element.name === 'VariableValue' && lacks('VariableRef')))
    return undefined;
  return { ...element, attributes, children };
}

/** All GUIDs that an element and what is in it bear. */
export function* guidsIn({ attributes, children }: XmlElement): Generator<string> {
  if (attributes.guid !== undefined) yield foldGuid(attributes.guid);
  for (const child of children) yield* guidsIn(child);
}
