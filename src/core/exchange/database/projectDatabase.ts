// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- the types go along wherever this module is compiled
/// <reference path="./sqlJs.d.ts" />
import type { Database } from 'sql.js/dist/sql-wasm-inline.js';
import { ArchiveError } from '../../archive/archiveError.js';
import { message } from '../../text/message.js';

/** What a database from outside may ask of the machine; a real project stays far below. */
export interface DatabaseLimits {
  /** Bytes of the file. */
  readonly size: number;
  /** Rows of one table. */
  readonly rows: number;
  /** UTF-16 code units of one value. */
  readonly value: number;
}

export const databaseLimits: DatabaseLimits = { size: 400_000_000, rows: 2_000_000, value: 50_000_000 };

export type Value = string | number | null;
export type Row<Column extends string> = Readonly<Record<Column, Value>>;

const signature = 'SQLite format 3\0';

/** Whether a file is a database of SQLite, by how it begins. */
export function isSqlite(bytes: Uint8Array): boolean {
  return bytes.length >= 100 && String.fromCharCode(...bytes.subarray(0, signature.length)) === signature;
}

/**
 * The database of another program. Only the rows of plain tables are read, never a view, a virtual table or a column that is
 * computed: what these run is up to whoever made the file.
 */
export class ProjectDatabase {
  readonly #database: Database;
  readonly #limits: DatabaseLimits;
  /** Columns of the tables that can be read, by name in small letters. */
  readonly #tables: ReadonlyMap<string, ReadonlySet<string>>;

  private constructor(database: Database, limits: DatabaseLimits, tables: ReadonlyMap<string, ReadonlySet<string>>) {
    this.#database = database;
    this.#limits = limits;
    this.#tables = tables;
  }

  /**
   * Opens a database and reads what tables it has.
   * @throws ArchiveError where it is none, is damaged, or is larger than the limits allow.
   */
  static async open(bytes: Uint8Array, limits: DatabaseLimits = databaseLimits): Promise<ProjectDatabase> {
    if (!isSqlite(bytes)) throw new ArchiveError(message('This is no database of SQLite.'));
    if (bytes.length > limits.size) throw new ArchiveError(message('This database is too large.'));
    const copy = bytes.slice();
    // A database with a log of its own (WAL) cannot be opened alone. What is in the file itself is whole all the same.
    copy[18] = 1;
    copy[19] = 1;
    const { openSqlite } = await import('./sqlite.js');
    let database: Database | undefined;
    try {
      database = await openSqlite(copy);
      for (const pragma of [
        'trusted_schema = OFF',
        'query_only = ON',
        'cell_size_check = ON',
        'ignore_check_constraints = ON',
      ])
        database.run(`PRAGMA ${pragma}`);
      return new ProjectDatabase(database, limits, tablesOf(database));
    } catch (error) {
      database?.close();
      throw error instanceof ArchiveError ? error : damaged();
    }
  }

  /** Whether there is a table with these columns, among others. */
  has(table: string, ...columns: readonly string[]): boolean {
    const found = this.#tables.get(table.toLowerCase());
    return found !== undefined && columns.every((column) => found.has(column.toLowerCase()));
  }

  /**
   * All rows of a table; none where there is no such table, and null for a column that it does not have.
   * @throws ArchiveError where it is damaged or too large.
   */
  rows<Column extends string>(table: string, ...columns: readonly Column[]): readonly Row<Column>[] {
    if (!this.has(table)) return [];
    const own = columns.filter((column) => this.has(table, column));
    if (own.length === 0) return [];
    try {
      this.#check(table);
      return this.#read(table, own, columns);
    } catch (error) {
      throw error instanceof ArchiveError ? error : damaged();
    }
  }

  /**
   * All texts of all plain tables, in no order that counts.
   * @throws ArchiveError where it is damaged or too large.
   */
  *texts(): Generator<string> {
    for (const [table, columns] of this.#tables) {
      for (const row of this.rows(table, ...columns)) {
        for (const value of Object.values(row)) if (typeof value === 'string' && value !== '') yield value;
      }
    }
  }

  /** How many rows a table has. */
  count(table: string): number {
    const [first] = [...(this.#tables.get(table.toLowerCase()) ?? [])];
    return first === undefined ? 0 : this.rows(table, first).length;
  }

  close(): void {
    this.#database.close();
  }

  /** Pages that lead back to themselves would be read for ever; SQLite finds them by marking what it has seen. */
  #check(table: string): void {
    const statement = this.#database.prepare(`PRAGMA quick_check(${quoted(table)})`);
    try {
      while (statement.step()) {
        const [found] = statement.get();
        // An index that is out of step, or an empty value, is no harm to who reads the rows.
        if (found !== 'ok' && !/^(?:NULL value|row \d+ missing|wrong # of entries|non-unique)/.test(String(found)))
          throw damaged();
      }
    } finally {
      statement.free();
    }
  }

  #read<Column extends string>(
    table: string,
    own: readonly Column[],
    columns: readonly Column[],
  ): readonly Row<Column>[] {
    const statement = this.#database.prepare(`SELECT ${own.map(quoted).join(', ')} FROM ${quoted(table)} NOT INDEXED`);
    const rows: Row<Column>[] = [];
    try {
      while (statement.step()) {
        if (rows.length >= this.#limits.rows)
          throw new ArchiveError(message('The table {0} has too many rows.', table));
        const values = statement.get().map((value) => this.#plain(value, table));
        const row: Partial<Record<Column, Value>> = {};
        for (const column of columns) row[column] = values[own.indexOf(column)] ?? null;
        rows.push(row as Row<Column>);
      }
    } finally {
      statement.free();
    }
    return rows;
  }

  #plain(value: string | number | Uint8Array | null, table: string): Value {
    if (value === null || typeof value === 'number') return value;
    if (value.length > this.#limits.value)
      throw new ArchiveError(message('The table {0} holds a text that is too long.', table));
    return typeof value === 'string' ? value : new TextDecoder().decode(value);
  }
}

function damaged(): ArchiveError {
  return new ArchiveError(
    message('This database is damaged or cut short. Open it in its own program, save a copy, and import that.'),
  );
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function tablesOf(database: Database): ReadonlyMap<string, ReadonlySet<string>> {
  const tables = new Map<string, ReadonlySet<string>>();
  for (const [name, type, page] of all(database, 'SELECT name, type, rootpage FROM sqlite_master LIMIT 10000')) {
    // A virtual table has no page of its own.
    if (typeof name !== 'string' || type !== 'table' || typeof page !== 'number' || page <= 0) continue;
    const columns = all(database, `PRAGMA table_xinfo(${quoted(name)})`);
    const isPlain = columns.every((column) => column[6] === 0);
    if (isPlain) tables.set(name.toLowerCase(), new Set(columns.map(([, column]) => String(column).toLowerCase())));
  }
  return tables;
}

function all(database: Database, sql: string): readonly (readonly (string | number | Uint8Array | null)[])[] {
  const statement = database.prepare(sql);
  const rows: (string | number | Uint8Array | null)[][] = [];
  try {
    while (statement.step()) rows.push(statement.get());
  } finally {
    statement.free();
  }
  return rows;
}

/** A value as a text; empty where there is none. */
export function textOf(value: Value): string {
  return value === null ? '' : String(value);
}

/** A value as a whole number; undefined where it is none. */
export function numberOf(value: Value): number | undefined {
  if (value === null || value === '') return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}
