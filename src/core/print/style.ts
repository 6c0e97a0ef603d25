import { labelColor, lineColor, swatchOf, type CodeColor } from '../colors/codeColors.js';
import { colorKey, type ColorVariable } from '../reading/style.js';

/** The names of colours in the style sheet of a printed transcript. */
export const printVariable: ColorVariable = (color, part) => `var(--${colorKey(color)}-${part})`;

/** The style sheet of a printed transcript: light, dark, and for paper. */
export function printStyle(colors: readonly CodeColor[]): string {
  const light = colors.map((color) => variables(color, 'light')).join('');
  const dark = colors.map((color) => variables(color, 'dark')).join('');
  return [
    `:root{color-scheme:light dark;${lightPaper}${light}}`,
    `@media (prefers-color-scheme:dark){:root{${darkPaper}${dark}}}`,
    `@media print{:root{color-scheme:light;${lightPaper}${light}}}`,
    layout,
  ].join('\n');
}

function variables(color: CodeColor, kind: 'light' | 'dark'): string {
  const name = `--${colorKey(color)}`;
  const shades = swatchOf(color)[kind];
  return `${name}-line:${lineColor(color, kind)};${name}-label:${labelColor(color, kind)};${name}-tint:${shades.tint};`;
}

const lightPaper = '--paper:#fff;--ink:#262626;--quiet:#666;--rule:#d9d9d9;';
const darkPaper = '--paper:#1f1f1f;--ink:#d6d6d6;--quiet:#a2a2a2;--rule:#444;';

/** The margin's names are floats that are pulled out of the text, so that they stand beside their line and never on each other. */
const layout = `
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.65 Charter,'Bitstream Charter',Georgia,'Times New Roman',serif;
 -webkit-print-color-adjust:exact;print-color-adjust:exact}
.page{position:relative;max-width:62rem;margin:0 auto;padding:2.5rem 18.5rem 4rem 4.5rem;overflow:hidden;overflow-wrap:anywhere}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.8em 0 .5em;break-after:avoid}
h1{font-size:1.6rem}h2{font-size:1.25rem}h3{font-size:1.08rem}h4,h5,h6{font-size:1rem}
header h1{margin:0 0 .6rem}
p,ul,ol,blockquote,pre,table{margin:0 0 .85em}
p{orphans:2;widows:2}
blockquote{margin-left:0;padding-left:1em;border-left:3px solid var(--rule)}
pre{white-space:pre-wrap}
table{border-collapse:collapse}td,th{border:1px solid var(--rule);padding:.15em .5em;text-align:left;vertical-align:top}
a{color:inherit}
.facts,.legend,.number,.note,.time,.quiet,.fact{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif}
.facts{margin:0 0 1.2rem;font-size:.8rem;color:var(--quiet);display:grid;grid-template-columns:max-content 1fr;gap:.1rem .9rem}
.facts dt{font-weight:600}.facts dt::first-letter{text-transform:uppercase}.facts dd{margin:0}
.legend{font-size:.78rem;line-height:1.45;margin:0 -14rem 1.8rem 0;padding:.6rem 0;border:solid var(--rule);border-width:1px 0;columns:3 11rem}
.legend ul{list-style:none;margin:0;padding:0}.legend li{break-inside:avoid;padding-left:1.1rem;text-indent:-1.1rem}
.legend .swatch{display:inline-block;width:.7rem;height:.7rem;margin-right:.4rem;border-radius:50%;text-indent:0;vertical-align:-1px}
.row{position:relative}
.number{position:absolute;left:-3.4rem;top:.28em;width:2.4rem;text-align:right;font-size:.7rem;color:var(--quiet);user-select:none}
.asks{color:var(--quiet)}
.head{font-weight:600}.time{font-weight:400;font-size:.78em;color:var(--quiet)}
.quiet,.fact{color:var(--quiet);font-size:.85em}
.coded{background-color:var(--tint);background-image:var(--line-0,none),var(--line-1,none),var(--line-2,none);
 background-position:0 100%,0 calc(100% - 3px),0 calc(100% - 6px);background-size:100% 2px;background-repeat:no-repeat;
 -webkit-box-decoration-break:clone;box-decoration-break:clone;padding-bottom:2px}
.edge{user-select:none}
.long{font-weight:700}
.note{float:right;clear:right;width:13.4rem;margin:.12rem -17rem .25rem 0;font-size:.74rem;line-height:1.35;font-weight:400;font-style:normal;
 text-decoration:none;text-indent:0;white-space:normal}
.note b{font-weight:600}
.note.memo,.loose-memo{font:italic .76rem/1.38 Charter,Georgia,serif;color:var(--quiet);white-space:pre-line;border-left:2px solid var(--quiet);padding-left:.5rem}
.bars{list-style:none}
.bar{position:absolute;width:3px;border-radius:2px;left:calc(100% - 17.9rem + var(--lane)*7px)}
.row-bar{position:absolute;top:0;bottom:.5em;width:3px;border-radius:2px;left:calc(100% + .6rem + var(--lane)*7px)}
@supports (top:anchor(top)){.row-bar{display:none}}
@supports not (top:anchor(top)){.bar{display:none}}
@media screen and (max-width:52rem){.page{padding-right:1.2rem;padding-left:3rem}.bar,.row-bar{display:none}.legend{margin-right:0}
 .note{float:none;display:inline;margin:0 .3em;width:auto}}
@page{size:A4;margin:14mm 12mm 16mm}
@media print{body{font-size:10.5pt;line-height:1.5}.page{max-width:none;padding:0 15.5rem 0 3rem;overflow:visible}
 .note{width:11.6rem;margin-right:-14.6rem;font-size:7.6pt}.note.memo{font-size:8pt}.bar{left:calc(100% - 15rem + var(--lane)*6px)}
 .number{left:-3rem}.legend{margin-right:-15rem}a[href]::after{content:' (' attr(href) ')';font-size:.8em;color:var(--quiet)}
 .note{break-inside:avoid}}
`;
