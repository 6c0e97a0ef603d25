import { writeZip } from '../../../src/core/archive/writeZip.js';

/*
 * Word and OpenDocument files, made of the XML that their programs write.
 */

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export const word = {
  run: (text: string, properties = ''): string =>
    `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`,
  paragraph: (runs: string, properties = ''): string =>
    `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`,
  break: '<w:r><w:br/></w:r>',
};

const ooxml = 'http://schemas.openxmlformats.org';

/** A Word document. @param body what stands in `w:body`. */
export function docx(body: string, more: readonly (readonly [string, Uint8Array])[] = []): Uint8Array {
  const relationships = `${ooxml}/package/2006/relationships`;
  const main = `xmlns:w="${ooxml}/wordprocessingml/2006/main"`;
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  const list = (id: number, format: string): string =>
    `<w:abstractNum w:abstractNumId="${id}">${[0, 1].map((level) => `<w:lvl w:ilvl="${level}"><w:numFmt w:val="${format}"/></w:lvl>`).join('')}</w:abstractNum>`;
  const style = (id: string, name: string): string =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`;
  return writeZip([
    [
      '[Content_Types].xml',
      utf8(
        `<?xml version="1.0"?><Types xmlns="${ooxml}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${type}.document.main+xml"/></Types>`,
      ),
    ],
    [
      '_rels/.rels',
      utf8(
        `<?xml version="1.0"?><Relationships xmlns="${relationships}"><Relationship Id="r1" Type="${ooxml}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
      ),
    ],
    ['word/document.xml', utf8(`<?xml version="1.0"?><w:document ${main}><w:body>${body}</w:body></w:document>`)],
    [
      'word/styles.xml',
      utf8(
        `<?xml version="1.0"?><w:styles ${main}>${style('Overskrift1', 'heading 1')}${style('Overskrift2', 'heading 2')}${style('Sitat', 'Quote')}</w:styles>`,
      ),
    ],
    [
      'word/numbering.xml',
      utf8(
        `<?xml version="1.0"?><w:numbering ${main}>${list(1, 'bullet')}${list(2, 'decimal')}<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>`,
      ),
    ],
    [
      'word/_rels/document.xml.rels',
      utf8(
        `<?xml version="1.0"?><Relationships xmlns="${relationships}"><Relationship Id="r1" Type="${ooxml}/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="r2" Type="${ooxml}/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>`,
      ),
    ],
    ...more,
  ]);
}

/** An OpenDocument text. @param body what stands in `office:text`. @param styles automatic styles. */
export function odt(body: string, styles = ''): Uint8Array {
  const spaces = ['office', 'text', 'style', 'table', 'drawing']
    .map((name) => `xmlns:${name === 'drawing' ? 'draw' : name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
    .join(' ');
  const fo = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"';
  return writeZip([
    ['mimetype', utf8('application/vnd.oasis.opendocument.text')],
    [
      'content.xml',
      utf8(
        `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${spaces} ${fo}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
      ),
    ],
  ]);
}
