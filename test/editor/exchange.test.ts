import assert from 'node:assert/strict';
import { taguetteProject } from '../unit/exchange/databases.js';
import { imported } from '../unit/exchange/support.js';

describe('databases of other programs', () => {
  it('should be read in this host', async () => {
    const made = await imported({ 'p.sqlite3': await taguetteProject() });
    assert.equal(made?.passages, 3);
  });
});
