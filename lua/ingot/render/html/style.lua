-- How a page looks: one style for screens of any width, dark and light, and for paper.
--
-- A card is a sheet at the foot of the window, where it fits on any screen. Where there is room,
-- and the browser can place things by others (anchors), it stands at its figure, on the side that
-- has room. `.c` is a figure with its card `.n`; `.f` is the figure itself.

return [[
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #22201c; --soft: #6a655b; --rule: #ddd8cd; --mark: #a4622d;
  --card: #fffefc; --tint: #f5f1e9; --shade: rgb(60 45 25 / .16);
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", "Noto Serif", Cambria,
    Georgia, "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial,
    "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #181715; --ink: #e4e0d7; --soft: #a29b8e; --rule: #3a3731; --mark: #d89a66;
    --card: #23211e; --tint: #2a2824; --shade: rgb(0 0 0 / .5);
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
body {
  margin: 0; padding: clamp(1.5rem, 6vw, 5rem) clamp(1.1rem, 5vw, 3rem) 6rem;
  font: 1.09rem/1.62 var(--serif); font-variant-numeric: lining-nums;
  font-kerning: normal; text-rendering: optimizeLegibility; overflow-wrap: break-word;
}
main { max-width: 70ch; max-width: min(70ch, 41rem); margin: 0 auto; }
:lang(zh) body, body:lang(zh) { line-height: 1.85; }
h1 { font-size: clamp(1.6rem, 1.1rem + 2.2vw, 2.25rem); line-height: 1.2; font-weight: 600;
  letter-spacing: -.012em; margin: 0 0 1.6rem; text-wrap: balance; }
h1:lang(zh) { letter-spacing: 0; line-height: 1.35; }
h2 { font: 600 1.03rem/1.4 var(--sans);
  margin: 2.6rem 0 .7rem; padding-top: .75rem; border-top: 1px solid var(--rule);
  break-after: avoid; }
p { margin: 0 0 1em; text-wrap: pretty; hanging-punctuation: first; }
.note { font: .82rem/1.5 var(--sans); color: var(--soft); }
.remark { margin: 1.3rem 0; padding: .1rem 0 .1rem 1.1rem; border-left: 2px solid var(--mark); }
.remark p { margin: 0; }
.remark b { display: block; font: 600 .78rem/1.6 var(--sans); color: var(--soft); }
.remark + .remark { margin-top: -.3rem; }

.table { margin: 1.8rem 0; overflow-x: auto; --edge: 100% no-repeat;
  background: linear-gradient(to left, transparent, var(--paper)) left / 2rem var(--edge) local,
    linear-gradient(to right, transparent, var(--paper)) right / 2rem var(--edge) local,
    linear-gradient(to right, var(--shade), transparent) left / .6rem var(--edge) scroll,
    linear-gradient(to left, var(--shade), transparent) right / .6rem var(--edge) scroll; }
.table:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font: .87rem/1.45 var(--sans);
  font-variant-numeric: tabular-nums lining-nums; }
caption { text-align: left; font-weight: 600; padding: 0 0 .55rem; }
th, td { padding: .4rem 0 .4rem 1.25rem; text-align: left; vertical-align: baseline;
  border-bottom: 1px solid var(--rule); font-weight: 400; }
th:first-child, td:first-child { padding-left: 0; }
thead th { color: var(--soft); font-size: .8rem; vertical-align: bottom;
  border-top: 1.5px solid var(--ink); }
tbody tr:last-child > * { border-bottom: 1.5px solid var(--ink); }
tbody > tr > :not(.num) { min-width: 5.2em; }
.num { text-align: right; white-space: nowrap; }

.chart { margin: 1.8rem 0; }
.chart svg { display: block; width: 100%; height: auto; }
.drawing { overflow-x: auto; }
.drawing svg { min-width: 27rem; direction: ltr; }
.late { direction: rtl; }
.chart figcaption { font: 600 .87rem/1.45 var(--sans); margin-bottom: .5rem; }
.chart p { font: .8rem/1.5 var(--sans); color: var(--soft); margin: .4rem 0 0; }

.c { white-space: nowrap; }
.f { cursor: help; padding: .12em 0 .18em; border-radius: 2px; text-decoration: underline dotted;
  text-decoration-color: color-mix(in srgb, var(--mark) 65%, transparent);
  text-decoration-thickness: 1.5px; text-underline-offset: .22em; }
.c:hover > .f, .f:focus { text-decoration-color: var(--mark); background: var(--tint); }
.f:focus { outline: none; }
.f:focus-visible { outline: 2px solid var(--mark); outline-offset: 1px; }

.n { display: none; position: fixed; z-index: 9; left: 0; right: 0; bottom: 0;
  width: min(100%, 36rem); max-height: min(65vh, 30rem); margin: 0 auto; overflow: auto;
  overscroll-behavior: contain; padding: .9rem 1.1rem 1.1rem;
  padding-bottom: max(1.1rem, env(safe-area-inset-bottom));
  background: var(--card); color: var(--ink); border: 1px solid var(--rule);
  border-bottom: 0; border-radius: 10px 10px 0 0; box-shadow: 0 -6px 30px var(--shade);
  font: .8rem/1.45 var(--sans); font-variant-numeric: tabular-nums lining-nums;
  letter-spacing: 0; text-align: left; text-indent: 0; white-space: normal;
  text-wrap: wrap; cursor: auto; }
.n:focus { outline: none; }
.c:hover > .n, .c:focus-within > .n { display: block; }
body:has(.c:hover) .c:focus-within:not(:hover) > .n, .c.shut > .n { display: none !important; }
.t { display: block; font-weight: 600; font-size: .86rem; padding-bottom: .45rem;
  margin-bottom: .35rem; border-bottom: 1px solid var(--rule); }
.t::first-letter { text-transform: uppercase; }
.r { display: grid; grid-template-columns: 5.6rem minmax(0, 1fr); gap: .6rem; padding: .13rem 0; }
.k, .x, .oa { color: var(--soft); }
.v { overflow-wrap: anywhere; }
.n code { font: .95em var(--mono); }
.w { display: inline-block; margin-right: .7em; }
.x { font-size: .93em; }
.o { display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: .8rem;
  padding-bottom: .25rem; }
.o:last-child { padding-bottom: 0; }
.ov { text-align: right; }
.oa, .oi { grid-column: 1 / -1; font-size: .93em; }
.r[data-k="value"] data { font-weight: 600; }
.r[data-k="value"] .oa { display: block; }
.oi { padding-left: .9rem; border-left: 1px solid var(--rule); }
.p { display: inline-block; max-width: 100%; overflow-wrap: anywhere; }
@media (min-width: 44rem) {
  @supports (anchor-name: --f) and (position-area: bottom) {
    .c:hover > .f, .c:focus-within > .f { anchor-name: --f; }
    body:has(.c:hover) .c:not(:hover) > .f { anchor-name: none; }
    .n { position-anchor: --f; inset: auto; position-area: bottom span-right; margin: 0;
      position-try-fallbacks: flip-inline, flip-block, flip-block flip-inline;
      position-try-order: most-height; width: 27rem; max-height: calc(100% - .4rem);
      padding-bottom: 1rem; border: 1px solid var(--rule); border-radius: 8px;
      box-shadow: 0 4px 30px var(--shade); }
  }
}
footer { margin-top: 3.5rem; padding-top: .9rem; border-top: 1px solid var(--rule);
  font: .78rem/1.55 var(--sans); color: var(--soft); font-variant-numeric: tabular-nums; }
footer h2 { border: 0; padding: 0; margin: 0 0 .3rem; font-size: .78rem; color: var(--soft); }
footer ul { list-style: none; margin: 0 0 .8rem; padding: 0; }
footer li { overflow-wrap: anywhere; }
@media (hover: none) { .f { cursor: pointer; } }
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --rule: #bbb; --tint: none; }
  @page { margin: 2.2cm 2.4cm; }
  body { padding: 0; font-size: 10.5pt; }
  main { max-width: none; }
  h1 { font-size: 19pt; }
  h2 { font-size: 10.5pt; }
  table, .note, .remark b, .chart figcaption, .chart p { font-size: 8.5pt; }
  thead th { font-size: 8pt; }
  footer { font-size: 7.5pt; }
  .n, .hint { display: none !important; }
  .f { text-decoration: none; background: none !important; outline: none !important; }
  .table, .drawing { overflow: visible; background: none; }
  .drawing svg { min-width: 0; }
  caption, figcaption { break-after: avoid; }
  tr, .chart, .remark, li { break-inside: avoid; }
}
]]
