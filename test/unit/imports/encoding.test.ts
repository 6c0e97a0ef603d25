import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decodeText } from '../../../src/core/imports/encoding.js';
import { runs } from '../markdown/generators.js';

const text = 'Blåbær på Ås – «ja», 😀\r\nto';

function wide(of: string, isLittle: boolean): Uint8Array {
  const bytes = Buffer.from(of, 'utf16le');
  return isLittle ? bytes : bytes.swap16();
}

describe('encodings', () => {
  it('should read UTF-8 with and without a mark', () => {
    assert.deepEqual(decodeText(Buffer.from(text)), { text, encoding: 'utf-8', by: 'valid', replaced: 0 });
    assert.deepEqual(decodeText(Buffer.from(`\ufeff${text}`)), { text, encoding: 'utf-8', by: 'mark', replaced: 0 });
  });

  it('should read UTF-16 with a mark, and without', () => {
    for (const [encoding, isLittle] of [
      ['utf-16le', true],
      ['utf-16be', false],
    ] as const) {
      assert.deepEqual(decodeText(wide(`\ufeff${text}`, isLittle)), { text, encoding, by: 'mark', replaced: 0 });
      assert.deepEqual(decodeText(wide(text, isLittle)), { text, encoding, by: 'guess', replaced: 0 });
    }
  });

  it('should read Windows-1252', () => {
    const bytes = Uint8Array.from([0x42, 0x6c, 0xe5, 0x62, 0xe6, 0x72, 0x20, 0x96, 0x20, 0xab, 0x6a, 0x61, 0xbb]);
    assert.deepEqual(decodeText(bytes), {
      text: 'Blåbær – «ja»',
      encoding: 'windows-1252',
      by: 'guess',
      replaced: 0,
    });
    assert.equal(decodeText(Buffer.from('å'), 'windows-1252').text, 'Ã¥');
  });

  it('should read UTF-8 that was cut off or spoilt, and count what was lost', () => {
    const bytes = Buffer.from('blåbær på Ås 😀');
    assert.deepEqual(decodeText(bytes.subarray(0, -1)), {
      text: 'blåbær på Ås \ufffd',
      encoding: 'utf-8',
      by: 'guess',
      replaced: 1,
    });
  });

  it('should read whatever bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const { text: read, replaced } = decodeText(bytes);
        assert.equal(read.split('\ufffd').length - 1, replaced);
      }),
      runs(),
    );
  });
});
