import { labelColor, lineColor, swatchOf, type CodeColor } from '../colors/codeColors.js';
import { colorKey, type ColorVariable } from '../reading/style.js';

/** The names of colours in the style sheet of a printed transcript. */
export const printVariable: ColorVariable = (color, part) => `var(--${colorKey(color)}-${part})`;

/**
 * The style sheet of a printed transcript: light, dark, and for paper, where each page but the first has the title above it.
 * @param coders what each page but the first says of the stripes' coders; empty for nothing.
 */
export function printStyle(colors: readonly CodeColor[], title: string, coders: string): string {
  const light = colors.map((color) => variables(color, 'light')).join('');
  const dark = colors.map((color) => variables(color, 'dark')).join('');
  return [
    `:root{color-scheme:light dark;${lightPaper}${light}}`,
    `@media (prefers-color-scheme:dark){:root{${darkPaper}${dark}}}`,
    `@media print{:root{color-scheme:light;${lightPaper}${light}}}`,
    layout,
    paper(title, coders),
  ].join('\n');
}

function variables(color: CodeColor, kind: 'light' | 'dark'): string {
  const name = `--${colorKey(color)}`;
  const shades = swatchOf(color)[kind];
  return `${name}-line:${lineColor(color, kind)};${name}-label:${labelColor(color, kind)};${name}-tint:${shades.tint};`;
}

const lightPaper = '--paper:#fff;--ink:#262626;--quiet:#636363;--rule:#d9d9d9;--block:#f5f5f5;--heading:#005fb8;';
const darkPaper = '--paper:#1f1f1f;--ink:#d6d6d6;--quiet:#a2a2a2;--rule:#444;--block:#2a2a2a;--heading:#4daafc;';

const sans = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif";

/**
 * The margin's names are floats that are pulled out of the text, so that they stand beside their line and never on each other,
 * and a row that has names begins below all that stands there.
 */
