/** So many letters tell. */
const enough = 4000;

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * The direction of a text as a whole: that of most of its letters, whatever language it says it is in, and although labels
 * such as `A1` are mostly written from left to right.
 */
export function directionOf(text: string): 'ltr' | 'rtl' {
  let [rtl, all] = [0, 0];
  for (const [letter] of text.slice(0, 4 * enough).matchAll(/\p{L}/gu)) {
    if (rightToLeft.test(letter)) rtl++;
    if (++all >= enough) break;
  }
  return rtl * 2 > all ? 'rtl' : 'ltr';
}
