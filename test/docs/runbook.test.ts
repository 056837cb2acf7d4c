import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Alarm } from '../../lib/alarms/alarm';
import { alarmsOf } from '../../lib/alarms/alarms';
import type { PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import { DRILL_GROUPS } from '../../packages/rehearsal/drills/groups';
import { ROOT } from '../support/examples';
import { orgConfig, whoDeploys } from '../support/org-config';
import { identityCenterPeople, people } from '../support/people';
import { PAGES, pageText } from './pages';

const EVERYTHING: Partial<OrgConfig> = {
  deployment: whoDeploys(),
  guardrails: { deployers: [] },
  operators: ['arn:aws:iam::333333333333:role/operator' as PrincipalArn],
  audit: { trail: 'own', retentionDays: 365, email: [] },
};

/** All alarms, whoever signs in. */
function alarms(): readonly Alarm[] {
  const configs = [people(), identityCenterPeople()].map((who) => orgConfig({ ...EVERYTHING, people: who }));
  return configs.flatMap((config) => alarmsOf(config));
}

function alarmNames(): readonly string[] {
  return [...new Set(alarms().map(({ name }) => name))].sort();
}

const INDEX = pageText('docs/runbook.md');

/** The cells of the rows below a heading, without those of the heads of tables. */
function rowsOf(heading: string): readonly (readonly string[])[] {
  const section = INDEX.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
}

test('each alarm has one row, with what to do and the page that says more', () => {
  const rows = rowsOf('An alarm says').filter(([, name = '']) => !name.includes('silence'));
  expect(rows.map(([, name = '']) => name.replaceAll('`', '')).sort()).toEqual(alarmNames());
  expect(rows.filter(([, , todo, page]) => todo === '' || !/\]\([\w./#-]+\)/.test(page ?? ''))).toEqual([]);
});

test('what an alarm says to do and what its row says begin with the same command', () => {
  const said = new Map(alarms().map(({ name, todo }) => [name, commandIn(todo)]));
  const rows = rowsOf('An alarm says').filter(([, , todo = '']) => commandIn(todo) !== undefined);
  expect(rows.length).toBeGreaterThan(12);
  const differing = rows
    .map(([, name = '', todo = '']) => [name.replaceAll('`', ''), commandIn(todo)] as const)
    .filter(([name, command]) => said.get(name) !== undefined && said.get(name) !== command);
  expect(differing).toEqual([]);
});

test('no alarm sends anybody to a deployment for what CloudFormation does not see', () => {
  expect(alarms().filter(({ todo }) => /deploy again/i.test(todo))).toEqual([]);
});

/** The first command of orgstrap in a text, without its arguments. */
function commandIn(text: string): string | undefined {
  return /orgstrap (key rotate|people revoke|verify|doctor|move)/.exec(text)?.[1];
}

test('each alarm of the audit page is one', () => {
  const section = pageText('docs/audit.md').split('### What they tell of')[1]?.split('\n- **')[0] ?? '';
  const named = [...section.matchAll(/`([a-z-]+-[a-z-]+)`/g)].map(([, name = '']) => name);
  expect(alarmNames().filter((name) => !named.includes(name))).toEqual([]);
});

test('each page of the runbook is run by a drill, and the index leads to it', () => {
  const folder = join(ROOT, 'packages/rehearsal/drills');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const pages = PAGES.filter((page) => page.startsWith('docs/runbook/'));
  expect(pages.length).toBeGreaterThan(0);
  for (const page of pages) {
    expect([page, sources.some((source) => source.includes(`'${page}'`))]).toEqual([page, true]);
    expect(INDEX).toContain(`](${page.replace('docs/', '')}`);
  }
});

test('each drill that the runbook names is one', () => {
  const drills = DRILL_GROUPS.flatMap((group) => [group.name, ...group.drills.map(({ name }) => name)]);
  const pages = PAGES.filter((page) => page.startsWith('docs/runbook'));
  const named = pages.flatMap((page) =>
    [...pageText(page).matchAll(/--drills ([\w-]+)/g)].map(([, name = '']) => name),
  );
  expect(named).toContain('by-hand');
  expect(named.filter((name) => !drills.includes(name))).toEqual([]);
});
