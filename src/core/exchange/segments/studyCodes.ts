import type { Codebook } from '../../codebook/codebook.js';
import type { Code } from '../../codebook/types.js';
import { isCodeId } from '../../coding/facts.js';
import type { ProjectNotice } from '../../imports/codedProject.js';
import { addedCode } from '../../imports/joinCodes.js';
import { message } from '../../text/message.js';
import type { SegmentCode } from './segment.js';

/**
 * The codes of a study that segments name: by id, by the names from the top down, or by a name that only one code has. What the codebook
 * lacks is added to it.
 */
export class StudyCodes {
  readonly #before: Codebook;
  #now: Codebook;
  readonly #known = new Map<string, string | undefined>();
  readonly #notices: ProjectNotice[] = [];

  constructor(codebook: Codebook) {
    this.#before = codebook;
    this.#now = codebook;
  }

  get codebook(): Codebook {
    return this.#now;
  }

  /** How many codes were added. */
  get added(): number {
    return this.#now.codes.length - this.#before.codes.length;
  }

  get notices(): readonly ProjectNotice[] {
    return this.#notices;
  }

  /** @returns undefined where the codebook has no such code and cannot get it. */
  idOf({ path, id }: SegmentCode): string | undefined {
    if (id !== null && this.#now.has(id)) return id;
    const key = JSON.stringify(path);
    if (this.#known.has(key)) return this.#known.get(key);
    const found = this.#find(path) ?? this.#add(path);
    this.#known.set(key, found);
    return found;
  }

  #find(path: readonly string[]): string | undefined {
    const [name = ''] = path;
    if (path.length > 1) return undefined;
    const named = this.#now.codes.filter((code) => code.name.normalize('NFC') === name.normalize('NFC'));
    const [only] = named.length === 1 ? named : named.filter(({ parent }) => parent === undefined);
    return only?.id ?? (isCodeId(name) ? this.#now.get(name)?.id : undefined);
  }

  #add(path: readonly string[]): string | undefined {
    let parent: string | undefined;
    for (const name of path) {
      const known = this.#below(parent, name);
      if (known !== undefined) {
        parent = known.id;
        continue;
      }
      const plain = name.replace(/\s+/g, ' ').trim();
      const after = addedCode(
        this.#now,
        {
          key: '',
          parent: null,
          name: plain,
          id: null,
          kind: 'code',
          color: null,
          description: null,
          themes: [],
          isUncatalogued: false,
        },
        plain,
        parent,
      );
      const fresh = after?.codes.find((code) => !this.#now.has(code.id));
      if (after === undefined || fresh === undefined) {
        this.#notices.push({
          kind: 'broken',
          message: message('The code {0} could not be added to the codebook.', name),
        });
        return undefined;
      }
      this.#now = after;
      parent = fresh.id;
    }
    return parent;
  }

  #below(parent: string | undefined, name: string): Code | undefined {
    const wanted = name.normalize('NFC');
    return this.#now.codes.find((code) => code.parent === parent && code.name.normalize('NFC') === wanted);
  }
}
