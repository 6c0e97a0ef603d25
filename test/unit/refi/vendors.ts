import { zipSync, type Zippable } from 'fflate';

/*
 * Projects in the shapes in which programs write them, made here of one small study: what was said, what is coded, by whom.
 * Each has the quirks that real exports of that program have.
 */

export interface Vendor {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Quotations by code as they have to be found in the study, with who coded. */
  readonly passages: readonly (readonly [document: string, quote: string, codes: string, by: string | undefined])[];
}

const interview = [
  'Intervjuer: Hva tenker du? 😀',
  'Ola: Vi vil det samme alle 👩‍🌾, men # det koster.',
  '',
  'Det er *dyrt* [mye] 𝒜 her på bygda.',
].join('\n');

let count = 0;
function guid(seed: string): string {
  count = Array.from(seed).reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)!) % 0xffffffff, 7);
  const digits =
    `${count.toString(16).padStart(8, '0')}${((count * 7919) % 0xffffffff).toString(16).padStart(8, '0')}`.repeat(2);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

interface Counting {
  readonly wide: boolean;
  readonly lineEnd: number;
}

function at(text: string, quote: string, { wide, lineEnd }: Counting): string {
  const start = text.indexOf(quote);
  const counted = (place: number): number => {
    let sum = 0;
    for (const sign of text.slice(0, place)) sum += sign === '\n' ? lineEnd : wide ? sign.length : 1;
    return sum;
  };
  return `startPosition="${counted(start)}" endPosition="${counted(start + quote.length)}"`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;').replace(/\n/g, '&#xA;');
}

