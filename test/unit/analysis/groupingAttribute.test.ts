import assert from 'node:assert/strict';
import { groupingAttribute } from '../../../src/core/analysis/groupingAttribute.js';
import { ParticipantTable } from '../../../src/core/study/participants.js';

describe('the attribute that is first to be compared by', () => {
  const of = (csv: string): string | undefined => groupingAttribute(ParticipantTable.parse(csv));

  it('should make groups, and not name each participant', () => {
    assert.equal(of('id,name,site\nA1,Anna,north\nA2,Bo,north\nB1,Kim,south\n'), 'site');
  });

  it('should not put all into one group', () => {
    assert.equal(of('id,country,site\nA1,NO,north\nA2,NO,north\nB1,NO,south\n'), 'site');
  });

  it('should leave out those without a value', () => {
    assert.equal(of('id,note,role\nA1,x,farmer\nA2,,farmer\nB1,y,cook\n'), 'role');
  });

  it('should be none where there is none', () => {
    assert.equal(of('id,name\nA1,Anna\nA2,Bo\n'), undefined);
    assert.equal(of('id\nA1\n'), undefined);
  });
});
