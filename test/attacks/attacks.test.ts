import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../packages/iam-gateway/engine/decide';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { accessSnapshot } from '../access/organizations';
import { ROOT } from '../support/examples';
import {
  type Attack,
  AUDIT,
  CATALOGUE,
  COLLECTIONS,
  EXEMPTIONS,
  type Gained,
  limitsOf,
  PEOPLE,
  type Step,
} from './attack';
import { auditedSnapshotWithEveryService, snapshotWithEveryService } from './every-service';
import { type Trial, trialsOf } from './trial';

const snapshot = snapshotWithEveryService();
const { snapshot: peopled } = accessSnapshot('people');
const PLACES: ReadonlyMap<string, Snapshot> = new Map([
  [PEOPLE, peopled],
  [AUDIT, auditedSnapshotWithEveryService()],
]);
const attacks = [...CATALOGUE.values()].flat();

describe.each([...CATALOGUE])('%s', (theme, attacks) => {
  const place = PLACES.get(theme) ?? snapshot;

  test.each(attacks.map((attack) => [attack.name, attack] as const))('%s', async (_, attack) => {
    for (const step of attack.steps) expect(await surprisesOf(step, place)).toEqual([]);
    expect(outcomeOf(attack)).toBe(attack.outcome);
  });
});

describe('the Terraform plan role', () => {
  const open = attacks.filter(({ steps }) => steps.some(({ as }) => as === undefined));

  test.each(open.map((attack) => [attack.name, attack.steps] as const))('is denied %s', async (_, steps) => {
    const own = steps.filter(({ as }) => as === undefined);
    const denied = await Promise.all(own.map((step) => everyTrialDenied(step, 'Terraform plan role')));
    expect(denied).toContain(true);
  });
});

describe('the access role admin', () => {
  test('is denied whatever the Terraform role is, but to try a function that it built', async () => {
    const denied = attacks.flatMap(({ steps }) => steps).filter((step) => step.as === undefined && step.denied);
    const open = new Set<string>();
    for (const { action, requestIn } of denied.flatMap((step) => trialsOf(peopled, step, 'access role admin'))) {
      if ((await decide(peopled, requestIn(peopled))).outcome === 'Allowed') open.add(action);
    }
    expect([...open]).toEqual(['lambda:InvokeFunction']);
  });
});

describe.each<Gained>(['administrator with the boundary', 'administrator without the boundary'])(
  'an %s never',
  (gained) => {
    test.each(limitsOf(gained).map((limit) => [limit.name, limit] as const))('%s', async (_, { name, ...step }) => {
      expect(await surprisesOf(step)).toEqual([]);
    });
  },
);

describe('the guardrails leave alone:', () => {
  test.each(EXEMPTIONS.map((exemption) => [exemption.name, exemption] as const))('%s', async (_, { only, ...step }) => {
    for (const { name, requestIn } of trialsOf(snapshot, step)) {
      expect([name, await decide(snapshot, requestIn(snapshot), only)]).toEqual([
        name,
        expect.objectContaining({ outcome: 'Allowed' }),
      ]);
    }
  });
});

describe('the catalogue', () => {
  test.each(Object.entries(COLLECTIONS))('tries every path of %s', (collection, { paths }) => {
    const tried = new Set(attacks.flatMap(({ sources }) => sources[collection] ?? []));
    expect([...tried].sort()).toEqual([...paths].sort());
  });

  test('names every attack once', () => {
    const names = attacks.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('gives a reason in SECURITY.md for each attack that is accepted, and for no other', () => {
    const headings = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8').match(/^#+ .+$/gm) ?? [];
    const reasons = new Set(headings.map((heading) => heading.replace(/^#+ /, '')));
    expect(attacks.filter(({ outcome, reason }) => (outcome === 'accepted') !== (reason !== undefined))).toEqual([]);
    expect(attacks.flatMap(({ reason }) => (reason === undefined || reasons.has(reason) ? [] : [reason]))).toEqual([]);
  });

  test('knows its sources', () => {
    const known = new Set([...Object.keys(COLLECTIONS), 'orgstrap']);
    expect(attacks.flatMap(({ sources }) => Object.keys(sources)).filter((source) => !known.has(source))).toEqual([]);
  });
});

/** Denied where a step is, or where what is gained wears the boundary, with which nothing of orgstrap can be touched. */
function outcomeOf({ steps, gains }: Attack): Attack['outcome'] {
  return gains === 'administrator with the boundary' || steps.some(({ denied }) => denied !== undefined)
    ? 'denied'
    : 'accepted';
}

/** What came out otherwise than the step says. */
async function surprisesOf(step: Step, place = snapshot): Promise<readonly string[]> {
  return (await Promise.all(trialsOf(place, step).map((trial) => surprisesIn(place, trial)))).flat();
}

async function surprisesIn(place: Snapshot, { name, requestIn, denied }: Trial): Promise<readonly string[]> {
  const request = requestIn(place);
  const { outcome } = await decide(place, request);
  const surprises = (outcome === 'Allowed') === (denied.length === 0) ? [] : [`${name}: ${outcome}`];
  for (const { layer, sid } of denied) {
    const alone = await decide(place, request, [layer]);
    const sids = alone.statements.map((statement) => statement.sid);
    const expected = sid === undefined ? alone.outcome === 'ImplicitlyDenied' : sids.includes(sid);
    if (alone.outcome === 'Allowed' || !expected) {
      surprises.push(`${name}: ${alone.outcome} by the ${layer} alone, because of ${sids.join(', ') || 'nothing'}`);
    }
  }
  return surprises;
}

async function everyTrialDenied(step: Step, who: string): Promise<boolean> {
  const decisions = await Promise.all(
    trialsOf(snapshot, step, who).map(({ requestIn }) => decide(snapshot, requestIn(snapshot))),
  );
  return decisions.every(({ outcome }) => outcome !== 'Allowed');
}
