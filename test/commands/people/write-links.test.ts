import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LinksChoice, writeLinks } from '../../../lib/commands/people/links';
import { EXIT, type Failure } from '../../../lib/domain/failure';
import { orgConfig } from '../../support/org-config';
import { identityCenterPeople, people } from '../../support/people';

const CONFIG = orgConfig({ people: people() });
const CENTER = orgConfig({ people: identityCenterPeople() });
const PORTAL = 'https://d-1234567890.awsapps.com/start';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function written(config = CONFIG, choice: LinksChoice = {}): string {
  return readFileSync(writeLinks(config, choice, join(folder, 'links.html')), 'utf8');
}

/** Where the page leads, by the group that it says it to. */
function linksOf(page: string): Readonly<Record<string, readonly string[]>> {
  const [, ...sections] = page.split('<section id="');
  return Object.fromEntries(
    sections.map((section) => [
      section.slice(0, section.indexOf('"')),
      [...section.matchAll(/href="([^"]*)"/g)].map(([, address = '']) => address.replaceAll('&#38;', '&')),
    ]),
  );
}

function switching(account: string, environment: string, role: string, colour: string): string {
  return `https://signin.aws.amazon.com/switchrole?account=${account}&roleName=orgstrap/orgstrap-access-${role}&displayName=${environment}-${role}&color=${colour}`;
}

describe('the page', () => {
  test('leads each group into the roles that it may become, in rollout order, and nowhere else', () => {
    expect(linksOf(written())).toEqual({
      operators: [
        switching('444444444444', 'dev', 'admin', 'b7ca9d'),
        switching('444444444444', 'dev', 'viewer', 'b7ca9d'),
        switching('555555555555', 'stage', 'admin', '83d4e8'),
        switching('666666666666', 'prod', 'admin', 'f2b0a9'),
      ],
      developers: [switching('444444444444', 'dev', 'developer', 'b7ca9d')],
    });
  });

  test('of one group has nothing of another', () => {
    const page = written(CONFIG, { group: 'developers' });
    expect(Object.keys(linksOf(page))).toEqual(['developers']);
    expect(page).not.toContain('operators');
    expect(page).not.toContain('666666666666');
  });

  test('says first where to sign in, that it needs MFA and for how long, and how to switch back', () => {
    const [first, second, third] = [...written().matchAll(/^<li>(?:Sign|Choose|To go).*$/gm)].map(([line]) => line);
    expect(first).toContain('<a class="sign-in" href="https://333333333333.signin.aws.amazon.com/console">');
    expect(first).toContain('Use your MFA device');
    expect(first).toContain('8 hours old');
    expect(second).toContain('It lasts 1 hour at most');
    expect(third).toContain('Switch back');
  });

  test('names no person, runs no script and loads nothing', () => {
    const page = written();
    expect(page).not.toMatch(/ada|grace|<script|<link|<img|url\(|@import|src=/);
    expect(page).toContain("default-src 'none'");
  });

  test('can be filtered by the name of a group in its address', () => {
    const targets = [...written().matchAll(/href="#([^"]*)"/g)].map(([, name]) => name);
    expect(targets).toEqual(['all_groups', 'operators', 'developers']);
    for (const name of targets) expect(written()).toContain(` id="${name}"`);
  });

  test('is the same each time', () => {
    expect(written()).toBe(written());
  });

  test('of people of Identity Center leads through their portal', () => {
    const page = written(CENTER, { portal: PORTAL, group: 'developers' });
    expect(page).toContain(`href="${PORTAL}"`);
    expect(linksOf(page)).toEqual({
      developers: [`${PORTAL}/#/console?account_id=444444444444&role_name=orgstrap-developer`],
    });
  });

  test('says so where org.yaml names no account of an environment', () => {
    const environments = CONFIG.environments.map((environment) => ({ ...environment, accounts: [] }));
    expect(written({ ...CONFIG, environments })).toContain('no accounts');
  });
});

test.each<[string, string, LinksChoice, typeof CONFIG]>([
  ['NoPeople', 'there are no people', {}, orgConfig()],
  ['UnknownGroup', 'there is no such group', { group: 'operator' }, CONFIG],
  ['NoPortal', 'IAM users are given a portal', { portal: PORTAL }, CONFIG],
  ['PortalNeeded', 'the portal of Identity Center is not known', {}, CENTER],
  ['NotAnAddress', 'the portal runs a script', { portal: 'javascript:alert(1)' }, CENTER],
  ['NotAnAddress', 'the portal is not encrypted', { portal: 'http://d-1234567890.awsapps.com/start' }, CENTER],
  ['NotAnAddress', 'the portal hides where it leads', { portal: 'https://awsapps.com@example.com/' }, CENTER],
  ['NotAnAddress', 'the portal is no address', { portal: 'd-1234567890' }, CENTER],
])('fails with %s, and writes nothing, where %s', (code, _, choice, config) => {
  expect(() => written(config, choice)).toThrow(expect.objectContaining({ code, exitStatus: EXIT.unusable }));
  expect(readdirSync(folder)).toEqual([]);
});

test('a page of somebody else is not replaced', () => {
  const file = join(folder, 'links.html');
  writeFileSync(file, '<!DOCTYPE html>\n<p>mine\n');
  expect(() => written()).toThrow(expect.objectContaining<Partial<Failure>>({ code: 'NotOurs' }));
  expect(readFileSync(file, 'utf8')).toBe('<!DOCTYPE html>\n<p>mine\n');
});

test('an earlier page is replaced, even if its line ends were changed', () => {
  const file = join(folder, 'links.html');
  writeFileSync(file, written(CONFIG, { group: 'operators' }).replaceAll('\n', '\r\n'));
  expect(Object.keys(linksOf(written(CONFIG, { group: 'developers' })))).toEqual(['developers']);
});

test('a folder in the place of the page is a mistake of the user, and no bug', () => {
  expect(() => writeLinks(CONFIG, {}, folder)).toThrow(
    expect.objectContaining({ code: 'CannotWrite', exitStatus: EXIT.unusable }),
  );
});
