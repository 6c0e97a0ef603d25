import assert from 'node:assert/strict';
import { directionOf } from '../../../src/core/page/direction.js';

describe('the direction of a page', () => {
  it('should be that of most letters, whatever its labels are written in', () => {
    assert.equal(directionOf('**A1:** זה התחיל כשהמעבורת הפסיקה לעבוד'), 'rtl');
    assert.equal(directionOf('**A1:** مرحبا، هذا نص عربي'), 'rtl');
    assert.equal(directionOf('**A1:** Det heter שלום på hebraisk.'), 'ltr');
    assert.equal(directionOf('**מראיינת:** It is all in English, but for the label.'), 'ltr');
    assert.equal(directionOf('12:30, 😀'), 'ltr');
    assert.equal(directionOf(''), 'ltr');
  });
});