function zip(files: Zippable): Uint8Array {
  return zipSync(files);
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const samme = 'Vi vil det samme alle 👩‍🌾';
const koster = 'det koster.\n\nDet er *dyrt*';
const bygda = '𝒜 her på bygda';

/** NVivo for Windows: CRLF with a BOM, UTF-16, a top code "Nodes", cases with attributes, an empty description, small GUIDs in braces. */
function nvivo(): Vendor {
  const counting = { wide: true, lineEnd: 2 };
  const g = (seed: string): string => `{${guid(`nvivo ${seed}`).toLowerCase()}}`;
  const qde = `<?xml version="1.0" encoding="utf-8"?>
<Project name="Studien" origin="NVivo 12" creatingUserGUID="${g('kn')}" xmlns="urn:QDA-XML:project:1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:QDA-XML:project:1.0 http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd">
<Users><User guid="${g('kn')}" name="Kari N" id="KN"/></Users>
<CodeBook><Codes><Code guid="${g('top')}" name="Nodes" isCodable="false"><Description></Description>
<Code guid="${g('a')}" name="Kostnad" isCodable="true" color="#FF0000"><Description>Det som koster.

# ikke en kode</Description><Code guid="${g('a1')}" name="Tid" isCodable="true"/></Code>
<Code guid="${g('b')}" name="Vilje" isCodable="true"><Code guid="${g('b1')}" name="Tid" isCodable="true"/></Code>
</Code></Codes></CodeBook>
<Variables><Variable guid="${g('v')}" name="Alder" typeOfVariable="Integer"/></Variables>
<Cases><Case guid="${g('c')}" name="Ola"><VariableValue><VariableRef targetGUID="${g('v')}"/><IntegerValue>44</IntegerValue></VariableValue><SourceRef targetGUID="${g('s')}"/></Case></Cases>
<Sources><TextSource guid="${g('s')}" name="Intervju 1" plainTextPath="internal://${guid('nvivo s')}.txt" richTextPath="internal://${guid('nvivo s')}.docx" creatingUser="${g('kn')}" creationDateTime="2024-03-12T10:00:00Z">
<PlainTextSelection guid="${g('p1')}" name="x" ${at(interview, samme, counting)} creatingUser="${g('kn')}"><Coding guid="${g('k1')}" creatingUser="${g('kn')}" creationDateTime="2024-03-12T10:00:00Z"><CodeRef targetGUID="${g('b')}"/></Coding></PlainTextSelection>
<PlainTextSelection guid="${g('p2')}" ${at(interview, koster, counting)}><Coding guid="${g('k2')}" creatingUser="${g('kn')}"><CodeRef targetGUID="${g('a')}"/></Coding><Coding guid="${g('k3')}" creatingUser="${g('kn')}"><CodeRef targetGUID="${g('a1')}"/></Coding></PlainTextSelection>
<PlainTextSelection guid="${g('p3')}" ${at(interview, bygda, counting)}><Coding guid="${g('k4')}" creatingUser="${g('kn')}"><CodeRef targetGUID="${g('b1')}"/></Coding></PlainTextSelection>
</TextSource>
<PDFSource guid="${g('pdf')}" name="Rapport.pdf" path="internal://rapport.pdf"><PDFSelection guid="${g('ps')}" page="1" firstX="1" firstY="2" secondX="3" secondY="4"><Coding guid="${g('k5')}"><CodeRef targetGUID="${g('a')}"/></Coding></PDFSelection></PDFSource>
</Sources>
<Links><Link guid="${g('l')}" name="fører til" direction="OneWay" originGUID="${g('a')}" targetGUID="${g('b')}"/></Links>
</Project>`;
  return {
    name: 'NVivo',
    bytes: zip({
      'project.qde': bytes(qde),
      [`Sources/${guid('nvivo s')}.txt`]: bytes(`\ufeff${interview.replaceAll('\n', '\r\n')}`),
      'Sources/rapport.pdf': [bytes('%PDF-1.4 noe'), { level: 0 }],
    }),
    passages: [
      ['Intervju 1', samme, 'vilje', 'Kari N'],
      ['Intervju 1', koster, 'kostnad tid', 'Kari N'],
      ['Intervju 1', bygda, 'tid-2', 'Kari N'],
    ],
  };
}

/** MAXQDA: LF, code points, colours, memos as notes with files, sets with sources, variables on the source. */
function maxqda(): Vendor {
  const counting = { wide: false, lineEnd: 1 };
  const g = (seed: string): string => guid(`maxqda ${seed}`).toUpperCase();
  const qde = `<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Studien" origin="MAXQDA 2022">
<Users><User guid="${g('kn')}" name="KN"/><User guid="${g('ol')}" name="OL"/></Users>
<CodeBook><Codes><Code guid="${g('a')}" name="Kostnad" isCodable="true" color="#abc"><NoteRef targetGUID="${g('n2')}"/></Code><Code guid="${g('b')}" name="Vilje" isCodable="true"/></Codes></CodeBook>
<Variables><Variable guid="${g('v')}" name="Sted" typeOfVariable="Text"/></Variables>
<Sources><TextSource guid="${g('s')}" name="Intervju 1" plainTextPath="internal://${g('s')}.txt">
<PlainTextSelection guid="${g('p1')}" ${at(interview, samme, counting)} creatingUser="${g('kn')}"><Coding guid="${g('k1')}" creatingUser="${g('kn')}"><CodeRef targetGUID="${g('b')}"/></Coding><Coding guid="${g('k2')}" creatingUser="${g('ol')}"><CodeRef targetGUID="${g('a')}"/></Coding><NoteRef targetGUID="${g('n1')}"/></PlainTextSelection>
<PlainTextSelection guid="${g('p2')}" ${at(interview, 'vil det', counting)}><NoteRef targetGUID="${g('n3')}"/></PlainTextSelection>
<VariableValue><VariableRef targetGUID="${g('v')}"/><TextValue>Ås</TextValue></VariableValue>
</TextSource><TextSource guid="${g('s2')}" name="Intervju 1" plainTextPath="internal://${g('s2')}.txt"/></Sources>
<Notes><Note guid="${g('n1')}" name="Memo 1" plainTextPath="internal://${g('n1')}.txt" creatingUser="${g('kn')}"/><Note guid="${g('n2')}" name="Om kostnad" creationDateTime="2024-01-02T03:04:05"><PlainTextContent>Hva *er* kostnad?</PlainTextContent></Note><Note guid="${g('n3')}" name="Løs"><PlainTextContent>Uten kode</PlainTextContent></Note></Notes>
<Sets><Set guid="${g('set')}" name="Barrierer"><MemberCode targetGUID="${g('a')}"/></Set><Set guid="${g('set2')}" name="Første runde"><MemberSource targetGUID="${g('s')}"/></Set></Sets>
</Project>`;
  return {
    name: 'MAXQDA',
    bytes: zip({
      'project.qde': bytes(qde),
      'sources/': new Uint8Array(),
      [`sources/${g('s')}.txt`]: bytes(interview),
      [`sources/${g('s2')}.txt`]: bytes('Noe annet.'),
      [`sources/${g('n1')}.txt`]: bytes('Hun nøler.\nEller?'),
    }),
    passages: [
      ['Intervju 1', samme, 'kostnad', 'OL'],
      ['Intervju 1', samme, 'vilje', 'KN'],
    ],
  };
}

/** ATLAS.ti for Windows: CRLF that counts one, quotations as names, comments as descriptions, code groups as sets, graphs. */
function atlas(): Vendor {
  const counting = { wide: false, lineEnd: 1 };
  const g = (seed: string): string => guid(`atlas ${seed}`).toUpperCase();
  const selection = (seed: string, quote: string, inner: string): string =>
    `<PlainTextSelection guid="${g(seed)}" name="${escaped(quote)}" ${at(interview, quote, counting)} creatingUser="${g('kn')}">${inner}</PlainTextSelection>`;
  const qde = `<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Studien" origin="ATLAS.ti 9">
<Users><User guid="${g('kn')}" name="KN"/></Users>
<CodeBook><Codes><Code guid="${g('a')}" name="Kostnad" isCodable="true"/><Code guid="${g('b')}" name="Vilje" isCodable="true"/></Codes></CodeBook>
<Sources><TextSource guid="${g('s')}" name="Intervju 1.docx" plainTextPath="internal://${g('s')}.txt">
${selection('p1', koster, `<Description>Her &lt;stopper&gt; han.</Description><Coding guid="${g('k1')}" creatingUser="${g('kn')}"><CodeRef targetGUID="${g('a')}"/></Coding>`)}
${selection('p2', bygda, `<Coding guid="${g('k2')}" creatingUser="${g('kn')}"><CodeRef targetGUID="${g('b')}"/></Coding>`)}
</TextSource></Sources>
<Sets><Set guid="${g('set')}" name="Vilje"><MemberCode targetGUID="${g('a')}"/></Set></Sets>
<Graphs><Graph guid="${g('gr')}" name="Kart"><Vertex guid="${g('v1')}" representedGUID="${g('a')}" firstX="1" firstY="1"/></Graph></Graphs>
</Project>`;
  return {
    name: 'ATLAS.ti',
    bytes: zip({ 'project.qde': bytes(qde), [`sources/${g('s')}.txt`]: bytes(interview.replaceAll('\n', '\r\n')) }),
    passages: [
      ['Intervju 1', koster, 'kostnad', 'KN'],
      ['Intervju 1', bygda, 'vilje', 'KN'],
    ],
  };
}

/** QualCoder: categories as codes that are not codable, an unnamed case with one source, quotations as names, `plainTextPath` without `internal://`. */
function qualcoder(): Vendor {
  const counting = { wide: false, lineEnd: 1 };
  const g = (seed: string): string => guid(`qualcoder ${seed}`);
  const qde = `<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Studien.qda" origin="QualCoder-3.5">
<Users><User guid="${g('kn')}" name="default"/></Users>
<CodeBook><Codes><Code guid="${g('cat')}" name="Barrierer" isCodable="false"><Code guid="${g('a')}" name="Kostnad" isCodable="true" color="#F5A9A9"/></Code><Code guid="${g('b')}" name="Vilje" isCodable="true"/></Codes></CodeBook>
<Variables><Variable guid="${g('v')}" name="Dato" typeOfVariable="Text"/></Variables>
<Cases><Case guid="${g('c')}"><VariableValue><VariableRef targetGUID="${g('v')}"/><TextValue>2024-05-06</TextValue></VariableValue><SourceRef targetGUID="${g('s')}"/></Case><Case guid="${g('c2')}" name="Ola"><SourceRef targetGUID="${g('s')}"/></Case></Cases>
<Sources><TextSource guid="${g('s')}" name="intervju.txt" plainTextPath="${g('s')}.txt">
<PlainTextSelection guid="${g('p1')}" name="${escaped(samme)}" ${at(interview, samme, counting)} creatingUser="${g('kn')}"><Coding guid="${g('k1')}" creatingUser="${g('kn')}"><CodeRef targetGUID="${g('b')}"/></Coding></PlainTextSelection>
<PlainTextSelection guid="${g('p2')}" name="borte" startPosition="4000" endPosition="4010"><Coding guid="${g('k2')}"><CodeRef targetGUID="${g('b')}"/></Coding></PlainTextSelection>
</TextSource>
<AudioSource guid="${g('au')}" name="lyd.mp3" path="absolute:///home/kn/lyd.mp3"><Transcript guid="${g('tr')}" name="lyd"><PlainTextContent>En to tre.</PlainTextContent><SyncPoint guid="${g('y1')}" timeStamp="0" position="3"/><SyncPoint guid="${g('y2')}" timeStamp="900" position="5"/><TranscriptSelection guid="${g('ts')}" fromSyncPoint="${g('y1')}" toSyncPoint="${g('y2')}"><Coding guid="${g('k3')}"><CodeRef targetGUID="${g('a')}"/></Coding></TranscriptSelection></Transcript></AudioSource>
<TextSource guid="${g('out')}" name="ute" plainTextPath="absolute:///etc/passwd"/>
</Sources></Project>`;
  return {
    name: 'QualCoder',
    bytes: zip({
      'studien.qde': bytes(qde),
      [`sources/${g('s')}.txt`]: bytes(interview),
      'sources/.root': new Uint8Array(),
    }),
    passages: [
      ['intervju', samme, 'vilje', 'default'],
      ['lyd', 'to', 'kostnad', undefined],
    ],
  };
}

export const vendors: readonly Vendor[] = [nvivo(), maxqda(), atlas(), qualcoder()];

/** Taguette: a codebook with an empty `<Sets/>`; an older namespace, as some write. */
export const taguette = bytes(`<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1:0" origin="taguette 1.4"><Codes>
<Code guid="${guid('t1')}" name="interesting" isCodable="true"><Description>Further review required</Description></Code>
<Code guid="${guid('t2')}" name="people.family" isCodable="true"/>
<Code guid="${guid('t3')}" name="#1 &amp; *2*" isCodable="true" color="#12345"/>
</Codes><Sets/></CodeBook>`);
