import { analyzeTitled } from '../../src/core/analysis/titled.js';
import { formatAnalyses } from '../../src/core/analysis/render/formats.js';
import { exportFormats } from '../../src/core/analysis/render/formats.js';
import { onceAsync } from './measure.js';
import { manyPassages } from './queries.js';

// Writes 60,000 passages in the format that it is given, and prints how many, the milliseconds, the bytes, and the most memory in MB.
const format = exportFormats.find((one) => one === process.argv[2]);
const study = manyPassages();
const count = study.passages.length;
let size = 0;
const took = await onceAsync(async () => {
  const titled = await analyzeTitled(study, { show: 'quotations', by: 'nothing', most: 1_000_000 });
  if (format === undefined) return;
  const csv = { delimiter: ',', bom: false } as const;
  size = (await formatAnalyses(study, [titled], format, { csv, linkTo: () => undefined })).length;
});
console.log([count, took, size, process.resourceUsage().maxRSS / 1024].join(' '));
