import { ArchiveError } from '../archive/archiveError.js';
import { isCodeId } from '../coding/facts.js';
import type { Facts } from '../coding/types.js';
import type { CodeKind } from '../codebook/types.js';
import type {
  CodedProject,
  ProjectCase,
  ProjectCode,
  ProjectCoding,
  ProjectNote,
  ProjectNotice,
  ProjectSource,
  Prose,
} from '../imports/codedProject.js';
import { counted, message, type Message } from '../text/message.js';

/** So much may be in a project; a real one stays far below. */
const most = { codes: 20_000, sources: 50_000, codings: 1_000_000 };

/** So many places of one kind are told of one by one. */
const mostTold = 5;

export interface NewCode {
  readonly key: string;
  readonly name: string;
  readonly parent?: string | null;
  readonly id?: string | null;
  readonly kind?: CodeKind;
  readonly color?: string | null;
  readonly description?: Prose | null;
  readonly themes?: readonly string[];
}

/** What a reader makes of a project. */
export interface ReadProject {
  readonly project: CodedProject;
  readonly notices: readonly ProjectNotice[];
}

/** Gathers a project, and what should be said of it. */
export class ProjectBuilder {
  readonly #title: string;
  readonly #codes = new Map<string, ProjectCode>();
  readonly #sources: ProjectSource[] = [];
  readonly #columns = new Set<string>();
  readonly #cases: ProjectCase[] = [];
  readonly #notes: ProjectNote[] = [];
  readonly #notices: ProjectNotice[] = [];
  readonly #told = new Map<string, number>();
  #codings = 0;
  #keys = 0;

  constructor(title: string) {
    this.#title = title;
  }

  /** A key that nothing else has. */
  freeKey(): string {
    return `\0${this.#keys++}`;
  }

  /** Adds a code; the first of a key holds. */
  code({
    key,
    name,
    parent = null,
    id = null,
    kind = 'code',
    color = null,
    description = null,
    themes = [],
  }: NewCode): string {
    if (this.#codes.has(key)) return key;
    if (this.#codes.size >= most.codes) throw new ArchiveError(message('This project has too many codes.'));
    const plain = name.replace(/\s+/g, ' ').trim();
    this.#codes.set(key, {
      key,
      parent,
      name: plain === '' ? '?' : plain,
      id,
      kind,
      color: color !== null && /^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(color) ? color : null,
      description,
      themes,
      isUncatalogued: false,
    });
    return key;
  }

  hasCode(key: string): boolean {
    return this.#codes.has(key);
  }

  source(source: ProjectSource): void {
    this.#codings += source.codings.length;
    if (this.#sources.length >= most.sources || this.#codings > most.codings)
      throw new ArchiveError(message('This project has too many documents or codings.'));
    this.#sources.push({ ...source, codings: source.codings.map(plainCoding) });
  }

  case(key: string, name: string, values: Readonly<Record<string, string>> = {}): void {
    for (const column of Object.keys(values)) this.#columns.add(column);
    this.#cases.push({ key, name, values });
  }

  note(note: Omit<ProjectNote, 'key' | 'path'>): void {
    this.#notes.push({ key: this.freeKey(), path: null, ...note });
  }

  info(sentence: Message): void {
    this.#notices.push({ kind: 'info', message: sentence });
  }

  leftOut(sentence: Message): void {
    this.#tell('left-out', sentence);
  }

  broken(sentence: Message): void {
    this.#tell('broken', sentence);
  }

  /** Tells of passages whose document the project does not have, if there are any. */
  withoutDocument(passages: number): void {
    if (passages === 0) return;
    this.broken(
      counted(
        passages,
        message('One passage belongs to a document that is not there.'),
        message('{0} passages belong to documents that are not there.', passages),
      ),
    );
  }

  build(): ReadProject {
    const codes = this.#ordered();
    const more = [...this.#told.values()].reduce((sum, count) => sum + Math.max(0, count - mostTold), 0);
    if (more > 0)
      this.#notices.push({
        kind: 'broken',
        message: counted(more, message('So it is in one more place.'), message('So it is in {0} more places.', more)),
      });
    const project: CodedProject = {
      title: this.#title,
      language: null,
      codebook: null,
      codes,
      sources: this.#sources,
      columns: [...this.#columns],
      cases: this.#cases,
      notes: this.#notes,
    };
    return { project, notices: this.#notices };
  }

  #tell(kind: 'left-out' | 'broken', sentence: Message): void {
    const count = (this.#told.get(sentence.template) ?? 0) + 1;
    this.#told.set(sentence.template, count);
    if (count <= mostTold) this.#notices.push({ kind, message: sentence });
  }

  /** Codes with those above first. One that stands above itself, over however many others, is put at the top. */
  #ordered(): readonly ProjectCode[] {
    const children = new Map<string | null, string[]>();
    const add = (parent: string | null, key: string): void => {
      const list = children.get(parent);
      if (list === undefined) children.set(parent, [key]);
      else list.push(key);
    };
    for (const { key, parent } of this.#codes.values())
      add(parent !== null && this.#codes.has(parent) ? parent : null, key);
    const ordered: ProjectCode[] = [];
    const seen = new Set<string>();
    const visit = (top: string, parentOfTop: string | null): void => {
      const open: [string, string | null][] = [[top, parentOfTop]];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        const [key, parent] = next;
        const code = this.#codes.get(key);
        if (seen.has(key) || code === undefined) continue;
        seen.add(key);
        ordered.push({
          ...code,
          parent,
          themes: code.themes.filter((theme) => this.#codes.has(theme) && theme !== key),
        });
        for (const child of [...(children.get(key) ?? [])].reverse()) open.push([child, key]);
      }
    };
    for (const key of children.get(null) ?? []) visit(key, null);
    for (const [key, { name }] of this.#codes) {
      if (seen.has(key)) continue;
      this.broken(message('The code {0} stands above itself. It is at the top of the codebook now.', name));
      visit(key, null);
    }
    return ordered;
  }
}

/** A coding whose coder and facts can stand in a mark. */
function plainCoding(coding: ProjectCoding): ProjectCoding {
  const coder = plainLine(coding.coder ?? '');
  const facts = Object.entries(coding.facts)
    .filter(([key]) => isCodeId(key) && key !== 'end' && key !== 'by')
    .map(([key, value]) => [key, plainLine(value)]);
  return { ...coding, coder: coder === '' ? null : coder, facts: Object.fromEntries(facts) as Facts };
}

function plainLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

/** Words from outside that are to read as they are; null where there are none. */
export function wordsOf(text: string): Prose | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : { text: trimmed, isMarkdown: false };
}

/** The day of a date as programs write it (`2024-03-12 10:00:00`); null where it is written otherwise. */
export function dayOf(date: string): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(date)?.[0] ?? null;
}

/** A file's name without its folder and its ending. */
export function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
}
