/**
 * How the page of links looks: light or dark as the reader has it, on a desk, on a phone and on paper.
 *
 * Colours of environments are light in both, with dark letters on them; no meaning is in a colour alone. With the name of
 * a group in the address, only that group is shown, where a browser knows `:has()`; any other jumps to it.
 */
export const LINKS_STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --card: #f6f7f9; --line: #c4c9d1; --text: #16191f; --quiet: #4a5362; --link: #0b4fb3;
  --ink: #16191f;
}
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #10141a; --card: #1a2029; --line: #3a4452; --text: #edf0f4; --quiet: #b3bcc8; --link: #93c0ff; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 4rem; max-width: 76rem;
  background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
}
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; margin: 0; }
h3 { font-size: 1rem; margin: 1.5rem 0 .6rem; display: flex; flex-wrap: wrap; align-items: center; gap: .6rem; }
p { margin: 0; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: .35rem; }
.quiet { color: var(--quiet); font-weight: 400; font-size: .9rem; }
.steps {
  margin: 1.25rem 0; padding: 1rem 1.25rem 1rem 2.5rem;
  background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
}
.steps li { padding-left: .25rem; }
.steps li + li { margin-top: .5rem; }
.sign-in { font-weight: 600; overflow-wrap: anywhere; }
.groups { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0; padding: 0; list-style: none; }
.groups a {
  display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 .9rem;
  border: 1px solid var(--line); border-radius: 2rem; text-decoration: none;
}
.groups a:hover { text-decoration: underline; background: var(--card); }
section { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1.25rem; scroll-margin-top: 5rem; }
.environment { background: var(--colour); color: var(--ink); border-radius: .35rem; padding: .1rem .6rem; }
.environments { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
.accounts { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0; padding: 0; list-style: none; }
.account {
  width: 17rem; max-width: 100%; padding: .7rem .9rem .9rem;
  background: var(--card); border: 1px solid var(--line); border-left: .5rem solid var(--colour); border-radius: .5rem;
}
.account strong { overflow-wrap: anywhere; }
.id {
  font: .85rem ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace; color: var(--quiet); display: block;
}
.roles { display: flex; flex-wrap: wrap; gap: .5rem; margin: .6rem 0 0; padding: 0; list-style: none; }
.roles a {
  display: inline-flex; align-items: center; min-height: 2.75rem; min-width: 2.75rem; padding: 0 1rem;
  background: var(--colour); color: var(--ink); border: 1px solid rgb(0 0 0 / 35%); border-radius: .4rem;
  font-weight: 600; text-decoration: none; overflow-wrap: anywhere;
}
.roles a:hover { text-decoration: underline; text-underline-offset: .2em; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) { .environments > * { flex: 1 1 100%; } .account { width: 100%; } }
main:has(> section:target) > section:not(:target) { display: none; }
@media (forced-colors: active) { .roles a, .environment { border: 1px solid; } }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  .groups { display: none; }
  .environment, .account, .roles a { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .account { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .roles a { min-height: 0; padding: .1rem .5rem; }
}
`;
