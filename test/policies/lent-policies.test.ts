import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { listOf } from '../../lib/domain/json';
import { LENDABLE, partsOfArn } from '../../lib/domain/lendable';
import type { Lend } from '../../lib/domain/platform-account';
import { lentPolicies } from '../../lib/policies/lent-policies';
import { serviceNames } from '../../lib/policies/policies-folder';
import { ROOT } from '../support/examples';

const values = { partition: 'aws', account: '555555555555', workloadPath: '/workload/' };

function lend(changes: Partial<Lend>): Lend {
  return { name: 'lent', services: [], readOnly: false, to: [], ...changes };
}

function statementsOf(one: Lend) {
  const { plan, apply } = lentPolicies(one, { values });
  return [...plan, ...apply].flatMap(({ document }) => document.Statement);
}

/** An ARN of what can be lent of a service. */
function exampleOf(service: string): string {
  const { isRegional = false, example = '' } = LENDABLE.get(service) ?? {};
  return `arn:aws:${service}:${isRegional ? 'eu-west-1:555555555555' : ':'}:${example}`;
}

describe('what is lent by name', () => {
  test('has documents in policies/lent for the services of which resources can be named, and for no other', () => {
    const files = readdirSync(join(ROOT, 'policies', 'lent')).filter((file) =>
      /^[a-z0-9-]+(\.plan)?\.json$/.test(file),
    );
    const expected = [...LENDABLE.keys()].flatMap((service) => [`${service}.json`, `${service}.plan.json`]);
    expect(files.sort()).toEqual(expected.sort());
    expect([...LENDABLE.keys()].filter((service) => !serviceNames().includes(service))).toEqual([]);
  });

  test.each([...LENDABLE.keys()])('takes the example of %s, which is of it and of the account', (service) => {
    const parts = partsOfArn(exampleOf(service));
    expect(parts?.service).toBe(service);
    expect(LENDABLE.get(service)?.resource.test(parts?.resource ?? '')).toBe(true);
  });

  test('has a reason for a star in a name, and needs none where there is no star', () => {
    for (const end of ['base', 'base/*']) {
      const resources = [`arn:aws:ecr:eu-west-1:555555555555:repository/${end}`];
      const { apply } = lentPolicies(lend({ services: ['ecr'], resources }), { values });
      const patterns = apply.flatMap(({ wildcards }) => wildcards.map(({ pattern }) => pattern));
      expect(patterns).toEqual(end === 'base' ? ['*'] : [resources[0], '*']);
    }
  });

  test('allows in each service its own resources alone, and * where an action names none', () => {
    fc.assert(
      fc.property(fc.subarray([...LENDABLE.keys()], { minLength: 1 }), fc.boolean(), (services, readOnly) => {
        const resources = services.map(exampleOf);
        for (const { Action, Resource } of statementsOf(lend({ services, resources, readOnly }))) {
          const [service = ''] = String(listOf(Action)[0]).split(':');
          expect(services).toContain(service);
          for (const resource of listOf(Resource)) {
            if (resource === '*' || resource === 'arn:aws:route53:::change/*') continue;
            expect(resource).toBe(exampleOf(service));
          }
        }
      }),
    );
  });
});

test('what is lent as a whole has nothing of IAM, whatever services it is of', () => {
  fc.assert(
    fc.property(
      fc.subarray(
        [...serviceNames()].filter((name) => name !== 'iam'),
        { minLength: 1 },
      ),
      (services) => {
        const statements = statementsOf(lend({ services }));
        expect(statements.length).toBeGreaterThan(0);
        const actions = statements.flatMap(({ Action }) => listOf(Action));
        expect(actions.filter((action) => /^(iam|sts):/i.test(action))).toEqual([]);
      },
    ),
    { numRuns: 30 },
  );
});

test('what is lent to read alone has what a plan reads, and no more', () => {
  const { plan, apply } = lentPolicies(lend({ services: ['route53', 'ecr'], readOnly: true }), { values });
  expect(plan.map(({ name }) => name)).toEqual(['services/ecr.plan', 'services/route53.plan']);
  expect(apply).toEqual([]);
});
