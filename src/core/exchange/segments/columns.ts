/** What the columns of a table of coded segments mean. */
export type Column = 'document' | 'start' | 'end' | 'quote' | 'code' | 'codeId' | 'coder' | 'memo' | 'id' | 'facts';

/** Names of columns as programs and people write them, in English and Norwegian; in small letters and without signs. */
const names: Readonly<Record<Column, readonly string[]>> = {
  document: words(
    'document documentname doc file filename source transcript resource media dokument dokumentnavn fil filnavn kilde transkripsjon',
  ),
  start: words('start begin startoffset startposition startpos cleanstart from pos0 selfirst fra startposisjon'),
  end: words('end stop endoffset endposition endpos cleanend to pos1 selend til slutt sluttposisjon'),
  quote: words(
    'quote text segment codedsegment codedtext excerpt quotation content seltext passage sitat tekst utdrag innhold kodettekst',
  ),
  code: words('code codes codename tag tags label codesapplied kode koder kodenavn merkelapp merkelapper'),
  codeId: words('codeid kodeid'),
  coder: words(
    'coder codedby by user owner creator createdby author rater kodetav koderen kodere bruker forfatter opprettetav',
  ),
  memo: words('memo comment comments note notes notat kommentar merknad'),
  id: words('id passageid utdragsid'),
  facts: words('facts attributes egenskaper'),
};

function words(text: string): readonly string[] {
  return text.split(' ');
}

function fold(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Which column of a header is which; the first of a meaning holds. */
export function columnsOf(header: readonly string[]): ReadonlyMap<Column, number> {
  const folded = header.map(fold);
  const found = new Map<Column, number>();
  for (const [column, known] of Object.entries(names) as [Column, readonly string[]][]) {
    const at = known.map((name) => folded.indexOf(name)).find((index) => index >= 0);
    if (at !== undefined) found.set(column, at);
  }
  // Beside a column «Kode», «Koder» is who codes.
  const codes = folded.indexOf('koder');
  if (codes >= 0 && found.get('code') !== codes && !found.has('coder')) found.set('coder', codes);
  return found;
}

/** Whether a header is that of a table of coded segments: a code, and the words or their place. */
export function isSegments(header: readonly string[]): boolean {
  const columns = columnsOf(header);
  return (
    columns.has('code') &&
    (columns.has('quote') || (columns.has('document') && columns.has('start') && columns.has('end')))
  );
}

/** Whether a header is that of a codebook as Taguette writes it. */
export function isTaguetteCodebook(header: readonly string[]): boolean {
  const folded = header.map((name) => name.trim().toLowerCase());
  const isNamed = ['tag', 'name', 'path'].filter((name) => folded.includes(name)).length === 1;
  return isNamed && folded.includes('description') && !isSegments(header);
}

/** Whether several codes may stand in one cell, with `;` or `|` between. */
export function isPlural(name: string): boolean {
  return /(?:s|codesapplied|koder|merkelapper)$/.test(fold(name));
}
