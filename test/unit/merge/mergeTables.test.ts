import assert from 'node:assert/strict';
import { mergeFiles } from '../../../src/core/merge/mergeFiles.js';
import { mergeTables } from '../../../src/core/merge/mergeTables.js';

const base = 'id,rolle,alder\nA1,leder,40\nA2,ansatt,30\n';

function merged(before: string, ours: string, theirs: string): string {
  const result = mergeTables(before, ours, theirs);
  assert.equal(result.conflicts, 0, result.text);
  assert.equal(mergeTables(before, theirs, ours).text, result.text);
  return result.text;
}

describe('merging participants', () => {
  it('should unite rows and columns of both, and cells of one row', () => {
    assert.equal(
      merged(
        base,
        'id,rolle,alder,kjønn\nA1,leder,41,k\nA2,ansatt,30,m\nA3,ny,20,k\n',
        'id,rolle,alder\nA1,sjef,40\nA2,ansatt,30\nA4,"ja, vel",50\n',
      ),
      'id,rolle,alder,kjønn\nA1,sjef,41,k\nA2,ansatt,30,m\nA3,ny,20,k\nA4,"ja, vel",50,\n',
    );
    assert.equal(
      merged(
        base,
        'id,rolle,alder,x\nA1,leder,40,1\nA2,ansatt,30,2\n',
        'id,rolle,alder,y\nA1,leder,40,3\nA2,ansatt,30,4\n',
      ),
      'id,rolle,alder,x,y\nA1,leder,40,1,3\nA2,ansatt,30,2,4\n',
    );
  });

  it('should leave rows as they are written', () => {
    assert.equal(
      merged(
        'id; rolle\n"A1"; "leder"\nA2;x\n',
        'id; rolle\n"A1"; "leder"\nA2;y\n',
        'id; rolle\n"A1"; "leder"\nA2;x\nA3;z\n',
      ),
      'id; rolle\n"A1"; "leder"\nA2;y\nA3;z\n',
    );
  });

  it('should ask about a cell that both changed, and about a row or column that one took out and the other changed', () => {
    const cell = mergeTables(base, base.replace('leder', 'sjef'), base.replace('leder', 'direktør'));
    assert.equal(
      cell.text,
      'id,rolle,alder\n<<<<<<< ours\nA1,sjef,40\n=======\nA1,direktør,40\n>>>>>>> theirs\nA2,ansatt,30\n',
    );
    const row = mergeTables(base, base.replace('A2,ansatt,30\n', ''), base.replace('ansatt', 'vikar'));
    assert.equal(row.text, 'id,rolle,alder\nA1,leder,40\n<<<<<<< ours\n=======\nA2,vikar,30\n>>>>>>> theirs\n');
    assert.ok(mergeTables(base, 'id,alder\nA1,40\nA2,30\n', base.replace('ansatt', 'vikar')).conflicts > 0);
    assert.equal(merged(base, 'id,alder\nA1,40\nA2,30\n', base.replace('30', '31')), 'id,alder\nA1,40\nA2,31\n');
  });

  it('should keep a BOM and the line ends, and take those that one side changed', () => {
    const crlf = (text: string): string => `\ufeff${text.replaceAll('\n', '\r\n')}`;
    assert.equal(mergeFiles('table', base, crlf(base), base.replace('30', '31'))?.text, crlf(base.replace('30', '31')));
    assert.equal(
      mergeFiles('transcript', crlf('A\n\nB\n'), crlf('[A]{.a}\n\nB\n'), crlf('A\n\n[B]{.b}\n'))?.text,
      crlf('[A]{.a}\n\n[B]{.b}\n'),
    );
    assert.equal(mergeFiles('transcript', 'A\n', '<<<<<<< a\nA\n=======\nB\n>>>>>>> b\n', 'C\n'), undefined);
  });
});
