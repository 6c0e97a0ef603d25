import { Codebook } from '../codebook/codebook.js';
import type { ProjectNotice } from '../imports/codedProject.js';
import { joinCodes } from '../imports/joinCodes.js';
import { writeCodebook } from '../imports/writeCodebook.js';
import { openCodebook } from './openProject.js';
import type { RefiProject } from './project.js';
import { toStudy } from './toStudy.js';

/** What a `.qdc` makes of a codebook. */
export interface ImportedCodebook {
  /** The codebook's text. */
  readonly text: string;
  /** How many codes came. */
  readonly added: number;
  readonly notices: readonly ProjectNotice[];
}

/**
 * Brings the codes of a `.qdc` into a codebook. Codes that it has, by their names from the top of the tree down, stay as they are;
 * where they say something else, that is told.
 * @param codebook the text of the study's codebook; undefined makes a new one.
 * @throws ArchiveError where the file is no codebook.
 */
export async function importCodebook(
  bytes: Uint8Array,
  title: string,
  codebook: string | undefined,
): Promise<ImportedCodebook> {
  const { codebook: read, notices: problems } = openCodebook(bytes);
  const project: RefiProject = { ...emptyProject, origin: read.origin, codes: read.codes, sets: read.sets };
  const { coded, notices } = await toStudy({ project, files: [], notices: problems }, title, () =>
    Promise.resolve(undefined),
  );
  if (codebook === undefined) {
    const written = writeCodebook(coded);
    return { text: written.text, added: coded.codes.length, notices: [...notices, ...written.notices] };
  }
  const joined = joinCodes(coded.codes, Codebook.parse(codebook));
  return { text: joined.codebook.text.text, added: joined.added, notices: [...notices, ...joined.notices] };
}

const emptyProject: RefiProject = {
  name: '',
  origin: undefined,
  basePath: undefined,
  creatingUserGUID: undefined,
  creationDateTime: undefined,
  modifyingUserGUID: undefined,
  modifiedDateTime: undefined,
  description: undefined,
  users: [],
  codes: [],
  variables: [],
  cases: [],
  sources: [],
  media: [],
  notes: [],
  links: [],
  sets: [],
  graphs: [],
  noteRefs: [],
};
