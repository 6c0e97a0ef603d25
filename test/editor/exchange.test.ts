import assert from 'node:assert/strict';
import { importOther } from '../../src/core/exchange/importOther.js';
import { taguetteProject } from '../unit/exchange/databases.js';

describe('databases of other programs', () => {
  it('should be read in this host', async () => {
    const bytes = await taguetteProject();
    const made = await importOther('p.sqlite3', [{ path: 'p.sqlite3', read: () => Promise.resolve(bytes) }]);
    assert.equal(made?.passages, 3);
  });
});
