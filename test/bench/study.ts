import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeIndexOf } from '../../src/cli/commands/writeIndex.js';
import { openStudy } from '../../src/cli/studyFolder.js';

/** Does what `emic index` does: reads a study, makes its index and writes it. Gives the number of passages. */
export async function indexStudy(folder: string): Promise<number> {
  const { bytes, counts } = await writeIndexOf(await openStudy(folder));
  writeFileSync(path.join(folder, 'code-index.json'), bytes);
  return counts.passages;
}
