import { element, xmlText } from '../archive/writeXml.js';
import type { XmlElement } from '../archive/xml.js';
import type {
  RefiCase,
  RefiCode,
  RefiCodebook,
  RefiCoding,
  RefiProject,
  RefiSelection,
  RefiSet,
  RefiText,
  RefiValue,
  Stamps,
} from './project.js';

/** The root of a `project.qde`: its children in the schema's order, no container empty. */
export function projectElement(project: RefiProject): XmlElement {
  const { name, origin, creatingUserGUID, creationDateTime, modifyingUserGUID, modifiedDateTime, basePath } = project;
  const attributes = {
    name,
    origin,
    creatingUserGUID,
    creationDateTime,
    modifyingUserGUID,
    modifiedDateTime,
    basePath,
  };
  return element('Project', attributes, [
    ...container(
      'Users',
      project.users.map(({ guid, name: called, id }) => element('User', { guid, name: called, id })),
    ),
    ...(project.codes.length === 0
      ? []
      : [element('CodeBook', {}, container('Codes', project.codes.map(projectCode)))]),
    ...container(
      'Variables',
      project.variables.map(({ guid, name: called, type, description }) =>
        element('Variable', { guid, name: called, typeOfVariable: type }, described(description)),
      ),
    ),
    ...container('Cases', project.cases.map(caseElement)),
    ...container('Sources', [...project.sources.map((source) => textElement('TextSource', source)), ...project.media]),
    ...container(
      'Notes',
      project.notes.map((note) => textElement('Note', note)),
    ),
    ...container('Links', project.links),
    ...container(
      'Sets',
      project.sets.map((set) => setElement(set, 'targetGUID')),
    ),
    ...container('Graphs', project.graphs),
    ...described(project.description),
    ...references('NoteRef', project.noteRefs),
  ]);
}

/** The root of a `.qdc`. */
export function codebookElement({ origin, codes, sets }: RefiCodebook): XmlElement {
  return element('CodeBook', { origin }, [
    element('Codes', {}, codes.map(codebookCode)),
    ...container(
      'Sets',
      sets.map((set) => setElement(set, 'guid')),
    ),
  ]);
}

function container(name: string, children: readonly XmlElement[]): readonly XmlElement[] {
  return children.length === 0 ? [] : [element(name, {}, children)];
}

function described(description: string | undefined): readonly XmlElement[] {
  return description === undefined ? [] : [element('Description', {}, xmlText(description))];
}

function references(name: string, targets: readonly string[], attribute = 'targetGUID'): readonly XmlElement[] {
  return targets.map((target) => element(name, { [attribute]: target }));
}

function projectCode(code: RefiCode): XmlElement {
  return codeElement(code, [...references('NoteRef', code.notes), ...code.codes.map(projectCode)]);
}

/** A codebook alone has no notes. */
function codebookCode(code: RefiCode): XmlElement {
  return codeElement(code, code.codes.map(codebookCode));
}

function codeElement(
  { guid, name, isCodable, color, description }: RefiCode,
  inner: readonly XmlElement[],
): XmlElement {
  return element('Code', { guid, name, isCodable: String(isCodable), color }, [...described(description), ...inner]);
}

function setElement({ guid, name, description, codes, sources, notes }: RefiSet, member: string): XmlElement {
  return element('Set', { guid, name }, [
    ...described(description),
    ...references('MemberCode', codes, member),
    ...references('MemberSource', sources),
    ...references('MemberNote', notes),
  ]);
}

function caseElement({ guid, name, description, codes, values, sources, selections }: RefiCase): XmlElement {
  return element('Case', { guid, name }, [
    ...described(description),
    ...references('CodeRef', codes),
    ...values.map(valueElement),
    ...references('SourceRef', sources),
    ...references('SelectionRef', selections),
  ]);
}

function valueElement({ variable, type, value }: RefiValue): XmlElement {
  const held = type === undefined ? [] : [element(`${type}Value`, {}, xmlText(value))];
  return element('VariableValue', {}, [...references('VariableRef', [variable]), ...held]);
}

function textElement(kind: 'TextSource' | 'Note', text: RefiText): XmlElement {
  const { guid, name, richTextPath, plainTextPath, content } = text;
  return element(kind, { guid, name, richTextPath, plainTextPath, ...stampsOf(text) }, [
    ...described(text.description),
    ...(content === undefined ? [] : [element('PlainTextContent', {}, xmlText(content))]),
    ...text.selections.map(selectionElement),
    ...text.codings.map(codingElement),
    ...references('NoteRef', text.notes),
    ...text.values.map(valueElement),
  ]);
}

function selectionElement(selection: RefiSelection): XmlElement {
  const { guid, name, start, end } = selection;
  const attributes = { guid, name, startPosition: String(start), endPosition: String(end), ...stampsOf(selection) };
  return element('PlainTextSelection', attributes, [
    ...described(selection.description),
    ...selection.codings.map(codingElement),
    ...references('NoteRef', selection.notes),
  ]);
}

function codingElement({ guid, code, creatingUser, creationDateTime, notes }: RefiCoding): XmlElement {
  return element('Coding', { guid, creatingUser, creationDateTime }, [
    ...references('CodeRef', [code]),
    ...references('NoteRef', notes),
  ]);
}

function stampsOf({
  creatingUser,
  creationDateTime,
  modifyingUser,
  modifiedDateTime,
}: Stamps): Record<string, string | undefined> {
  return { creatingUser, creationDateTime, modifyingUser, modifiedDateTime };
}
