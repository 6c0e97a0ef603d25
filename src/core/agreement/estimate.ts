import type { Message } from '../text/message.js';

/** A coefficient of agreement, or why there is none. */
export type Estimate = Defined | Undefined;

export interface Defined {
  readonly kind: 'defined';
  readonly value: number;
  /** Agreement that was observed and that chance alone would give, 0 to 1; of disagreement for alpha-u. */
  readonly observed: number;
  readonly expected: number;
  /** The interval of 95 % by bootstrap, where one was asked for. */
  readonly interval?: Interval;
}

export interface Undefined {
  readonly kind: 'undefined';
  readonly reason: Message;
}

export type Interval = { readonly kind: 'defined'; readonly low: number; readonly high: number } | Undefined;

/** Observed agreement and what chance alone would give, from which coefficients that correct for chance are worked out. */
export interface Shares {
  readonly observed: number;
  readonly expected: number;
}

/** The part of what chance leaves open that was agreed upon: (observed − expected) ÷ (1 − expected). NaN where chance leaves nothing open. */
export function beyondChance({ observed, expected }: Shares): number {
  return expected === 1 ? NaN : (observed - expected) / (1 - expected);
}
