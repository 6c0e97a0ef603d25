/** Where a command runs: its folder and its two streams. Tests give their own. */
export interface Terminal {
  /** The folder from which relative paths count. */
  readonly folder: string;
  /** Whether what is written to standard output is shown to a person. */
  readonly isShown: boolean;
  write(text: string | Uint8Array): void;
  writeError(text: string): void;
}

/** The command line was used wrongly, or what it asks for cannot be done. The message is one sentence for a person. */
export class CommandError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'CommandError';
  }
}

/** What a command comes to. */
export const exitCodes = { done: 0, problems: 1, failed: 2 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** `1 passage`, `2 passages` */
export function numberOf(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
