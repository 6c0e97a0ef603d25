import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Oniguruma from 'vscode-oniguruma';
import type * as Textmate from 'vscode-textmate';
import { CodedText } from '../../src/core/markdown/codedText.js';

// Both packages are CommonJS without named exports that Node could see.
const require = createRequire(import.meta.url);
const textmate = require('vscode-textmate') as typeof Textmate;
const oniguruma = require('vscode-oniguruma') as typeof Oniguruma;

interface Manifest {
  contributes: { grammars: { scopeName: string; path: string; injectTo: string[] }[] };
}

const markdown = 'text.html.markdown';
const { grammars } = (JSON.parse(fs.readFileSync('package.json', 'utf8')) as Manifest).contributes;
const injected = new Map(grammars.map((grammar) => [grammar.scopeName, grammar.path]));

/** VS Code's own grammar, from a test host that is installed; `npm test` sees to that. */
function markdownGrammar(): { file: string; text: string } | undefined {
  const inServer = 'node_modules/code-server/lib/vscode/extensions/markdown-basics/syntaxes/markdown.tmLanguage.json';
  const cache = '.vscode-test';
  const folders = fs.existsSync(cache) ? fs.readdirSync(cache).filter((name) => name.startsWith('code-server-')) : [];
  const file = folders.map((name) => path.join(cache, name, inServer)).find((candidate) => fs.existsSync(candidate));
  return file === undefined ? undefined : { file, text: fs.readFileSync(file, 'utf8') };
}

interface Token {
  readonly text: string;
  /** In the whole text, UTF-16 code units. */
  readonly start: number;
  readonly scopes: string;
}

let tokenize: (text: string) => Token[];

async function loadGrammar(this: Mocha.Context): Promise<void> {
  const vsCodes = markdownGrammar();
  if (vsCodes === undefined) {
    console.log('      VS Code is not installed here: npm test installs it.');
    this.skip();
  }
  const wasm = fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => {
      if (scope === markdown) {
        return textmate.parseRawGrammar(vsCodes.text, vsCodes.file);
      }
      const file = injected.get(scope);
      return file === undefined ? null : textmate.parseRawGrammar(fs.readFileSync(file, 'utf8'), file);
    },
    getInjections: (scope) => (scope === markdown ? [...injected.keys()] : undefined),
  });
  const grammar = await registry.loadGrammar(markdown);
  assert.ok(grammar);
  tokenize = (text) => {
    const tokens: Token[] = [];
    let state = textmate.INITIAL;
    let start = 0;
    for (const line of text.split('\n')) {
      const result = grammar.tokenizeLine(line, state);
      state = result.ruleStack;
      for (const { startIndex, endIndex, scopes } of result.tokens) {
        tokens.push({ text: line.slice(startIndex, endIndex), start: start + startIndex, scopes: scopes.join(' ') });
      }
      start += line.length + 1;
    }
    return tokens;
  };
}

/** The tokens with a scope of Emic's, each as `text scope`, the scope without `.emic`. */
function marked(text: string): string[] {
  return tokenize(text).flatMap(({ text: piece, scopes }) => {
    const own = scopes.split(' ').filter((scope) => scope.endsWith('.emic') && !scope.startsWith('meta.'));
    const last = own.at(-1);
    return last === undefined ? [] : [`${piece} ${last.replace(/\.emic$/, '')}`];
  });
}

const opening = '[ punctuation.definition.mark.begin';
const closing = '] punctuation.definition.mark.end';

