import type { XmlElement } from '../archive/xml.js';
import { message, type Message } from '../text/message.js';
import { derivedGuid, foldGuid } from './guid.js';
import {
  variableTypes,
  type RefiCase,
  type RefiCode,
  type RefiCodebook,
  type RefiCoding,
  type RefiProject,
  type RefiSelection,
  type RefiSet,
  type RefiText,
  type RefiValue,
  type RefiVariable,
  type Stamps,
} from './project.js';

/** What was read, and what in it could not be. */
export interface Read<T> {
  readonly read: T;
  readonly problems: readonly Message[];
}

/** Reads the root of a `project.qde`, whichever version of the schema it names; what is missing is made up for as far as that goes. */
export function readProject(root: XmlElement): Read<RefiProject> {
  const reader = new Reader();
  const read = reader.project(root);
  return { read, problems: reader.problems };
}

/** Reads the root of a `.qdc`. */
export function readCodebook(root: XmlElement): Read<RefiCodebook> {
  const reader = new Reader();
  const read = { origin: root.attributes.origin, codes: reader.codes(root), sets: reader.sets(root) };
  return { read, problems: reader.problems };
}

/** The elements that a project may have, by the containers that hold them. */
const media = ['PictureSource', 'PDFSource', 'AudioSource', 'VideoSource'];

/** Reads a text source that stands inside another source, as a PDF's text does. */
export function readText(element: XmlElement): RefiText {
  return new Reader().text(element);
}

class Reader {
  readonly problems: Message[] = [];
  #nameless = 0;
  readonly #known = new Set<string>();

  project(root: XmlElement): RefiProject {
    const { attributes } = root;
    const sources = within(root, 'Sources');
    return {
      name: attributes.name ?? '',
      origin: attributes.origin,
      basePath: attributes.basePath,
      creatingUserGUID: guidIn(attributes.creatingUserGUID ?? attributes.creatingUser),
      creationDateTime: attributes.creationDateTime,
      modifyingUserGUID: guidIn(attributes.modifyingUserGUID ?? attributes.modifyingUser),
      modifiedDateTime: attributes.modifiedDateTime,
      description: textIn(root, 'Description'),
      users: within(root, 'Users', 'User').map((user) => ({
        guid: this.#guid(user),
        name: user.attributes.name,
        id: user.attributes.id,
      })),
      codes: root.children.filter(({ name }) => name === 'CodeBook').flatMap((codebook) => this.codes(codebook)),
      variables: within(root, 'Variables', 'Variable').map((variable) => this.#variable(variable)),
      cases: within(root, 'Cases', 'Case').map((each) => this.#case(each)),
      sources: sources.filter(({ name }) => name === 'TextSource').map((source) => this.text(source)),
      media: sources.filter(({ name }) => media.includes(name)),
      notes: within(root, 'Notes', 'Note').map((note) => this.text(note)),
      links: within(root, 'Links', 'Link'),
      sets: this.sets(root),
      graphs: within(root, 'Graphs', 'Graph'),
      noteRefs: targetsIn(root, 'NoteRef'),
    };
  }

  codes(codebook: XmlElement): readonly RefiCode[] {
    return within(codebook, 'Codes', 'Code').map((code) => this.#code(code));
  }

  sets(root: XmlElement): readonly RefiSet[] {
    return within(root, 'Sets', 'Set').map((set) => ({
      guid: this.#guid(set),
      name: set.attributes.name ?? '',
      description: textIn(set, 'Description'),
      codes: targetsIn(set, 'MemberCode'),
      sources: targetsIn(set, 'MemberSource'),
      notes: targetsIn(set, 'MemberNote'),
    }));
  }

  #code(code: XmlElement): RefiCode {
    const { name, isCodable, color } = code.attributes;
    return {
      guid: this.#guid(code),
      name: name ?? '',
      isCodable: isCodable === undefined || !/^\s*(?:false|0)\s*$/i.test(isCodable),
      color: color?.trim(),
      description: textIn(code, 'Description'),
      notes: targetsIn(code, 'NoteRef'),
      codes: code.children.filter((child) => child.name === 'Code').map((child) => this.#code(child)),
    };
  }

  #variable(variable: XmlElement): RefiVariable {
    const { name, typeOfVariable } = variable.attributes;
    return {
      guid: this.#guid(variable),
      name: name ?? '',
      type: variableTypes.find((type) => type === typeOfVariable?.trim()) ?? 'Text',
      description: textIn(variable, 'Description'),
    };
  }

  #case(each: XmlElement): RefiCase {
    return {
      guid: this.#guid(each),
      name: each.attributes.name,
      description: textIn(each, 'Description'),
      codes: targetsIn(each, 'CodeRef'),
      values: valuesIn(each),
      sources: targetsIn(each, 'SourceRef'),
      selections: targetsIn(each, 'SelectionRef'),
    };
  }

  text(source: XmlElement): RefiText {
    const { name, plainTextPath, richTextPath } = source.attributes;
    const selections: RefiSelection[] = [];
    for (const child of source.children) {
      if (child.name !== 'PlainTextSelection') continue;
      const selection = this.#selection(child);
      if (selection !== undefined) selections.push(selection);
    }
    return {
      guid: this.#guid(source),
      name,
      description: textIn(source, 'Description'),
      content: source.children.find((child) => child.name === 'PlainTextContent')?.text,
      plainTextPath,
      richTextPath,
      selections,
      codings: this.#codings(source),
      notes: targetsIn(source, 'NoteRef'),
      values: valuesIn(source),
      ...stampsOf(source),
    };
  }

  #selection(selection: XmlElement): RefiSelection | undefined {
    const { name, startPosition, endPosition } = selection.attributes;
    const start = wholeNumber(startPosition);
    const end = wholeNumber(endPosition);
    if (start === undefined || end === undefined) {
      this.problems.push(message('A selection has no positions that can be read: {0}.', name ?? '?'));
      return undefined;
    }
    return {
      guid: this.#guid(selection),
      name,
      start,
      end,
      description: textIn(selection, 'Description'),
      codings: this.#codings(selection),
      notes: targetsIn(selection, 'NoteRef'),
      ...stampsOf(selection),
    };
  }

