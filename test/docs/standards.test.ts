import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alarmsOf } from '../../lib/alarms/alarms';
import { ROOT } from '../support/examples';
import { orgConfig, whoDeploys } from '../support/org-config';
import { people } from '../support/people';
import { pageText } from './pages';

const TEXT = pageText('docs/standards.md');

interface Row {
  readonly control: string;
  readonly who: readonly string[];
  readonly how: string;
  readonly tests: string;
}

/** The rows of the tables of controls. */
function rowsBelow(heading: string): readonly Row[] {
  const section = TEXT.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  const table = section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1);
  return table.map((line) => {
    const [, control = '', , , who = '', how = '', tests = ''] = line.split('|').map((cell) => cell.trim());
    return { control, who: who.split(', '), how, tests };
  });
}

const CIS = rowsBelow('CIS 7.0.0');
const ROWS = [...CIS, ...rowsBelow('FSBP and Prowler')];

/** Of a cell, each file with the name of a test in it. */
function testsIn(cell: string): readonly (readonly [string, string])[] {
  return [...cell.matchAll(/`(test\/[^`]+)` "([^"]+)"/g)].map(([, file = '', name = '']) => [file, name]);
}

/** The numbers of the benchmark, in its order: Prowler's cis_7.0_aws.json, of the commit that the page names. */
const NUMBERS =
  `2.1.1 2.1.2 2.1.3 2.1.4 2.1.5 2.1.6 ${many('2', 2, 21)} 3.1.1 3.1.2 3.1.3 3.1.4 3.2.1 3.2.2 3.2.3 3.2.4 3.3.1
  ${many('4', 1, 10)} ${many('5', 1, 16)} 6.1.1 6.1.2 ${many('6', 2, 8)}`.split(/\s+/);

function many(section: string, from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, index) => `${section}.${from + index}`).join(' ');
}

/** `4.8, 4.9` and `6.1 to 6.6`, as numbers of the benchmark: one of a section means all below it. */
function numbersOf(control: string): readonly string[] {
  return control.split(', ').flatMap((part) => {
    const [from = '', to = from] = part.split(' to ');
    const first = NUMBERS.findIndex((number) => number === from || number.startsWith(`${from}.`));
    const last = NUMBERS.findLastIndex((number) => number === to || number.startsWith(`${to}.`));
    return NUMBERS.slice(first, last + 1);
  });
}

test('every number of the benchmark is in one row', () => {
  expect(CIS.flatMap(({ control }) => numbersOf(control)).sort()).toEqual([...NUMBERS].sort());
  expect(NUMBERS).toHaveLength(70);
});

test('who does it is one of the words that the page explains', () => {
  expect([...new Set(ROWS.flatMap(({ who }) => who))].sort()).toEqual(['checked', 'otherwise', 'set', 'yours']);
});

test('each claim names a test', () => {
  const without = ROWS.filter(({ who, tests }) => !who.includes('yours') && testsIn(tests).length === 0);
  expect(without.map(({ control }) => control)).toEqual([]);
});

test('what is both set and checked names a test of either', () => {
  const both = ROWS.filter(({ who }) => who.includes('set') && who.includes('checked'));
  expect(both.filter(({ tests }) => testsIn(tests).length < 2).map(({ control }) => control)).toEqual([]);
});

test('what is yours says what to do', () => {
  const silent = ROWS.filter(({ who, how }) => who.includes('yours') && how === '');
  expect(silent.map(({ control }) => control)).toEqual([]);
});

test.each(ROWS.flatMap(({ control, tests }) => testsIn(tests).map(([file, name]) => [control, file, name])))(
  '%s: %s has the test "%s"',
  (_, file, name) => {
    const path = join(ROOT, file);
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8').replaceAll("\\'", "'")).toContain(name);
  },
);

test('each alarm that a row names is one', () => {
  const config = orgConfig({
    deployment: whoDeploys(),
    people: people(),
    audit: { trail: 'own', retentionDays: 365, email: [] },
  });
  const names = alarmsOf(config).map(({ name }) => name);
  const rows = ROWS.filter(({ tests }) => tests.includes('$alarm is raised'));
  expect(rows.length).toBeGreaterThan(8);
  for (const { control, how } of rows) {
    const named = [...how.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, name = '']) => name);
    expect({ control, named: named.length > 0, unknown: named.filter((name) => !names.includes(name)) }).toEqual({
      control,
      named: true,
      unknown: [],
    });
  }
});
