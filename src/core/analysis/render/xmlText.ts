/** What XML 1.0 has no room for: control signs, halves of surrogate pairs, and two code points that are none (XML 1.0, 2.2). */

const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text that XML can hold: what it cannot is left out, and half a pair becomes �. */
export function xmlText(text: string): string {
  return text.replace(forbidden, (sign) => (sign >= '\ud800' && sign <= '\udfff' ? '\ufffd' : ''));
}