  #codings(of: XmlElement): readonly RefiCoding[] {
    const codings: RefiCoding[] = [];
    for (const child of of.children) {
      if (child.name !== 'Coding') continue;
      const [code] = targetsIn(child, 'CodeRef');
      if (code === undefined) {
        this.problems.push(message('A coding names no code.'));
        continue;
      }
      codings.push({
        guid: this.#guid(child),
        code,
        creatingUser: guidIn(child.attributes.creatingUser),
        creationDateTime: child.attributes.creationDateTime,
        notes: targetsIn(child, 'NoteRef'),
      });
    }
    return codings;
  }

  /** A thing without a GUID, or with one that another has, gets one of its own: nothing can refer to it. */
  #guid({ name, attributes }: XmlElement): string {
    const given = guidIn(attributes.guid);
    if (given !== undefined && !this.#known.has(given)) {
      this.#known.add(given);
      return given;
    }
    if (given !== undefined)
      this.problems.push(message('The GUID {0} is used twice; what refers to it means the first.', given));
    return derivedGuid('nameless', name, this.#nameless++, attributes.name ?? '');
  }
}

/** The elements in a container, which may stand several times. */
function within(root: XmlElement, container: string, name?: string): readonly XmlElement[] {
  const found: XmlElement[] = [];
  for (const part of root.children) {
    if (part.name !== container) continue;
    for (const child of part.children) if (name === undefined || child.name === name) found.push(child);
  }
  return found;
}

/** The text of a child; undefined where there is none or it is empty. */
function textIn(of: XmlElement, name: string): string | undefined {
  const text = of.children.find((child) => child.name === name)?.text;
  return text === undefined || text.trim() === '' ? undefined : text;
}

function guidIn(written: string | undefined): string | undefined {
  const folded = written === undefined ? '' : foldGuid(written);
  return folded === '' ? undefined : folded;
}

/** What references of a kind lead to; a codebook's members say `guid`. */
function targetsIn(of: XmlElement, name: string): readonly string[] {
  const targets: string[] = [];
  for (const child of of.children) {
    if (child.name !== name) continue;
    const target = guidIn(child.attributes.targetGUID ?? child.attributes.guid);
    if (target !== undefined) targets.push(target);
  }
  return targets.length === 0 ? none : targets;
}

const none: readonly never[] = Object.freeze([]);

function valuesIn(of: XmlElement): readonly RefiValue[] {
  const values: RefiValue[] = [];
  for (const child of of.children) {
    if (child.name !== 'VariableValue') continue;
    const [variable] = targetsIn(child, 'VariableRef');
    if (variable === undefined) continue;
    const held = child.children.find(({ name }) => name.endsWith('Value'));
    const type = variableTypes.find((each) => `${each}Value` === held?.name);
    values.push({ variable, type: held === undefined ? undefined : (type ?? 'Text'), value: held?.text ?? '' });
  }
  return values.length === 0 ? none : values;
}

function stampsOf({ attributes }: XmlElement): Stamps {
  return {
    creatingUser: guidIn(attributes.creatingUser),
    creationDateTime: attributes.creationDateTime,
    modifyingUser: guidIn(attributes.modifyingUser),
    modifiedDateTime: attributes.modifiedDateTime,
  };
}

function wholeNumber(written: string | undefined): number | undefined {
  const trimmed = written?.trim() ?? '';
  if (!/^[+-]?\d{1,15}$/.test(trimmed)) return undefined;
  return Number(trimmed);
}
