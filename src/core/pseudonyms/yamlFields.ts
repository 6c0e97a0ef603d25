import { isScalar, parseDocument, visit } from 'yaml';
import { readFrontMatterFully } from '../markdown/frontMatter.js';
import type { Extent } from '../text/edits.js';

/** A value or a key in YAML. Offsets count in the YAML, UTF-16 code units. */
export interface YamlField extends Extent {
  readonly value: string;
  /** The same place with another text in it, quoted where it has to be. */
  readonly write: (value: string) => string;
}

/** The texts of a piece of YAML, keys too; none where it cannot be read. */
export function yamlFields(yaml: string): readonly YamlField[] {
  const fields: YamlField[] = [];
  try {
    const document = parseDocument(yaml, { version: '1.2', schema: 'core', prettyErrors: false, logLevel: 'silent' });
    if (document.errors.length > 0) return [];
    visit(document, {
      Scalar(_, node) {
        const [start, end] = node.range ?? [0, 0];
        if (!isScalar(node) || node.source === undefined || end <= start) return;
        const isFlat = node.type === 'PLAIN' || node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
        if (!isFlat) return;
        const written = yaml.slice(start, end);
        const value = typeof node.value === 'string' ? node.value : node.source;
        fields.push({ start, end, value, write: (text) => writeScalar(text, written) });
      },
    });
  } catch {
    // Thousands of nested brackets exhaust the parser's stack.
    return [];
  }
  return fields;
}

function writeScalar(text: string, written: string): string {
  if (written.startsWith('"')) return JSON.stringify(text);
  if (written.startsWith("'")) return `'${text.replaceAll("'", "''")}'`;
  return isPlain(text) ? text : JSON.stringify(text);
}

/** Whether a text can stand in YAML as it is, in lists and maps in brackets, too, and be read as text. */
function isPlain(text: string): boolean {
  if (!/^[\p{L}\p{N}]/u.test(text) || /[[\]{},#"'\r\n\\]|:(?:\s|$)|\s$/u.test(text)) return false;
  const { data } = readFrontMatterFully(`---\nk: ${text}\n---\n`);
  return data.k === text || typeof data.k === 'number';
}
