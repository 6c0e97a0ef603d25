import { lineColor, type CodeColor, type ThemeKind } from '../../colors/codeColors.js';
import { colorKey } from '../../reading/style.js';
import type { Look } from '../charts/look.js';

const light = '--paper:#fff;--ink:#262626;--quiet:#666;--rule:#d0d0d0;--band:#f4f4f4;';
const dark = '--paper:#1f1f1f;--ink:#d6d6d6;--quiet:#a2a2a2;--rule:#4a4a4a;--band:#292929;';

/** The style sheet of exported analyses: light, dark, and for paper. */
export const htmlStyle = `:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
@media print{:root{color-scheme:light;${light}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif}
main{max-width:70rem;margin:0 auto;padding:2.5rem 1.5rem 4rem;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 1.2rem}h2{font-size:1.3rem;margin:2.4rem 0 .8rem}
h3{font-size:1.1rem;margin:2rem 0 .6rem}h4,h5,h6{font-size:1rem;margin:1.6rem 0 .5rem}
h1,h2,h3,h4,h5,h6{break-after:avoid}
.wide{overflow-x:auto;margin:0 0 .6rem}
table{border-collapse:collapse;font-size:.9rem;line-height:1.4;overflow-wrap:normal}
caption{caption-side:top;text-align:start;font-weight:600;padding:0 0 .5rem}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.prose,figure{max-width:44rem}
th,td{padding:.35rem .7rem;border-bottom:1px solid var(--rule);text-align:start;vertical-align:top}
thead th,thead td{border-bottom:2px solid var(--ink);vertical-align:bottom}
tbody th{font-weight:400}
thead{display:table-header-group}tr{break-inside:avoid}
.number{text-align:right;font-variant-numeric:tabular-nums}
.level-1{padding-inline-start:1.9rem}.level-2{padding-inline-start:3.1rem}.level-3{padding-inline-start:4.3rem}.level-4{padding-inline-start:5.5rem}
tr.group{background:var(--band)}tr.group th,tr.group td,tr.total th,tr.total td,.sum{font-weight:600}
tr.total th,tr.total td{border-top:2px solid var(--ink)}
td p{margin:0 0 .5rem}td p:last-child{margin:0}td{max-width:30rem}
.legend{margin:.2rem 0;font-size:.82rem;color:var(--quiet)}
figure{margin:0 0 1.2rem;break-inside:avoid}
figure.chart{max-width:none;overflow-x:auto}
figure.chart svg{display:block;max-width:100%;height:auto;font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif}
blockquote{margin:0;font-family:Charter,'Bitstream Charter',Georgia,'Times New Roman',serif}
.block blockquote{border-inline-start:3px solid var(--rule);padding-inline-start:1rem}
.block figcaption{padding-inline-start:1.2rem}
blockquote p{margin:0 0 .5rem}
figcaption{font-size:.85rem;color:var(--quiet)}
a{color:inherit}
@page{margin:16mm 14mm}
@media print{body{font-size:10.5pt}main{max-width:none;padding:0}.wide{overflow:visible}}
`;

/** How charts look on the page, by the variables of its style sheets. */
export const pageLook: Look = {
  ink: 'var(--ink)',
  quiet: 'var(--quiet)',
  rule: 'var(--rule)',
  paper: 'var(--paper)',
  accent: 'var(--blue)',
  paint: (color = 'blue') => `var(--${colorKey(color)})`,
};

/** The colours of charts: light, dark, and for paper. */
export function chartStyle(colors: Iterable<CodeColor>): string {
  const all = new Set<CodeColor>(['blue', 'grey', ...colors]);
  const variables = (kind: ThemeKind): string =>
    [...all].map((color) => `--${colorKey(color)}:${lineColor(color, kind)};`).join('');
  const [light, dark] = [variables('light'), variables('dark')];
  return `:root{${light}}@media (prefers-color-scheme:dark){:root{${dark}}}@media print{:root{${light}}}\n`;
}
