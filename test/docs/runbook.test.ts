import { alarmsOf } from '../../lib/alarms/alarms';
import type { PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import { DRILL_GROUPS } from '../../packages/rehearsal/drills/groups';
import { orgConfig, whoDeploys } from '../support/org-config';
import { identityCenterPeople, people } from '../support/people';
import { PAGES, pageText } from './pages';

const EVERYTHING: Partial<OrgConfig> = {
  deployment: whoDeploys(),
  guardrails: { deployers: [] },
  operators: ['arn:aws:iam::333333333333:role/operator' as PrincipalArn],
  audit: { trail: 'own', retentionDays: 365, email: [] },
};

/** The names of all alarms, whoever signs in. */
function alarmNames(): readonly string[] {
  const configs = [people(), identityCenterPeople()].map((who) => orgConfig({ ...EVERYTHING, people: who }));
  return [...new Set(configs.flatMap((config) => alarmsOf(config).map(({ name }) => name)))].sort();
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

test('each alarm of the audit page is one', () => {
  const section = pageText('docs/audit.md').split('### What they tell of')[1]?.split('\n- **')[0] ?? '';
  const named = [...section.matchAll(/`([a-z-]+-[a-z-]+)`/g)].map(([, name = '']) => name);
  expect(alarmNames().filter((name) => !named.includes(name))).toEqual([]);
});

test('each page of the runbook ends with a drill that is there, and the index leads to it', () => {
  const drills = DRILL_GROUPS.flatMap((group) => [group.name, ...group.drills.map(({ name }) => name)]);
  const pages = PAGES.filter((page) => page.startsWith('docs/runbook/'));
  expect(pages.length).toBeGreaterThan(0);
  for (const page of pages) {
    const named = [...pageText(page).matchAll(/--drills ([\w-]+)/g)].map(([, name = '']) => name);
    expect({ page, named: named.length > 0, unknown: named.filter((name) => !drills.includes(name)) }).toEqual({
      page,
      named: true,
      unknown: [],
    });
    expect(INDEX).toContain(`](${page.replace('docs/', '')}`);
  }
});
