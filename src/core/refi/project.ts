import type { XmlElement } from '../archive/xml.js';

/*
 * A project of REFI-QDA as it stands in the exchange, apart from XML. GUIDs are folded (see guid.ts). What is undefined is not said there.
 */

/** Who made or changed something, and when; times as they are written. */
export interface Stamps {
  readonly creatingUser: string | undefined;
  readonly creationDateTime: string | undefined;
  readonly modifyingUser: string | undefined;
  readonly modifiedDateTime: string | undefined;
}

export interface RefiUser {
  readonly guid: string;
  readonly name: string | undefined;
  readonly id: string | undefined;
}

export interface RefiCode {
  readonly guid: string;
  readonly name: string;
  readonly isCodable: boolean;
  readonly color: string | undefined;
  readonly description: string | undefined;
  readonly notes: readonly string[];
  readonly codes: readonly RefiCode[];
}

export const variableTypes = ['Text', 'Boolean', 'Integer', 'Float', 'Date', 'DateTime'] as const;
export type VariableType = (typeof variableTypes)[number];

export interface RefiVariable {
  readonly guid: string;
  readonly name: string;
  readonly type: VariableType;
  readonly description: string | undefined;
}

export interface RefiValue {
  readonly variable: string;
  /** Undefined where the variable is named without a value. */
  readonly type: VariableType | undefined;
  readonly value: string;
}

export interface RefiCase {
  readonly guid: string;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly codes: readonly string[];
  readonly values: readonly RefiValue[];
  readonly sources: readonly string[];
  readonly selections: readonly string[];
}

export interface RefiCoding {
  readonly guid: string;
  readonly code: string;
  readonly creatingUser: string | undefined;
  readonly creationDateTime: string | undefined;
  readonly notes: readonly string[];
}

export interface RefiSelection extends Stamps {
  readonly guid: string;
  readonly name: string | undefined;
  /** As written: in which unit tells {@link findReading}. */
  readonly start: number;
  readonly end: number;
  readonly description: string | undefined;
  readonly codings: readonly RefiCoding[];
  readonly notes: readonly string[];
}

/** A text source or a note: the schema has one type for both. */
export interface RefiText extends Stamps {
  readonly guid: string;
  readonly name: string | undefined;
  readonly description: string | undefined;
  /** The text itself, where it stands in the XML. */
  readonly content: string | undefined;
  readonly plainTextPath: string | undefined;
  readonly richTextPath: string | undefined;
  readonly selections: readonly RefiSelection[];
  /** Codings of the whole. */
  readonly codings: readonly RefiCoding[];
  readonly notes: readonly string[];
  readonly values: readonly RefiValue[];
}

export interface RefiSet {
  readonly guid: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly codes: readonly string[];
  readonly sources: readonly string[];
  readonly notes: readonly string[];
}

export interface RefiProject {
  readonly name: string;
  readonly origin: string | undefined;
  readonly basePath: string | undefined;
  readonly creatingUserGUID: string | undefined;
  readonly creationDateTime: string | undefined;
  readonly modifyingUserGUID: string | undefined;
  readonly modifiedDateTime: string | undefined;
  readonly description: string | undefined;
  readonly users: readonly RefiUser[];
  readonly codes: readonly RefiCode[];
  readonly variables: readonly RefiVariable[];
  readonly cases: readonly RefiCase[];
  readonly sources: readonly RefiText[];
  /** Pictures, PDFs, recordings: as they stand there. */
  readonly media: readonly XmlElement[];
  readonly notes: readonly RefiText[];
  readonly links: readonly XmlElement[];
  readonly sets: readonly RefiSet[];
  readonly graphs: readonly XmlElement[];
  readonly noteRefs: readonly string[];
}

/** A codebook as it is exchanged alone. */
export interface RefiCodebook {
  readonly origin: string | undefined;
  readonly codes: readonly RefiCode[];
  readonly sets: readonly RefiSet[];
}

export const noStamps: Stamps = {
  creatingUser: undefined,
  creationDateTime: undefined,
  modifyingUser: undefined,
  modifiedDateTime: undefined,
};

export const projectNamespace = 'urn:QDA-XML:project:1.0';
export const codebookNamespace = 'urn:QDA-XML:codebook:1.0';

/** All codes of a tree, those above first. */
export function* allCodes(
  codes: readonly RefiCode[],
  above?: RefiCode,
): Generator<readonly [RefiCode, RefiCode | undefined]> {
  for (const code of codes) {
    yield [code, above];
    yield* allCodes(code.codes, code);
  }
}
