// What exists in both of VS Code's extension hosts, Node's and the web worker's, beside what the engine may use.
/// <reference path="../core/globals.d.ts" />

declare const console: Record<'debug' | 'error' | 'info' | 'log' | 'warn', (...data: unknown[]) => void>;

declare const performance: { now(): number };

interface Timer {
  readonly [Symbol.toStringTag]?: string;
}
declare function setTimeout(work: () => void, milliseconds?: number): Timer;
declare function clearTimeout(timer: Timer | undefined): void;
declare function setInterval(work: () => void, milliseconds: number): Timer;
declare function clearInterval(timer: Timer | undefined): void;
declare function queueMicrotask(work: () => void): void;

declare class AbortController {
  readonly signal: AbortSignal;
  abort(): void;
}
declare class URL {
  constructor(address: string, base?: string);
  readonly href: string;
  readonly protocol: string;
}
