import { importProject } from '../../src/core/refi/importProject.js';
import { packProject } from '../../src/core/refi/exportProject.js';
import { noStamps, type RefiProject, type RefiText } from '../../src/core/refi/project.js';
import { derivedGuid } from '../../src/core/refi/guid.js';
import { numbersFrom } from './corpus.js';
import { writeFileSync, readFileSync } from 'node:fs';

/*
 * Makes a project of REFI-QDA (`make <file>`), or reads it and makes it a study (`read <file>`): prints passages, files,
 * milliseconds and the process's peak of memory in MB.
 */

const sources = 200;
const selections = 250;

const [, , what = '', file = ''] = process.argv;
if (what === 'make') writeFileSync(file, packProject(project()));
else {
  const bytes = readFileSync(file);
  const start = performance.now();
  const { files, notices } = await importProject(bytes, 'bench.qdpx', () => Promise.resolve(undefined));
  const took = performance.now() - start;
  let marks = 0;
  for (const [path, text] of files)
    if (path.startsWith('transcripts/')) marks += text.split(/\{(?:#\w+ )?\.code/).length - 1;
  const broken = notices.filter(({ kind }) => kind === 'broken').length;
  console.log(`${marks} ${files.size} ${took} ${process.resourceUsage().maxRSS / 1024} ${broken}`);
}

/** As NVivo and others have it: 200 interviews of some 40 kB with emoji, passages of a word to several turns, half of them crossing others. */
function project(): Parameters<typeof packProject>[0] {
  const next = numbersFrom(7);
  const draw = (most: number): number => Math.floor(next() * most);
  const words = [
    'vi',
    'vil',
    'samarbeide',
    'om',
    'det',
    'som',
    'er',
    'best',
    'for',
    'bygda',
    'å',
    'få',
    'til',
    '(kanskje)',
    '1.',
    '*',
    '😀',
  ];
  const codes = Array.from({ length: 120 }, (_, i) => ({
    guid: derivedGuid('code', i),
    name: `Code ${i}`,
    isCodable: true,
    color: undefined,
    description: undefined,
    notes: [],
    codes: [],
  }));
  const users = ['Kari', 'Ola'].map((name) => ({ guid: derivedGuid('user', name), name, id: undefined }));
  const texts: { path: string; text: string }[] = [];
  const made = Array.from({ length: sources }, (_, i): RefiText => {
    const turns = Array.from({ length: 130 }, (_, turn) => {
      const said = Array.from({ length: 20 + draw(70) }, () => words[draw(words.length)]!).join(' ');
      return `${turn % 2 === 0 ? 'Interviewer' : `P${i}`}: ${said}.`;
    });
    const text = turns.join('\n');
    const starts = [0, ...[...text.matchAll(/\s/g)].map(({ index }) => index + 1)];
    const points = new Int32Array(text.length + 1);
    for (let at = 0, point = 0; at < text.length; at++) {
      points[at] = point;
      if ((text.charCodeAt(at) & 0xfc00) !== 0xdc00) point++;
      points[at + 1] = point;
    }
    const guid = derivedGuid('source', i);
    texts.push({ path: `sources/${guid}.txt`, text });
    return {
      ...noStamps,
      guid,
      name: `Interview ${i}`,
      description: undefined,
      content: undefined,
      plainTextPath: `internal://${guid}.txt`,
      richTextPath: undefined,
      codings: [],
      notes: [],
      values: [],
      selections: Array.from({ length: selections }, (_, j) => {
        const first = draw(starts.length - 60);
        const last = first + 1 + draw(j % 20 === 0 ? 55 : 18);
        const creatingUser = users[draw(2)]!.guid;
        return {
          ...noStamps,
          guid: derivedGuid('selection', i, j),
          name: undefined,
          start: points[starts[first]!]!,
          end: points[starts[last]! - 1]!,
          description: undefined,
          notes: [],
          codings: [
            {
              guid: derivedGuid('coding', i, j),
              code: codes[draw(codes.length)]!.guid,
              creatingUser,
              creationDateTime: '2024-03-12T10:00:00Z',
              notes: [],
            },
          ],
        };
      }),
    };
  });
  const empty = { variables: [], cases: [], media: [], notes: [], links: [], sets: [], graphs: [], noteRefs: [] };
  const project: RefiProject = {
    ...empty,
    name: 'Bench',
    origin: 'Bench',
    basePath: undefined,
    creatingUserGUID: undefined,
    creationDateTime: undefined,
    modifyingUserGUID: undefined,
    modifiedDateTime: undefined,
    description: undefined,
    users,
    codes,
    sources: made,
  };
  return { project, texts, files: new Map() };
}
