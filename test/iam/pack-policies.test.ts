import { Aws } from 'aws-cdk-lib/core';
import fc from 'fast-check';
import { Failure } from '../../lib/domain/failure';
import { documentOf, MANAGED_POLICY_LIMIT, packPolicies, splitOverPolicies } from '../../lib/iam/pack-policies';
import type { ReviewedPolicy } from '../../lib/policies/load-policy';

/** A document of exactly so many characters. */
function policyOf(size: number, name = 'services/some'): ReviewedPolicy {
  const of = (Resource: string): ReviewedPolicy => ({
    name,
    file: `policies/${name}.json`,
    folder: 'policies',
    document: { Version: '2012-10-17', Statement: [{ Sid: 'Only', Effect: 'Allow', Action: 'a:B', Resource }] },
    wildcards: [],
  });
  return of('x'.repeat(size - sizeOf(of(''))));
}

function sizeOf({ document }: Pick<ReviewedPolicy, 'document'>): number {
  return JSON.stringify(document).length;
}

/** What a document costs beside others: its statements and a comma, without what is around them. */
const AROUND = JSON.stringify({ Version: '2012-10-17', Statement: [] }).length - 1;

describe('packing documents into managed policies', () => {
  test('refuses a document that is too large alone, by the name of its file', () => {
    expect(() => packPolicies([policyOf(100), policyOf(MANAGED_POLICY_LIMIT + 1, 'services/huge')])).toThrow(Failure);
    expect(() => packPolicies([policyOf(MANAGED_POLICY_LIMIT + 1, 'services/huge')])).toThrow(
      'policies/services/huge.json has 6145 characters, IAM takes 6144; split it into two files',
    );
    expect(packPolicies([policyOf(MANAGED_POLICY_LIMIT)])).toHaveLength(1);
  });

  test('fills a policy to its last character', () => {
    const rest = MANAGED_POLICY_LIMIT - 3_000 + AROUND;
    expect(packPolicies([policyOf(3_000), policyOf(rest)])).toHaveLength(1);
    expect(packPolicies([policyOf(3_000), policyOf(rest + 1)])).toHaveLength(2);
  });

  test('puts each document into the first policy that has room for it, and keeps the order within one', () => {
    const [large, larger, small] = [policyOf(4_000, 'a'), policyOf(5_000, 'b'), policyOf(1_000, 'c')];
    expect(packPolicies([large, larger, small])).toEqual([[large, small], [larger]]);
  });

  test('counts the account of a template as the id that it becomes', () => {
    const withAccount = ({ document, ...others }: ReviewedPolicy, account: string): ReviewedPolicy => ({
      ...others,
      document: JSON.parse(JSON.stringify(document).replace('x'.repeat(12), account)),
    });
    const full = policyOf(MANAGED_POLICY_LIMIT - 3_000 + AROUND);
    const packsFor = (account: string) => packPolicies([policyOf(3_000), withAccount(full, account)]).length;
    expect(Aws.ACCOUNT_ID.length).toBeGreaterThan(12);
    expect([packsFor('444444444444'), packsFor(Aws.ACCOUNT_ID)]).toEqual([1, 1]);
  });

  test('makes nothing of nothing', () => {
    expect(packPolicies([])).toEqual([]);
  });

  test('loses nothing, keeps every policy within the limit, and does the same a second time', () => {
    const sizes = fc.array(fc.integer({ min: 100, max: MANAGED_POLICY_LIMIT }), { maxLength: 40 });
    fc.assert(
      fc.property(sizes, (all) => {
        const policies = all.map((size, index) => policyOf(size, `services/number-${index}`));
        const packs = packPolicies(policies);
        expect(
          packs
            .flat()
            .map(({ name }) => name)
            .sort(),
        ).toEqual(policies.map(({ name }) => name).sort());
        for (const pack of packs)
          expect(sizeOf({ document: documentOf(pack) })).toBeLessThanOrEqual(MANAGED_POLICY_LIMIT);
        expect(packPolicies(policies)).toEqual(packs);
      }),
      { numRuns: 30 },
    );
  });

  test('never leaves two policies that fit into one', () => {
    const sizes = fc.array(fc.integer({ min: 100, max: MANAGED_POLICY_LIMIT }), { maxLength: 20 });
    fc.assert(
      fc.property(sizes, (all) => {
        const packs = packPolicies(all.map((size) => policyOf(size)));
        for (const [index, pack] of packs.entries()) {
          for (const other of packs.slice(index + 1)) {
            expect(sizeOf({ document: documentOf([...pack, ...other]) })).toBeGreaterThan(MANAGED_POLICY_LIMIT);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('splitting one document over managed policies', () => {
  function render(Resource: readonly string[]): ReviewedPolicy {
    return {
      name: 'accounts',
      file: 'policies/accounts.json',
      folder: 'policies',
      document: {
        Version: '2012-10-17',
        Statement: [{ Sid: 'Enter', Effect: 'Allow', Action: 'sts:AssumeRole', Resource }],
      },
      wildcards: [],
    };
  }

  function resourcesOf(policies: readonly ReviewedPolicy[]): readonly (readonly string[])[] {
    return policies.map(({ document }) => document.Statement.flatMap(({ Resource }) => Resource ?? []));
  }

  const arns = (count: number): readonly string[] =>
    Array.from(
      { length: count },
      (_, index) => `arn:aws:iam::${400_000_000_000 + index}:role/orgstrap/orgstrap-terraform`,
    );

  test('makes nothing of nothing', () => {
    expect(splitOverPolicies([], render)).toEqual([]);
  });

  test('keeps every part within the limit, every element once and in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2_000 }), { maxLength: 60 }), (lengths) => {
        const elements = lengths.map((length, index) => `${index}:`.padEnd(length, 'x'));
        const parts = splitOverPolicies(elements, render);
        expect(resourcesOf(parts).flat()).toEqual(elements);
        for (const part of parts) expect(sizeOf(part)).toBeLessThanOrEqual(MANAGED_POLICY_LIMIT);
      }),
      { numRuns: 50 },
    );
  });

  test('fills each part: the first element of the next one would not have fitted', () => {
    const parts = resourcesOf(splitOverPolicies(arns(500), render));
    expect(parts.length).toBeGreaterThan(4);
    for (const [index, part] of parts.slice(0, -1).entries()) {
      const [next = ''] = parts[index + 1] ?? [];
      expect(sizeOf(render([...part, next, 'x']))).toBeGreaterThan(MANAGED_POLICY_LIMIT);
    }
  });

  test('changes nothing in the parts before a new account, so that a deploy changes one policy', () => {
    const before = splitOverPolicies(arns(150), render);
    const after = splitOverPolicies(arns(151), render);
    expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
  });
});
