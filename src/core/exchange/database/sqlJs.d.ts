/** What Emic uses of sql.js, SQLite as WebAssembly (https://sql.js.org); its own types would bring Node and the DOM along. */
declare module 'sql.js/dist/sql-wasm-inline.js' {
  export interface Statement {
    step(): boolean;
    get(): (string | number | Uint8Array | null)[];
    free(): boolean;
  }
  export interface Database {
    prepare(sql: string): Statement;
    run(sql: string, values?: readonly (string | number | null)[]): Database;
    export(): Uint8Array;
    close(): void;
  }
  const initSqlJs: () => Promise<{ readonly Database: new (bytes?: Uint8Array) => Database }>;
  export default initSqlJs;
}
