import { LINKS_STYLE } from './links-style';
import type { ConsoleAccess, LinkedAccount, LinkedEnvironment, LinkedGroup } from './role-links';

/** What the page shows. */
export interface Links {
  /** The id of the organization. */
  readonly organization: string;
  readonly entrance: ConsoleAccess;
  readonly groups: readonly LinkedGroup[];
  /** Of every environment, six hexadecimal digits. */
  readonly colours: ReadonlyMap<string, string>;
}

/** The start of every page that orgstrap writes; a file without it is somebody else's. */
export const WRITTEN_BY_ORGSTRAP = `<!DOCTYPE html>
<!-- Written by "orgstrap people links" from org.yaml. Change org.yaml and write it again. -->
`;

/** No group has an underscore in its name. */
const TOP = 'all_groups';

/**
 * One page of HTML that needs nothing else: no network, no script. It names no person, so it can be put where people find it.
 *
 * @see https://html.spec.whatwg.org/multipage/
 */
export function linksPage({ organization, entrance, groups, colours }: Links): string {
  const page = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>AWS accounts of ${organization}</title>
<style>${{ html: LINKS_STYLE }}</style>
</head>
<body>
<header id="${TOP}">
<h1>AWS accounts</h1>
<p class="quiet">Organization ${organization}</p>
<ol class="steps">
${stepsOf(entrance)}</ol>
${groups.length > 1 ? navigation(groups) : ''}</header>
<main>
${groups.map((group) => groupSection(group, colours))}</main>
</body>
</html>
`;
  return `${WRITTEN_BY_ORGSTRAP}${page.html}`;
}

function stepsOf({ signInAddress, steps: [first = '', ...others] }: ConsoleAccess): readonly Html[] {
  return [
    html`<li>Sign in at <a class="sign-in" href="${signInAddress}">${signInAddress}</a>. ${first}</li>\n`,
    ...others.map((step) => html`<li>${step}</li>\n`),
  ];
}

function navigation(groups: readonly LinkedGroup[]): Html {
  return html`<nav aria-label="Groups">
<ul class="groups">
<li><a href="#${TOP}">all groups</a></li>
${groups.map(({ name }) => html`<li><a href="#${name}">${name}</a></li>\n`)}</ul>
</nav>
`;
}

function groupSection({ name, environments }: LinkedGroup, colours: Links['colours']): Html {
  return html`<section id="${name}" aria-labelledby="${name}_heading">
<h2 id="${name}_heading">${name}</h2>
<div class="environments">
${environments.map((environment) => environmentPart(environment, colours.get(environment.name) ?? ''))}</div>
</section>
`;
}

function environmentPart({ name, accounts }: LinkedEnvironment, colour: string): Html {
  return html`<div style="--colour: #${colour}">
<h3><span class="environment">${name}</span> <span class="quiet">${counted(accounts.length)}</span></h3>
<ul class="accounts">
${accounts.map(accountItem)}</ul>
</div>
`;
}

function accountItem({ workspace, id, roles }: LinkedAccount): Html {
  return html`<li class="account">
<p><strong>${workspace}</strong> <span class="id">${id}</span></p>
<ul class="roles">
${roles.map(({ role, address }) => html`<li><a href="${address}">${role}<span class="unseen"> in ${workspace}</span></a></li>\n`)}</ul>
</li>
`;
}

function counted(accounts: number): string {
  return accounts === 1 ? '1 account' : `${accounts === 0 ? 'no' : accounts} accounts`;
}

/** Text that is HTML already. */
interface Html {
  readonly html: string;
}

/** A template of HTML: a value that is put into it is shown as text, unless it is HTML already. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  return { html: parts.reduce((text, part, index) => `${text}${rendered(values[index - 1] ?? '')}${part}`) };
}

function rendered(value: string | number | Html | readonly Html[]): string {
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map((each) => each.html).join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
