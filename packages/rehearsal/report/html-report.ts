import { html } from '../../../lib/commands/people/links-page';
import { REPORT_STYLE } from './html-style';
import type { Proof } from './ledger';
import { attackWord } from './markdown-report';
import { type Chapter, countsOf, countText, type Outcome } from './outcome';

/** All that came of it as one page of HTML that needs nothing else, no network and no script: what failed first. */
export function htmlReport({ title, chapters, seconds }: Outcome): string {
  const proofs = chapters.flatMap((chapter) => chapter.proofs);
  const failed = chapters.flatMap((chapter) =>
    chapter.proofs.filter(({ verdict }) => verdict === 'failed').map((proof) => failure(chapter, proof)),
  );
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${title}</title>
<style>${{ html: REPORT_STYLE }}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p>${countText(countsOf(proofs), ['proved', 'failed', 'notRun'])}, in ${seconds.toFixed(0)} s</p>
</header>
<main>
${failed.length === 0 ? '' : html`<h2>What failed</h2>\n${failed}`}<h2>Chapters</h2>
${chapters.map(chapterPart)}</main>
</body>
</html>
`;
  return page.html;
}

function failure({ title, closer }: Chapter, { claim, evidence }: Proof) {
  return html`<dl class="failure">
<dt>chapter</dt><dd>${title}</dd>
<dt>expected</dt><dd><strong>${claim}</strong></dd>
<dt>came</dt><dd><pre>${evidence}</pre></dd>
<dt>look closer</dt><dd><code>${closer}</code></dd>
</dl>
`;
}

function chapterPart({ title, proofs }: Chapter) {
  const counts = countsOf(proofs);
  return html`<details${counts.failed + counts.notRun > 0 ? html` open` : ''}>
<summary>${title} <span class="quiet">${countText(counts)}, ${counts.seconds.toFixed(0)} s</span></summary>
<div class="scrolls">
<table>
<thead><tr><th scope="col">claim</th><th scope="col">verdict</th><th scope="col">evidence</th><th scope="col">seconds</th></tr></thead>
<tbody>
${proofs.map(row)}</tbody>
</table>
</div>
</details>
`;
}

const LOOKS: Readonly<Record<Proof['verdict'], string>> = {
  proved: 'good',
  failed: 'bad',
  'not run': 'open',
  inert: 'quiet',
};

function row({ claim, verdict, evidence, seconds, attack }: Proof) {
  const word = verdict === 'proved' && attack !== undefined ? attackWord(attack) : verdict;
  return html`<tr><td>${claim}</td><td class="verdict ${LOOKS[verdict]}">${word}</td><td>${evidence}</td><td>${seconds === 0 ? '' : seconds.toFixed(1)}</td></tr>
`;
}
