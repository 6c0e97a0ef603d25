/**
 * The milliseconds of the processor's time that something takes. What else the machine does hardly counts, so a test may
 * hold it to a limit that only what grows with the square of its input comes to. What is to be measured belongs in the benchmark.
 */
export function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return since(before);
}

/** The same of something that waits. */
export async function processorTimeOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return since(before);
}

function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
