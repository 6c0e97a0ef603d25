import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ArchiveError } from '../../../src/core/archive/archiveError.js';
import { xmlLimits } from '../../../src/core/archive/limits.js';
import { element, writeXml, xmlText } from '../../../src/core/archive/writeXml.js';
import { decodeXml, readXml, type XmlElement } from '../../../src/core/archive/xml.js';
import { formatMessage } from '../../../src/core/text/message.js';

/** Elements as plain objects, without attributes that have no value. */
function plain({ name, attributes, children, text }: XmlElement): unknown {
  return { name, attributes: { ...attributes }, children: children.map(plain), text };
}

const name = fc.constantFrom('Code', 'Set', 'Note');
const tree = fc.letrec<{ leaf: XmlElement; node: XmlElement }>((tie) => ({
  leaf: fc.tuple(name, fc.string({ unit: 'binary' })).map(([tag, text]) => element(tag, {}, xmlText(text))),
  node: fc
    .tuple(
      name,
      fc.dictionary(fc.constantFrom('guid', 'name', 'color'), fc.string({ unit: 'binary' }).map(xmlText), {
        noNullPrototype: true,
      }),
      fc.array(fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('node')), { maxLength: 3 }),
    )
    .map(([tag, attributes, children]) => element(tag, attributes, children)),
}));

describe('XML', () => {
  it('should read back what it writes, whatever the texts hold', () => {
    fc.assert(
      fc.property(tree.node, (root) => {
        const { root: read, namespace, broken } = readXml(writeXml(root, 'urn:x'));
        assert.equal(broken, undefined);
        assert.equal(namespace, 'urn:x');
        assert.deepEqual(plain(read), plain(root));
      }),
      { numRuns: 300 },
    );
  });

  it('should leave out prefixes, namespaces, comments and instructions', () => {
    const { root, namespace } = readXml(
      '<?x y?><q:A xmlns:q="urn:q" xmlns="urn:p" q:b="1" c="2"><!-- no --><q:D/></q:A>',
    );
    assert.equal(namespace, 'urn:q');
    assert.deepEqual(plain(root), {
      name: 'A',
      attributes: { c: '2' },
      children: [{ name: 'D', attributes: {}, children: [], text: '' }],
      text: '',
    });
  });

  it('should refuse document types, and so every entity of its own', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>';
    assert.throws(() => readXml(bomb), ArchiveError);
    assert.throws(() => readXml('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'), ArchiveError);
    const { root, broken } = readXml('<a>x&c;</a>');
    assert.equal(root.text.includes('c'), false);
    assert.ok(broken);
  });

  it('should refuse what nests deeper or holds more than a project does', () => {
    assert.throws(() => readXml('<a>'.repeat(100_000)), ArchiveError);
    assert.throws(() => readXml(`<a>${'<b/>'.repeat(20)}</a>`, { ...xmlLimits, elements: 20 }), ArchiveError);
    const attributes = Array.from({ length: 500 }, (_, i) => `a${i}="1"`).join(' ');
    assert.throws(() => readXml(`<a ${attributes}/>`), ArchiveError);
    assert.throws(() => readXml('<a/>'.padEnd(100), { ...xmlLimits, length: 50 }), ArchiveError);
  });

  it('should give what stands before the place where it breaks off, and say where that is', () => {
    const { root, broken } = readXml('<a>\n<b n="1"><c>hei</c></b>\n<b n="2"><c>h');
    assert.deepEqual(
      root.children.map(({ attributes, children }) => [attributes.n, children[0]?.text]),
      [
        ['1', 'hei'],
        ['2', ''],
      ],
    );
    assert.match(formatMessage(broken!), /line 3/);
  });

  it('should read the encodings that are said', () => {
    const text = '<?xml version="1.0" encoding="UTF-16"?><a>ø</a>';
    const wide = new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
    assert.equal(readXml(decodeXml(wide)).root.text, 'ø');
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>ø</a>', 'latin1');
    assert.equal(readXml(decodeXml(latin)).root.text, 'ø');
    assert.equal(readXml(decodeXml(Buffer.from('\ufeff<a>ø</a>'))).root.text, 'ø');
    assert.throws(() => decodeXml(Buffer.from('<a>\xf8</a>', 'latin1')), ArchiveError);
    assert.throws(() => decodeXml(Buffer.from('<?xml version="1.0" encoding="klingon"?><a/>')), ArchiveError);
  });

  it('should come to an end with a document or an error, whatever is cut off or flipped', () => {
    const source = Buffer.from(
      '<?xml version="1.0"?><P n="&lt;æ&#x1F600;"><![CDATA[ x ]]><C g="{1}"/><D>&amp;</D></P>',
    );
    const check = (bytes: Uint8Array): void => {
      try {
        readXml(decodeXml(bytes));
      } catch (error) {
        assert.ok(error instanceof ArchiveError, String(error));
      }
    };
    for (let end = 0; end < source.length; end++) check(source.subarray(0, end));
    for (let at = 0; at < source.length * 8; at++) {
      const flipped = Uint8Array.from(source);
      flipped[at >> 3]! ^= 1 << (at & 7);
      check(flipped);
    }
  });
});