describe('the grammar', () => {
  before(loadGrammar);

  it('should find a passage and all parts of its block', () => {
    assert.deepEqual(marked('Vi [vil det samme]{#k7 .tillit stance=contra by="k n"}.'), [
      opening,
      closing,
      '{ punctuation.section.attributes.begin',
      '# punctuation.definition.entity',
      'k7 entity.other.attribute-name.id',
      '. punctuation.definition.entity',
      'tillit entity.other.attribute-name.class',
      'stance entity.other.attribute-name',
      '= punctuation.separator.key-value',
      'contra string.unquoted',
      'by entity.other.attribute-name',
      '= punctuation.separator.key-value',
      '"k n" string.quoted.double',
      '} punctuation.section.attributes.end',
    ]);
  });

  it('should leave what is inside a passage ordinary Markdown', () => {
    const emphasised = tokenize('[Det *kostet* oss]{.kostnad} lite').find(({ text }) => text === 'kostet');
    assert.match(emphasised?.scopes ?? '', /markup\.italic/);
  });

  it('should find nested passages, ranges and names in any language', () => {
    const brackets = (text: string) => marked(text).filter((token) => token === opening || token === closing).length;
    assert.equal(brackets('[Vi vil [det beste]{.verdi} for bygda]{.samarbeid}'), 4);
    assert.equal(brackets('[]{#r .a}fra her []{end=r}'), 4);
    assert.equal(brackets('slik[!]{end=r}'), 2);
    assert.equal(brackets('[я]{.доверие} [x]{.dugnadsånd}'), 4);
    assert.equal(brackets('[hunden [ler] var glad]{.x}'), 2);
  });

  it('should find the end of a passage that began in another line', () => {
    assert.deepEqual(marked('[Vi hadde\ndrevet]{.konkurranse}').slice(0, 1), [closing]);
  });

  const text = [
    ['an ordinary bracket', 'en [navn] og [x](y) og [x][y]'],
    ['a block without a class', '[x]{lang=nb} og [x]{}'],
    ['a broken block', '[x]{.y og [x]{.1} og [x]{y .z}'],
    ['an image', '![bilde]{.x}'],
    ['an inline note', '^[note]{.x}'],
    ['code', '`[x]{.y}`'],
    ['an escaped bracket', '\\[x *y*]{.z}'],
    ['a brace alone at the end of a line', 'Tekst {.x}'],
  ] as const;
  for (const [what, example] of text) {
    it(`should not take ${what} for a mark`, () => {
      assert.deepEqual(
        marked(example).filter((token) => /mark|attribute/.test(token)),
        [],
      );
    });
  }

  it('should find references to memos and time stamps', () => {
    assert.deepEqual(marked('Ja[^memo-k7] og [^1]'), [
      '[^ punctuation.definition.memo.begin',
      'memo-k7 entity.other.attribute-name.id.memo',
      '] punctuation.definition.memo.end',
    ]);
    const stamp = tokenize('**A1** [00:02:24]: Ja').find(({ text: piece }) => piece === '[00:02:24]');
    assert.match(stamp?.scopes ?? '', /meta\.time-stamp\.emic$/);
  });

  it('should keep marks out of a memo, to its last indented paragraph', () => {
    const tokens = tokenize('[^memo-k7]: Se [x]{.y}\n\n    Og mer\n\nEtter');
    assert.ok(
      tokens.filter(({ text: piece }) => /Se|Og/.test(piece)).every(({ scopes }) => scopes.includes('meta.memo.emic')),
    );
    assert.ok(tokens.every(({ scopes }) => !scopes.includes('meta.mark')));
    assert.ok(!tokens.at(-1)?.scopes.includes('meta.memo.emic'));
  });

  it('should find the attributes of a heading', () => {
    assert.deepEqual(marked('## Kostnad {#kostnad .theme color="#d1495b"}'), [
      '{ punctuation.section.attributes.begin',
      '# punctuation.definition.entity',
      'kostnad entity.other.attribute-name.id',
      '. punctuation.definition.entity',
      'theme entity.other.attribute-name.class',
      'color entity.other.attribute-name',
      '= punctuation.separator.key-value',
      '"#d1495b" string.quoted.double',
      '} punctuation.section.attributes.end',
    ]);
  });

  it('should take linear time on brackets without end', function () {
    this.timeout(4000);
    tokenize(`${'['.repeat(3000)} ${'[a]{.b '.repeat(500)}`);
  });

  const transcripts = 'media/sample-study/transcripts';
  for (const name of fs.existsSync(transcripts) ? fs.readdirSync(transcripts) : []) {
    it(`should find the same marks as the parser in ${name}`, () => {
      const source = fs.readFileSync(path.join(transcripts, name), 'utf8');
      const marks = [...CodedText.parse(source).marks()];
      const places = (scope: RegExp) =>
        tokenize(source)
          .filter(({ scopes }) => scope.test(scopes))
          .map(({ start }) => start);
      const ascending = (a: number, b: number) => a - b;
      assert.deepEqual(places(/definition\.mark\.end/), marks.map(({ close }) => close.start).sort(ascending));
      // An opening bracket is told by what follows in its line only.
      const inLine = marks.filter(({ open, close }) => !source.slice(open.start, close.end).includes('\n'));
      assert.deepEqual(places(/definition\.mark\.begin/), inLine.map(({ open }) => open.start).sort(ascending));
    });
  }
});
