/** How the report looks: light or dark as the reader has it. No meaning is in a colour alone. */
export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --card: #f6f7f9; --line: #c4c9d1; --text: #16191f; --quiet: #4a5362;
  --good: #0a6b2d; --bad: #b3161b; --open: #8a5300;
}
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #10141a; --card: #1a2029; --line: #3a4452; --text: #edf0f4; --quiet: #b3bcc8;
    --good: #6fd08c; --bad: #ff8d8d; --open: #f0b866; }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 4rem; max-width: 76rem;
  background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
}
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
p { margin: 0; }
.quiet { color: var(--quiet); font-size: .9rem; }
:focus-visible { outline: 3px solid var(--quiet); outline-offset: 2px; }
details { border: 1px solid var(--line); border-radius: .6rem; margin: .6rem 0; background: var(--card); }
summary { cursor: pointer; padding: .6rem 1rem; font-weight: 600; }
summary .quiet { font-weight: 400; }
.scrolls { overflow-x: auto; padding: 0 1rem 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-top: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; border-top: 0; }
td:nth-child(1) { min-width: 12rem; }
td:nth-child(3) { min-width: 20rem; white-space: pre-wrap; overflow-wrap: anywhere; }
td:nth-child(4), th:nth-child(4) { text-align: right; font-variant-numeric: tabular-nums; }
.verdict { white-space: nowrap; font-weight: 600; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.open { color: var(--open); }
.failure { border: 1px solid var(--bad); border-left-width: .4rem; border-radius: .6rem; padding: .8rem 1rem; margin: .6rem 0; }
.failure dt { color: var(--quiet); font-size: .9rem; }
.failure dd { margin: 0 0 .5rem; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
@media print { details { break-inside: avoid; } }
`;
