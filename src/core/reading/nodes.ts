import type { Data, Node, Parent, PhrasingContent } from 'mdast';

/*
 * What a reading copy adds to the syntax tree in the place of marks. Passages and turns are told by their number in
 * the copy's lists.
 */

/** Text, code or the like that passages cover, the outermost passage first. Only short passages are told here. */
export interface CodedStretch extends Parent {
  type: 'codedStretch';
  passages: number[];
  children: PhrasingContent[];
}

/** The place where a passage begins. */
export interface CodedStart extends Node {
  type: 'codedStart';
  passage: number;
}

/** The place right after a passage's last character, where its names stand. */
export interface CodedEnd extends Node {
  type: 'codedEnd';
  passage: number;
}

/** The place where a turn begins. */
export interface TurnStart extends Node {
  type: 'turnStart';
  turn: number;
}

/** A piece of a turn's head: its label with its signs, and its time stamp. */
export interface TurnHead extends Parent {
  type: 'turnHead';
  turn: number;
  children: PhrasingContent[];
}

/** What every block of a reading copy can tell. */
export interface ReadingData extends Data {
  /** Passages over several paragraphs or turns that cover some of it. */
  long?: number[] | undefined;
}

declare module 'mdast' {
  interface PhrasingContentMap {
    codedStretch: CodedStretch;
    codedStart: CodedStart;
    codedEnd: CodedEnd;
    turnStart: TurnStart;
    turnHead: TurnHead;
  }
  interface RootContentMap {
    codedStretch: CodedStretch;
    codedStart: CodedStart;
    codedEnd: CodedEnd;
    turnStart: TurnStart;
    turnHead: TurnHead;
  }
  interface Data {
    long?: number[] | undefined;
  }
}