const layout = `
*{box-sizing:border-box}
:root{--number:2.75rem;--gap:1.5rem;--pitch:9px;--stripe:4px;--line:2px;--coder:17px;--leader:46px;--names:13.5rem;--small:.75rem;
 --margin:calc(var(--lanes,1)*var(--pitch) + var(--leader) + var(--names))}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.72 Charter,'Bitstream Charter',Georgia,'Times New Roman',serif;
 -webkit-print-color-adjust:exact;print-color-adjust:exact}
.page{--beside:calc(var(--gap) + var(--lanes,1)*var(--pitch) + var(--leader) + var(--names));
 position:relative;max-width:calc(var(--number) + 41rem + var(--beside));margin:0 auto;padding:2.25rem var(--beside) 4rem var(--number);
 overflow-wrap:anywhere}
h1,h2,h3,h4,h5,h6{line-height:1.3;margin:0;font-size:1em;break-after:avoid;break-inside:avoid}
header>h1{padding-bottom:.6rem}h1{padding-top:.2em;font-size:1.4em}h2{padding-top:.9em;font-size:1.14em;color:var(--heading)}h3{padding-top:.5em}
p,ul,ol,blockquote,pre,table{margin:0}
p{orphans:2;widows:2}p+p{margin-top:.6em}
ul,ol{padding-inline-start:1.5em}
blockquote{padding-inline-start:1em;border-inline-start:3px solid var(--rule);background:var(--block)}
pre{padding:.5em .75em;white-space:pre-wrap;background:var(--block)}
code{font:.88em ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;background:var(--block)}
table{border-collapse:collapse;overflow-wrap:break-word}td,th{border:1px solid var(--rule);padding:2px 8px;text-align:start;vertical-align:top}
[align=center]{text-align:center}[align=right]{text-align:right}
tr{break-inside:avoid}
.beside{width:100%}.notes{width:0;padding:2px 0;border:0}
hr{height:0;margin:.75em 0;border:0;border-top:1px solid var(--rule)}
a{color:var(--heading)}
.facts,.legend,.number,.note,.head,.coders{font-family:${sans}}
.facts{margin:0 0 1.2rem;font-size:var(--small);line-height:1.5;color:var(--quiet);display:grid;grid-template-columns:max-content 1fr;gap:0 .9rem}
.facts dt{font-weight:600}.facts dt::first-letter{text-transform:uppercase}.facts dd{margin:0}
.legend{break-inside:avoid;font-size:var(--small);line-height:1.45;margin:1.5rem calc(0px - var(--beside)) 0 0;padding:.5rem 0 0;border-top:1px solid var(--rule)}
.legend p{margin:0 0 .3em;font-weight:600}.legend ul{list-style:none;margin:0;padding:0;columns:4 9rem}
.legend li{position:relative;break-inside:avoid;padding-inline-start:1rem}
.legend .swatch{position:absolute;top:.42em;inset-inline-start:0;width:.6rem;height:.6rem;border-radius:50%}
.row{position:relative;padding-bottom:.875rem}.row:has(.note),.legend{clear:both}
.row.before{break-after:avoid}.row.before:has(.head){padding-bottom:0}
.number{position:absolute;left:calc(0px - var(--number));top:.35em;width:var(--number);padding-right:1rem;text-align:right;
 font-size:.6875rem;line-height:1.72;font-variant-numeric:tabular-nums;color:var(--quiet);user-select:none}
.asks{color:var(--quiet);color:color-mix(in srgb,var(--ink) 74%,var(--paper))}
.head{margin-inline-end:.15em;font-size:.82em}.head b{font-weight:650}
.time{font-weight:400;font-variant-numeric:tabular-nums;color:var(--quiet)}
.quiet,.fact,.footnote,.loose-memo{color:var(--quiet)}
.footnote{font-size:.88em}.footnote>p:first-of-type{display:inline}.loose-memo{font-style:italic}
.coded{background-color:var(--tint);background-image:var(--line-0,none),var(--line-1,none),var(--line-2,none);
 background-position:0 calc(100% - var(--low,0px)),0 calc(100% - 3px - var(--low,0px)),0 100%;background-size:100% var(--line);
 background-repeat:no-repeat;-webkit-box-decoration-break:clone;box-decoration-break:clone;padding-bottom:calc(4px + var(--low,0px))}
.edge{user-select:none}
.note{float:right;clear:right;orphans:2;widows:2;width:var(--names);margin:.35rem calc(0px - var(--beside)) 2px 0;direction:ltr;unicode-bidi:isolate;color:var(--ink);
 font-size:var(--small);line-height:1.42;font-weight:400;font-style:normal;text-align:start;text-decoration:none;text-indent:0;white-space:normal}
.notes .note{float:none;display:block;margin-inline-start:calc(var(--beside) - var(--names))}
.note b{font-weight:500;margin-inline-end:9px}
.unknown{text-decoration:underline dotted}
.memo{display:block;font-style:italic;color:var(--quiet);white-space:pre-line}
.bar,.row-bar{position:absolute;width:var(--stripe);border-radius:2px}
.bar{left:calc(100% - var(--beside) + var(--gap) + var(--lane)*var(--pitch))}
.row-bar{top:calc((100% - .5em)*var(--nth)/var(--of));height:calc((100% - .5em)/var(--of) - 2px);left:calc(100% + var(--gap) + var(--lane)*var(--pitch))}
.leader{position:absolute;left:calc(100% - var(--beside) + var(--gap) + var(--lane)*var(--pitch) + var(--stripe) + 2px);right:calc(var(--names) + 4px);
 min-height:1px;font-size:var(--small)}
.leader svg{display:block;width:100%;height:100%;overflow:visible}.leader path{fill:none;stroke:currentColor;stroke-width:1;opacity:.55}
header:has(+main>.coders){min-height:calc(var(--coders)*var(--coder) + 10px)}
.coders{position:sticky;z-index:1;top:0;height:calc(var(--coders)*var(--coder) + 10px);margin-top:calc(-10px - var(--coders)*var(--coder));
 pointer-events:none;font-size:var(--small);color:var(--ink)}
.coders ul{position:absolute;inset-block:0;inset-inline-end:calc(0px - var(--beside));width:calc(var(--beside) - var(--gap));margin:0;padding:0;
 list-style:none;background:var(--paper);border-bottom:1px solid var(--rule)}
.coders li{position:absolute;top:calc(var(--row)*var(--coder));bottom:0;inset-inline:calc(var(--lane)*var(--pitch)) 0}
.coders li::before{position:absolute;inset-block:calc(var(--coder)/2) 4px;inset-inline:1px calc(var(--names) + 4px);content:'';
 border:0 solid var(--quiet);border-block-start-width:1px;border-inline-start-width:1px}
.by{position:absolute;inset-inline-end:0;width:var(--names);overflow:hidden;line-height:var(--coder);text-overflow:ellipsis;white-space:nowrap}
.bracket{position:absolute;bottom:0;inset-inline-start:0;width:calc((var(--own) - 1)*var(--pitch) + var(--stripe));height:5px;border-top:1px solid var(--quiet)}
[dir=rtl] .page{padding-right:var(--number);padding-left:var(--beside)}
[dir=rtl] .legend{margin-right:0;margin-left:calc(0px - var(--beside))}
[dir=rtl] .number{right:calc(0px - var(--number));left:auto;padding:0 0 0 1rem;text-align:left}
[dir=rtl] .note{direction:rtl;float:left;clear:left;margin-right:0;margin-left:calc(0px - var(--beside))}
[dir=rtl] .bar{left:auto;right:calc(100% - var(--beside) + var(--gap) + var(--lane)*var(--pitch))}
[dir=rtl] .row-bar{left:auto;right:calc(100% + var(--gap) + var(--lane)*var(--pitch))}
[dir=rtl] .leader{left:calc(var(--names) + 4px);right:calc(100% - var(--beside) + var(--gap) + var(--lane)*var(--pitch) + var(--stripe) + 2px)}
[dir=rtl] .leader svg{transform:scaleX(-1)}
@supports (top:anchor(top)){.row-bar{display:none}}
@supports not (top:anchor(top)){.bar,.leader{display:none}}
@media screen and (max-width:60rem){:root{--gap:1rem;--leader:30px;--names:8.5rem}}
@media screen and (max-width:40rem){.page.page{padding:1.5rem 1.2rem 3rem;padding-inline-start:var(--number)}.bar,.row-bar,.leader,.coders{display:none}
 .legend.legend{margin-inline:0}.note.note{float:none;display:inline;margin:0 .3em}.notes .note.note{display:block}.notes.notes{width:6em}}`;

