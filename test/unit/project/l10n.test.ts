import assert from 'node:assert/strict';
import fs from 'node:fs';
import ts from 'typescript';

/** The English sentences of `vscode.l10n.t`, and all other texts, in a folder of sources. */
function textsIn(
  folder: string,
  calls = /\bl10n\.t$/,
): {
  readonly sentences: ReadonlySet<string>;
  readonly literals: ReadonlySet<string>;
  readonly computed: readonly string[];
} {
  const sentences = new Set<string>();
  const literals = new Set<string>();
  const computed: string[] = [];
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const file = `${folder}/${name}`;
    const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) literals.add(node.text);
      if (ts.isCallExpression(node) && calls.test(node.expression.getText())) {
        const [first] = node.arguments;
        if (first !== undefined && ts.isStringLiteralLike(first)) sentences.add(first.text);
        else if (first !== undefined) computed.push(`${file}: ${first.getText()}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { sentences, literals, computed };
}

const placeholders = (text: string): readonly string[] => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();

describe('the editor’s sentences', () => {
  const { sentences, computed } = textsIn('src/editor');
  const norwegian = JSON.parse(fs.readFileSync('l10n/bundle.l10n.nb.json', 'utf8')) as Readonly<Record<string, string>>;

  it('should be found', () => assert.ok(sentences.size > 60));

  it('should be written out, but for those of the engine', () => {
    assert.deepEqual(computed, ['src/editor/speak.ts: template']);
  });

  it('should all be translated', () => {
    assert.deepEqual(
      [...sentences].filter((sentence) => norwegian[sentence] === undefined),
      [],
    );
  });

  it('should keep their placeholders in each translation', () => {
    for (const [english, translated] of Object.entries(norwegian)) {
      assert.deepEqual(placeholders(translated), placeholders(english), english);
    }
  });

  it('should all be translated that the engine says in a study’s language', () => {
    const { sentences: said } = textsIn('src/core', /^(?:speak|message)$/);
    assert.ok(said.size > 60);
    assert.deepEqual(
      [...said].filter((sentence) => norwegian[sentence] === undefined),
      [],
    );
  });

  it('should leave no translation without its sentence', () => {
    const { literals } = textsIn('src');
    assert.deepEqual(
      Object.keys(norwegian).filter((key) => !literals.has(key)),
      [],
    );
  });

  it('should call each thing by one name in Norwegian', () => {
    const names = ['l10n/bundle.l10n.nb.json', 'package.nls.nb.json'];
    // An `utvalg` is a sample to researchers; `memo` stands only where it is written so, as in `[^memo-k7]`.
    const others = /passasje|(?<![\w^-])memo(?!-|%|\b[”"`])|kodeboken|\bfila\b|utvalg|annotasjon|\btagg/i;
    for (const name of names) {
      const sentences = JSON.parse(fs.readFileSync(name, 'utf8')) as Readonly<Record<string, string>>;
      for (const [key, text] of Object.entries(sentences)) assert.doesNotMatch(text, others, `${name}: ${key}`);
    }
  });
});
