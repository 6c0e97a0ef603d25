/// <reference path="../../src/editor/git/emicGit.d.ts" />
/** All editor tests: esbuild.js answers this import. */
declare module 'emic:tests';
declare module 'mocha/mocha.js';