/**
 * On paper the measures are smaller, and all that is on the page stays there. Lines to names that went on overleaf go on there,
 * too: a box is cut where the page ends, and a curve would not be.
 */
function paper(title: string, coders: string): string {
  return `
@page{size:A4;margin:16mm 13mm 17mm;
 @top-left{content:"${plain(title)}";font:7.5pt ${sans};color:#636363}
 @top-right{content:"${plain(coders)}";font:7.5pt ${sans};color:#636363}
 @bottom-right{content:counter(page) ' / ' counter(pages);font:7.5pt ${sans};color:#636363}}
@page:first{@top-left{content:none}@top-right{content:none}}
@media print{:root{--number:28px;--gap:14px;--pitch:7px;--stripe:3px;--line:1.6px;--coder:13px;--leader:30px;--names:140px;--small:7.8pt}
 body{font-size:10.2pt;line-height:1.6}.page{max-width:none;padding-top:0;padding-bottom:0}
 .number{padding-right:10px;font-size:7pt}.row{padding-bottom:.8em}.note{margin-top:.22em}
 .coded{padding-bottom:calc(3px + var(--low,0px))}
 .coders{position:relative;top:auto}.leader svg{display:none}.leader{border:0 solid color-mix(in srgb,currentColor 55%,transparent);border-inline-start-width:1px;border-bottom-width:1px;
 border-end-start-radius:6px}
 a[href]::after{content:' (' attr(href) ')';font-size:.8em;color:var(--quiet)}}`;
}

/** A title as it may stand in a style sheet. */
function plain(title: string): string {
  return title.replace(/[^\p{L}\p{M}\p{N} ,.:;!?–—’-]+/gu, ' ').slice(0, 90);
}
