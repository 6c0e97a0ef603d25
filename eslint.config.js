'use strict';

const tseslint = require('typescript-eslint');

/** The engine runs in an editor, in a web worker and in a terminal: it knows none of them. */
const noHost = [
  { group: ['vscode', 'vscode/*'], message: 'The engine does not know VS Code.' },
  { regex: '^node:', message: 'The engine does not know Node.' },
  {
    regex:
      '^(assert|buffer|child_process|cluster|console|crypto|dns|events|fs|http|https|module|net|os|path|perf_hooks|process|readline|stream|string_decoder|timers|tty|url|util|v8|vm|worker_threads|zlib)(/|$)',
    message: 'The engine does not know Node.',
  },
  { regex: '(^|/)(editor|cli)/', message: 'The engine does not know who uses it.' },
];

const noNode = [
  ...noHost.slice(1, 3).map((rule) => ({ ...rule, message: 'The extension runs in a web worker too, without Node.' })),
  { regex: '(^|/)cli/', message: 'The extension does not use the command line.' },
  {
    regex: '(^|/)src/git/|^(\\.\\./)+git/(nodeGit|noGit|workingState)',
    message: 'The extension asks git through emic:git.',
  },
];

/** Programs are started by themselves, word by word: a shell would read names of files and branches as commands. */
const noShell = [
  {
    selector:
      'ImportDeclaration[source.value=/^(node:)?child_process$/] > ImportSpecifier[imported.name=/^exec(Sync)?$/]',
    message: 'Nothing is run through a shell: use execFile or spawn.',
  },
  {
    selector:
      'ImportDeclaration[source.value=/^(node:)?child_process$/] > :matches(ImportNamespaceSpecifier, ImportDefaultSpecifier)',
    message: 'Import what is used of child_process by its name, so that it is seen that nothing runs through a shell.',
  },
  { selector: 'Property[key.name="shell"]', message: 'Nothing is run through a shell.' },
];

const nodeGlobals = ['Buffer', 'process', 'global', 'require', 'module', '__dirname', '__filename', 'setImmediate'];
const domGlobals = ['document', 'window'];

module.exports = tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', '.vscode-test/', 'coverage/', 'media/**/*.js', '**/*.d.ts'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `noUncheckedIndexedAccess` asks for it in every scanner that has just looked at the length.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A scanner's `while (true)` is the clearest way to say so.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // Index loops walk strings by code unit, which is the unit of every offset here.
      '@typescript-eslint/prefer-for-of': 'off',
    },
  },
  {
    files: ['**/*.ts', '**/*.js', '**/*.mjs'],
    rules: { 'no-restricted-syntax': ['error', ...noShell] },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: noHost }],
      'no-restricted-globals': [
        'error',
        ...nodeGlobals,
        ...domGlobals,
        'console',
        'setTimeout',
        'setInterval',
        'fetch',
      ],
    },
  },
  {
    files: ['src/editor/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: noNode }],
      'no-restricted-globals': ['error', ...nodeGlobals, ...domGlobals, 'fetch'],
    },
  },
  {
    files: ['src/webview/**/*.ts', 'src/analysisPage/**/*.ts', 'src/codingPage/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...noHost.slice(0, 3),
            { regex: '(^|/)cli/', message: 'The page does not use the command line.' },
            {
              regex: '(^|/)editor/(?!(?:analysisView|codingView)/protocol)',
              message: 'The page knows only what it says to its host.',
            },
          ],
        },
      ],
      // What comes from a transcript or a codebook is text, and never markup.
      'no-restricted-properties': [
        'error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'write', 'setHTMLUnsafe', 'srcdoc'].map((property) => ({
          property,
          message: 'Texts of a study are never markup: use textContent.',
        })),
      ],
      'no-restricted-globals': ['error', ...nodeGlobals, 'fetch', 'eval'],
    },
  },
  {
    files: ['src/git/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [noHost[0], { regex: '(^|/)(editor|cli)/', message: 'What asks git does not know for whom.' }] },
      ],
    },
  },
  {
    files: ['src/cli/**/*.ts'],
    rules: {
      'no-console': 'off',
      'no-restricted-imports': [
        'error',
        { patterns: [noHost[0], { regex: '(^|/)editor/', message: 'The command line runs without the editor.' }] },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // A test's doubles implement interfaces that promise.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: { ecmaVersion: 2024 },
    rules: { eqeqeq: 'error', 'prefer-const': 'error', 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
  },
);
