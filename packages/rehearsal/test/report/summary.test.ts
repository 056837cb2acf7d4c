import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Proof } from '../../report/ledger';
import { chaptersOf } from '../../report/outcome';
import { summary } from '../../report/summary';

/** What `--json` wrote of a rehearsal of `examples/four-accounts.yaml`, long evidence cut. */
const FOUR_ACCOUNTS: { readonly proofs: readonly Proof[]; readonly seconds: number } = JSON.parse(
  readFileSync(join(__dirname, 'four-accounts.json'), 'utf8'),
);

function linesOf(proofs: readonly Proof[], isColoured = false): readonly string[] {
  const chapters = chaptersOf(proofs, 'npm run rehearse -- --config org.yaml --keep');
  return summary({ title: 'org.yaml, rehearsed', chapters, seconds: 262 }, isColoured).split('\n');
}

function withFailures(count: number, evidence: string): readonly Proof[] {
  const isHit = (index: number) => index >= 40 && index < 40 + count;
  return FOUR_ACCOUNTS.proofs.map((proof, index) => (isHit(index) ? { ...proof, verdict: 'failed', evidence } : proof));
}

const FAILED = withFailures(1, `it went through\n${'output of a program '.repeat(40)}\n${'more\n'.repeat(50)}the end`);

describe('a rehearsal of four accounts', () => {
  const lines = linesOf(FOUR_ACCOUNTS.proofs);

  test('fits a terminal of 80 columns and is read at a glance', () => {
    expect(FOUR_ACCOUNTS.proofs.length).toBeGreaterThan(140);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.length).toBeLessThanOrEqual(40);
  });

  test('has a line for each chapter, which is not cut', () => {
    for (const title of new Set(FOUR_ACCOUNTS.proofs.map(({ chapter }) => chapter))) {
      expect(lines.filter((line) => line.startsWith(`✔ ${title} `))).toHaveLength(1);
    }
  });

  test('counts each claim once', () => {
    const count = (holds: (proof: Proof) => boolean) => FOUR_ACCOUNTS.proofs.filter(holds).length;
    const refused = count(({ attack }) => attack === 'refused');
    const alarmed = count(({ attack }) => attack === 'alarm');
    const inert = count(({ verdict }) => verdict === 'inert');
    const proved = FOUR_ACCOUNTS.proofs.length - refused - alarmed - inert;
    expect([refused, alarmed].every((attacks) => attacks > 10)).toBe(true);
    const total = lines.slice(lines.findIndex((line) => line.startsWith(`${proved} proved`))).join(' ');
    expect(total).toContain(`${refused} attacks refused, ${alarmed} told by an alarm, 0 failed, 0 not run`);
  });

  test('says what was not tried, and why', () => {
    const text = lines.join('\n').replaceAll(/\n\s*/g, ' ');
    for (const { claim, evidence } of FOUR_ACCOUNTS.proofs.filter(({ verdict }) => verdict === 'inert')) {
      expect(text).toContain(`· ${claim}: ${evidence}`);
    }
  });
});

describe('what failed', () => {
  test('is said first: what was expected, what came, and how to look closer', () => {
    const proof = FAILED[40];
    const [head = '', expected = '', came = ''] = linesOf(FAILED);
    expect(head).toBe(`✘ ${proof?.chapter}`);
    expect(`${proof?.claim}`.startsWith(expected.replace('  expected: ', ''))).toBe(true);
    expect(came).toMatch(/^ {2}came: {5}it went through$/);
    expect(linesOf(FAILED)).toContain('  closer:   npm run rehearse -- --config org.yaml --keep');
  });

  test('is shortened: the first line of what came, and the last ones', () => {
    const lines = linesOf(FAILED);
    expect(lines).toContain('            the end');
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test('marks its chapter, and is counted', () => {
    const lines = linesOf(FAILED);
    expect(lines.filter((line) => line.startsWith('✘ '))).toHaveLength(2);
    expect(lines.join(' ')).toMatch(/\b1 failed\b/);
  });

  test('is listed up to five times; the others are counted', () => {
    const lines = linesOf(withFailures(9, 'it went through'));
    expect(lines.filter((line) => line.startsWith('  came:'))).toHaveLength(5);
    expect(lines).toContain('and 4 more: --verbose prints them');
  });
});

test('what could not be run is said with what it takes, each reason once', () => {
  const how = 'install Terraform';
  const claims = ['one', 'two'].map((claim): Proof => {
    return { chapter: 'Terraform', claim, verdict: 'not run', evidence: how, seconds: 0 };
  });
  const lines = linesOf(claims);
  expect(lines).toContain('not run, and what it takes');
  expect(lines).toContain('· one, two: install Terraform');
  expect(lines.find((line) => line.includes('Terraform  '))).toMatch(/^– /);
  expect(lines.join(' ')).toContain('0 proved, 0 failed, 2 not run, in 262 s');
});

test('colours are for terminals', () => {
  expect(linesOf(FAILED, true).join('')).toContain('\u001b[31m');
  expect(linesOf(FAILED).join('')).not.toContain('\u001b');
});
