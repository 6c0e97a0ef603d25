import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { ArchiveError } from '../../../src/core/archive/archiveError.js';
import { crc32 } from '../../../src/core/archive/crc32.js';
import { archiveLimits } from '../../../src/core/archive/limits.js';
import { openZip } from '../../../src/core/archive/readZip.js';
import { writeZip } from '../../../src/core/archive/writeZip.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function refuses(bytes: Uint8Array, why: RegExp, limits = archiveLimits): void {
  assert.throws(
    () => openZip(bytes, limits).map((file) => file.read()),
    (error) => error instanceof ArchiveError && why.test(error.message),
  );
}

/** Writes a 32-bit number over every directory entry's field. */
function patched(zip: Uint8Array, record: number, field: number, value: number): Uint8Array {
  const copy = zip.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at + 46 <= copy.length; at++)
    if (view.getUint32(at, true) === record) view.setUint32(at + field, value, true);
  return copy;
}

const directoryEntry = 0x02014b50;

describe('ZIP archives', () => {
  it('should give back what was packed, and the same bytes for the same files', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-zæøå]{1,8}$/), fc.uint8Array({ maxLength: 3000 })), (files) => {
        const entries = Object.entries(files);
        const zip = writeZip(entries);
        assert.deepEqual(writeZip(entries), zip);
        const read = openZip(zip).map((file) => [file.path, Array.from(file.read())]);
        assert.deepEqual(
          read.sort(),
          entries.map(([path, bytes]) => [path.normalize('NFC'), Array.from(bytes)]).sort(),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('should know the checksum that ZIP keeps', () => {
    assert.equal(crc32(bytesOf('123456789')), 0xcbf43926);
  });

  it('should read files that are stored, folders, and names with backslashes', () => {
    const zip = zipSync({ 'sources\\A.txt': [strToU8('hei'), { level: 0 }], 'tom/': new Uint8Array() });
    assert.deepEqual(
      openZip(zip).map(({ path, size }) => [path, size]),
      [['sources/A.txt', 3]],
    );
  });

  it('should refuse paths that lead outside', () => {
    for (const path of ['../up.txt', 'a/../../up.txt', '/etc/x', 'C:/x', '..\\x'])
      refuses(zipSync({ [path]: strToU8('x') }), /leads out/);
  });

  it('should refuse two files of one path, and more files than the limit', () => {
    refuses(zipSync({ 'a/b': strToU8('x'), 'a\\b': strToU8('y') }), /two files/);
    const many = zipSync({ a: strToU8('x'), b: strToU8('x'), c: strToU8('x') });
    refuses(many, /too many/, { ...archiveLimits, entries: 2 });
  });

  it('should refuse a bomb by what it says, and by what it does where it lies', () => {
    const bomb = zipSync({ bomb: [new Uint8Array(20_000_000), { level: 9 }] });
    refuses(bomb, /too large/);
    const liar = patched(bomb, directoryEntry, 24, 1000);
    refuses(liar, /larger than the archive says/);
    refuses(zipSync({ a: new Uint8Array(2000), b: new Uint8Array(2000) }), /too large/, {
      ...archiveLimits,
      totalSize: 3000,
    });
  });

  it('should refuse files that lie over one another', () => {
    const zip = zipSync({ a: [strToU8('xxxx'), { level: 0 }], b: [strToU8('yyyy'), { level: 0 }] });
    refuses(patched(zip, directoryEntry, 42, 0), /over one another/);
  });

  it('should refuse what is locked or packed otherwise', () => {
    const zip = zipSync({ a: strToU8('x') });
    refuses(patched(zip, directoryEntry, 8, 1 | (8 << 16)), /locked/);
    refuses(patched(zip, directoryEntry, 8, 14 << 16), /does not know/);
  });

  it('should give the right bytes or an error, whatever is cut off or flipped', () => {
    const files = {
      'project.qde': 'Noe som står her, og mer av det samme, det samme.',
      'sources/A.txt': 'Æ '.repeat(200),
    };
    const zip = writeZip(Object.entries(files).map(([path, text]) => [path, bytesOf(text)] as const));
    const check = (bytes: Uint8Array): void => {
      try {
        for (const file of openZip(bytes)) {
          const text = new TextDecoder().decode(file.read());
          assert.ok(Object.values(files).includes(text), 'other bytes than were packed');
        }
      } catch (error) {
        assert.ok(error instanceof ArchiveError, String(error));
      }
    };
    for (let end = 0; end < zip.length; end++) check(zip.subarray(0, end));
    for (let at = 0; at < zip.length * 8; at++) {
      const flipped = zip.slice();
      flipped[at >> 3]! ^= 1 << (at & 7);
      check(flipped);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => check(bytes)),
      { numRuns: 300 },
    );
  });
});
