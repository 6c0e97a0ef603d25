import Module from 'node:module';
import path from 'node:path';

/*
 * Prints how many milliseconds the extension's bundle takes to load and to activate in Node. `vscode` is a stand-in that
 * answers everything with itself, so that only Emic's own work is measured; the rest of an activation is VS Code's.
 */

function stands(): void {
  // It is never called: the proxy is.
}

const standIn: object = new Proxy(stands, {
  get: (_, key) =>
    key === Symbol.toPrimitive
      ? () => ''
      : key === Symbol.iterator
        ? () => [].values()
        : key === 'then'
          ? undefined
          : standIn,
  apply: () => standIn,
  construct: () => standIn,
  has: () => false,
  set: () => true,
  defineProperty: () => true,
});

/** What `require('vscode')` gives: a bundle copies its own properties and inherits the rest. */
const standInModule: object = new Proxy({}, { getPrototypeOf: () => standIn });

interface Loader {
  _load(request: string, ...rest: unknown[]): unknown;
}
const loader = Module as unknown as Loader;
const load = loader._load.bind(loader);
loader._load = (request, ...rest) => (request === 'vscode' ? standInModule : load(request, ...rest));

const require = Module.createRequire(import.meta.url);
const start = performance.now();
const extension = require(path.resolve('dist/extension.js')) as { activate(context: unknown): unknown };
const loaded = performance.now();
extension.activate(standIn);
console.log(`${String(loaded - start)} ${String(performance.now() - loaded)}`);
process.exit(0);
