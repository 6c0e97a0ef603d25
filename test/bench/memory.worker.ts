import { indexStudy } from './study.js';

// Prints the most memory, in MB, that a process has held which indexes the study that it is given.
const [, , study] = process.argv;
if (study !== undefined) await indexStudy(study);
console.log(String(process.resourceUsage().maxRSS / 1024));
