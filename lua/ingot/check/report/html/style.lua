-- What the page of a check adds to the style of an article's page: figures by their verdict, with a sign
-- for eyes that tell no colours, and the list of findings.

return [[
:root { --holds: #2f7d4f; --look: #9a6a00; --wrong: #b3261e; --open: #6a655b; }
@media (prefers-color-scheme: dark) {
  :root { --holds: #7cc79a; --look: #e0b252; --wrong: #ff8a80; --open: #a29b8e; }
}
.ok > .f { text-decoration-color: var(--holds); }
.look > .f { text-decoration: underline dashed var(--look); background: var(--tint); }
.wrong > .f { text-decoration: underline wavy var(--wrong); background: var(--tint); color: var(--wrong); }
.open > .f { text-decoration-color: var(--open); }
.look > .f::after { content: "\202F!"; color: var(--look); font-weight: 600; }
.wrong > .f::after { content: "\202F✗"; color: var(--wrong); font-weight: 600; }
.f:target, li:target { outline: 2px solid var(--mark); outline-offset: 3px; }
.says { display: block; padding-bottom: .35rem; }
.ok .says { color: var(--holds); } .look .says { color: var(--look); }
.wrong .says { color: var(--wrong); }
.verdict { margin: 0 0 2rem; padding: .7rem 1rem; border: 1px solid var(--rule); border-left-width: 4px;
  border-radius: 4px; background: var(--card); font: .87rem/1.5 var(--sans); }
.verdict p { margin: 0; }
.verdict p:first-child { font-weight: 600; }
.verdict.ok { border-left-color: var(--holds); } .verdict.look { border-left-color: var(--look); }
.verdict.wrong { border-left-color: var(--wrong); }
.findings { margin: 3rem 0 0; padding: .2rem 0 0; border-top: 1px solid var(--rule); }
.findings h2 { border: 0; margin-top: 1rem; }
.findings ol { padding-left: 1.4rem; margin: 0; }
.findings li { margin: 0 0 1.3rem; font: .87rem/1.5 var(--sans); }
.findings b { font-weight: 600; }
.findings .proof { display: block; white-space: pre-line; overflow-wrap: anywhere;
  font-variant-numeric: tabular-nums lining-nums; margin: .2rem 0; }
.findings del { color: var(--wrong); } .findings ins { color: var(--holds); text-decoration: none;
  font-weight: 600; }
.n .proof { display: block; white-space: pre-line; overflow-wrap: anywhere; padding: .2rem 0; }
a { color: inherit; text-decoration-color: var(--mark); text-underline-offset: .2em; }
ul.list { padding-left: 1.2rem; }
@media print { .wrong > .f { color: #000; } .verdict { background: none; } }
]]
