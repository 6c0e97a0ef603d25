// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- the types go along wherever this module is compiled
/// <reference path="./sqlJs.d.ts" />
import initSqlJs, { type Database } from 'sql.js/dist/sql-wasm-inline.js';

/** Opens a database in memory. A module of its own, because SQLite is heavy and loaded when first needed. */
export async function openSqlite(bytes: Uint8Array): Promise<Database> {
  const { Database } = await initSqlJs();
  return new Database(bytes);
}
