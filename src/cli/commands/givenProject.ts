import fs from 'node:fs/promises';
import path from 'node:path';
import type { ExchangeFile } from '../../core/exchange/files.js';
import type { ExchangeFormat } from '../../core/exchange/formats.js';
import type { GivenProject } from '../../core/exchange/projectImport.js';
import { reasonOf } from '../files.js';
import { CommandError } from '../terminal.js';

/** Files of a project; a real one has far fewer. */
const mostFiles = 100_000;

/** The files and folders that are named, as a project. */
export async function givenProject(
  places: readonly string[],
  format: ExchangeFormat | undefined,
): Promise<GivenProject> {
  const [first = ''] = places;
  return {
    name: path.basename(first),
    files: await filesOf(places),
    beside: () => besideOf(places),
    readBeside: (name) => readBeside(path.dirname(first), name),
    ...(format === undefined ? {} : { format }),
  };
}

/** A file that lies in the project's own folder or below it, links followed. */
async function readBeside(folder: string, name: string): Promise<Uint8Array | undefined> {
  const root = await fs.realpath(folder);
  const real = await fs.realpath(path.join(root, name)).catch(() => undefined);
  return real?.startsWith(root + path.sep) === true ? fs.readFile(real).catch(() => undefined) : undefined;
}

/** The files that are named and those in folders that are named; one folder is where paths begin. */
async function filesOf(places: readonly string[]): Promise<readonly ExchangeFile[]> {
  const files: ExchangeFile[] = [];
  const add = async (place: string, inside: string): Promise<void> => {
    const stat = await fs.stat(place).catch((error: unknown) => {
      throw new CommandError(`${place} cannot be read: ${reasonOf(error)}`);
    });
    if (!stat.isDirectory()) {
      if (stat.isFile() && files.length < mostFiles) files.push({ path: inside, read: () => readBytes(place) });
      return;
    }
    const entries = await fs.readdir(place, { withFileTypes: true }).catch(() => []);
    for (const { name } of entries
      .filter((entry) => !entry.isSymbolicLink())
      .sort((a, b) => (a.name < b.name ? -1 : 1)))
      if ((!name.startsWith('.') || name === '.obsidian') && name !== 'node_modules')
        await add(path.join(place, name), inside === '' ? name : `${inside}/${name}`);
  };
  const [only] = places;
  const isOneFolder =
    places.length === 1 && only !== undefined && (await fs.stat(only).catch(() => undefined))?.isDirectory() === true;
  for (const place of places) await add(place, isOneFolder ? '' : path.basename(place));
  return files;
}

/** Texts in the folder of the only file: a table of passages names its documents. */
async function besideOf(places: readonly string[]): Promise<readonly ExchangeFile[]> {
  const [only] = places;
  if (only === undefined || places.length > 1 || !/\.(?:csv|tsv|json|jsonld)$/i.test(only)) return [];
  const folder = path.dirname(only);
  const found: ExchangeFile[] = [];
  for (const name of await fs.readdir(folder, { recursive: true }).catch(() => [])) {
    if (
      found.length >= mostFiles ||
      !/\.(?:md|markdown|txt|text)$/i.test(name) ||
      /(?:^|[\\/])(?:\.|node_modules)/.test(name)
    )
      continue;
    found.push({ path: name.split(path.sep).join('/'), read: () => readBytes(path.join(folder, name)) });
  }
  return found;
}

async function readBytes(place: string): Promise<Uint8Array> {
  return fs.readFile(place).catch((error: unknown) => {
    throw new CommandError(`${place} cannot be read: ${reasonOf(error)}`);
  });
}
