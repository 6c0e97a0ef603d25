import assert from 'node:assert/strict';
import fs from 'node:fs';
import ts from 'typescript';

/** In which argument the functions that make sentences take the English template. */
const templateOf: Readonly<Record<string, number>> = { message: 0, speak: 0, refuse: 1, wrong: 0, QueryError: 1 };

/** All templates of sentences in a folder of sources, with the file of each. */
function templatesIn(folder: string): ReadonlyMap<string, string> {
  const templates = new Map<string, string>();
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const file = `${folder}/${name}`;
    const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
    const visit = (node: ts.Node): void => {
      if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && ts.isIdentifier(node.expression)) {
        const argument = node.arguments?.[templateOf[node.expression.text] ?? -1];
        if (argument !== undefined && ts.isStringLiteralLike(argument)) templates.set(argument.text, file);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return templates;
}

const placeholders = (text: string): readonly string[] => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();

describe('the engine’s sentences', () => {
  const templates = templatesIn('src/core');
  const norwegian = JSON.parse(fs.readFileSync('l10n/bundle.l10n.nb.json', 'utf8')) as Readonly<Record<string, string>>;

  it('should be found', () => assert.ok(templates.size > 60));

  it('should all be translated', () => {
    assert.deepEqual(
      [...templates.keys()].filter((template) => norwegian[template] === undefined),
      [],
    );
  });

  it('should keep what is filled in', () => {
    for (const template of templates.keys()) {
      assert.deepEqual(placeholders(norwegian[template] ?? ''), placeholders(template), template);
    }
  });
});
