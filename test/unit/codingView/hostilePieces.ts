import * as fc from 'fast-check';

/** What somebody might write into a transcript to get more than words onto a page. */
export const hostile = fc.constantFrom(
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '![x](https://example.org/x.png)',
  '[x](javascript:alert(1))',
  '<style>*{background:url(//x)}</style>',
  '<link rel=stylesheet href=//x>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '[a]{.x" onclick="alert(1)}',
  '[a]{.x}[^memo-a]\n\n[^memo-a]: <svg onload=alert(1)>',
  '[a]{#a .x by="<b>"}[^memo-a]',
  '<svg/onload=alert(1)>',
  '&lt;script&gt;',
  '<a href="javascript:alert(1)">x</a>',
  '[a]{.x style="background:url(x)" stance="}</style><script>"}',
  '\u0000\u202e',
);
