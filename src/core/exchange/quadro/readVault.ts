import type { ProjectCoding } from '../../imports/codedProject.js';
import { readFrontMatter } from '../../markdown/frontMatter.js';
import type { FrontMatterData } from '../../markdown/frontMatterData.js';
import type { Extent } from '../../text/edits.js';
import { message } from '../../text/message.js';
import { CutText, trimmedExtent } from '../cutText.js';
import { documentOf } from '../documents.js';
import type { ProjectFiles } from '../files.js';
import { ProjectBuilder, stemOf, wordsOf, type ReadProject } from '../projectBuilder.js';

const settingsPath = '.obsidian/plugins/quadro/data.json';

/** Whether files are a vault of Obsidian with codes of Quadro: its settings, or a folder of codes that lead to paragraphs. */
export async function isVault(files: ProjectFiles): Promise<boolean> {
  if (files.has(settingsPath)) return true;
  for (const path of files.paths.filter((each) => /(?:^|\/)Codes\/.*\.md$/.test(each)).slice(0, 200))
    if (/!\[\[[^\]\n]+#\^[^\]\n]+\]\]/.test(new TextDecoder().decode(await files.peek(path)))) return true;
  return false;
}

/**
 * Reads a vault of Quadro. A code is a file in the folder of codes, its folder the category; a paragraph of a data file that has codes
 * ends in links to them and an id: `Words. [[MyCode]] ^id42`. Extractions become memos on their document.
 */
export async function readVault(files: ProjectFiles): Promise<ReadProject> {
  const builder = new ProjectBuilder(files.name);
  const { codes: codesFolder, extractions } = await foldersOf(files);
  const codeFiles = new Map<string, string>();
  for (const path of files.paths) {
    if (!path.startsWith(codesFolder) || !path.endsWith('.md') || path === `${codesFolder}Template.md`) continue;
    codeFiles.set(path, await readCode(path, codesFolder, files, builder));
  }
  const resolve = resolver([...codeFiles.keys()], codesFolder);
  const extractionFiles = files.paths.filter((path) => path.startsWith(extractions) && path.endsWith('.md'));
  const resolveExtraction = resolver(extractionFiles, extractions);
  const sources = new Map<string, string>();
  let others = 0;
  for (const path of files.paths) {
    if (!/\.md$/i.test(path) || path.startsWith(codesFolder) || path.startsWith(extractions) || /(?:^|\/)\./.test(path))
      continue;
    const written = new TextDecoder().decode(await files.peek(path));
    const isData = [...written.matchAll(link)].some(
      ([, target = '']) => (resolve(target) ?? resolveExtraction(target)) !== undefined,
    );
    if (!isData) {
      others++;
      continue;
    }
    const { text, codings } = readParagraphs(
      path,
      (await files.text(path)).replace(/\r\n?/g, '\n'),
      (target) => {
        const found = resolve(target);
        return found === undefined ? undefined : codeFiles.get(found);
      },
      (target) => resolveExtraction(target) !== undefined,
      builder,
    );
    sources.set(path, path);
    builder.source(documentOf(path, text, codings, files));
  }
  if (others > 0) builder.leftOut(message('Notes of the vault that lead to no code are left out: {0}', others));
  for (const path of extractionFiles) await readExtraction(path, sources, files, builder);
  return builder.build();
}

async function foldersOf(files: ProjectFiles): Promise<{ readonly codes: string; readonly extractions: string }> {
  const usual = { codes: 'Codes/', extractions: 'Extractions/' };
  if (!files.has(settingsPath)) return usual;
  try {
    const settings: unknown = JSON.parse(await files.text(settingsPath));
    const folder = (part: string): string | undefined => {
      const named = (settings as Record<string, Record<string, unknown> | undefined>)[part]?.folder;
      return typeof named === 'string' && named !== '' ? `${named.replace(/^\/+|\/+$/g, '')}/` : undefined;
    };
    return { codes: folder('coding') ?? usual.codes, extractions: folder('extraction') ?? usual.extractions };
  } catch {
    return usual;
  }
}

async function readCode(path: string, folder: string, files: ProjectFiles, builder: ProjectBuilder): Promise<string> {
  const groups = path.slice(folder.length).split('/').slice(0, -1);
  let parent: string | null = null;
  groups.forEach((name, i) => {
    parent = builder.code({ key: `${folder}${groups.slice(0, i + 1).join('/')}/`, name, kind: 'category', parent });
  });
  const { data, body } = partsOf(await files.text(path));
  const said = body.replace(/^[ \t]*!\[\[[^\]\n]*\]\][ \t]*$/gm, '').trim();
  const description = [valueOf(data['code description']), said].filter((part) => part !== '').join('\n\n');
  return builder.code({ key: path, name: stemOf(path), parent, description: wordsOf(description) });
}

function partsOf(written: string): { readonly data: FrontMatterData; readonly body: string } {
  const block = /^---[ \t]*\r?\n(?:[^]*?\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(written)?.[0];
  return block === undefined
    ? { data: {}, body: written }
    : { data: readFrontMatter(block).data, body: written.slice(block.length) };
}

function valueOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : value === undefined || value === null ? '' : JSON.stringify(value);
}

/** A link may name a file by its path, or by the end of it, as Obsidian does. */
function resolver(paths: readonly string[], folder: string): (target: string) => string | undefined {
  const byEnd = new Map<string, string>();
  for (const path of paths) {
    const parts = path.replace(/\.md$/i, '').split('/');
    for (let i = parts.length - 1; i >= 0; i--) {
      const end = parts.slice(i).join('/').normalize('NFC').toLowerCase();
      if (!byEnd.has(end)) byEnd.set(end, path);
    }
  }
  return (target) => {
    const name = target
      .replace(/[#|][^]*$/, '')
      .replace(/\.md$/i, '')
      .trim()
      .normalize('NFC')
      .toLowerCase();
    return byEnd.get(name) ?? byEnd.get(`${folder.toLowerCase()}${name}`);
  };
}

const link = /\[\[([^[\]\n]+)\]\]/g;

function readParagraphs(
  path: string,
  written: string,
  codeOf: (target: string) => string | undefined,
  isExtraction: (target: string) => boolean,
  builder: ProjectBuilder,
): { readonly text: string; readonly codings: readonly ProjectCoding[] } {
  const out = new CutText();
  const found: (Extent & { readonly codes: readonly string[] })[] = [];
  const lines = written.split('\n');
  lines.forEach((line, i) => {
    const codes: string[] = [];
    const without = line.replace(link, (whole, target: string, offset: number) => {
      const code = line.charAt(offset - 1) === '!' ? undefined : codeOf(target);
      if (code === undefined && !isExtraction(target)) return whole;
      if (code !== undefined) codes.push(code);
      return '';
    });
    const words = without !== line ? without.replace(/[ \t]+\^[\w-]+[ \t]*$/, '').trimEnd() : line;
    const start = out.length;
    const highlights = [...words.matchAll(/==([^=\n]+)==/g)];
    const [only] = highlights;
    if (codes.length === 1 && highlights.length === 1 && only !== undefined) {
      // One code and one highlight: the highlight is what was selected.
      out.keep(words.slice(0, only.index));
      const from = out.length;
      out.keep(only[1] ?? '');
      found.push({ start: from, end: out.length, codes });
      out.keep(words.slice(only.index + only[0].length));
    } else {
      out.keep(words);
      if (codes.length > 0) found.push({ start, end: out.length, codes });
      if (codes.length > 1 && highlights.length > 0)
        builder.leftOut(
          message(
            '{0}: in line {1} it does not show which code a highlight is of; the codes are on the whole paragraph.',
            path,
            i + 1,
          ),
        );
    }
    if (i < lines.length - 1) out.keep('\n');
  });
  const { text } = out;
  const codings = found.flatMap(({ codes, ...whole }, i): ProjectCoding[] => {
    const extent = trimmedExtent(text, whole);
    if (extent === undefined) {
      builder.broken(message('{0}: a paragraph with codes holds no words.', path));
      return [];
    }
    const key = `${path}\0${i}`;
    return [{ key, ...extent, codes: [...new Set(codes)], coder: null, facts: {}, id: null, memo: null }];
  });
  return { text, codings };
}

async function readExtraction(
  path: string,
  sources: ReadonlyMap<string, string>,
  files: ProjectFiles,
  builder: ProjectBuilder,
): Promise<void> {
  const { data, body } = partsOf(await files.text(path));
  const { source, ...fields } = data;
  const target = /\[\[([^\]]+)\]\]/.exec(valueOf(source))?.[1] ?? '';
  const found = resolver([...sources.keys()], '')(target);
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${valueOf(value)}`);
  const content = wordsOf([...lines, body.trim()].filter((part) => part !== '').join('\n\n'));
  if (content === null) return;
  builder.note({
    name: stemOf(path),
    content,
    author: null,
    date: null,
    about: found === undefined ? [] : [{ kind: 'source', key: found }],
  });
}
