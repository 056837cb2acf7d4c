import fc from 'fast-check';
import { ACCESSES, type Access, type Claims, isOidc } from '../../lib/domain/ci-identity';
import { namesOf } from '../../lib/domain/names-of';
import { admits, type Tokens, tokensOf } from '../../lib/domain/tokens';
import { decide } from '../../packages/iam-gateway/engine/decide';
import { accessSnapshot } from './organizations';

/** What the sets of tokens say is what IAM says of the trust policies. */
describe.each(['seven-systems', 'whole-project', 'one-repository'])('in %s', (name) => {
  const { config, snapshot } = accessSnapshot(name);
  const names = namesOf(config);
  const roles = config.pipelines.flatMap(({ deployedAs, identity }) =>
    isOidc(identity)
      ? ACCESSES.map((access) => ({ arn: names.ciRoleArn(access, deployedAs), sets: tokensOf(identity, access) }))
      : [],
  );
  const sets = roles.flatMap((role) => role.sets);

  test('there are roles to look at', () => expect(sets.length).toBeGreaterThanOrEqual(ACCESSES.length));

  test('a token is in a set exactly where IAM lets it become the role', async () => {
    const outcomes = { in: 0, out: 0 };
    await fc.assert(
      fc.asyncProperty(token(sets), fc.constantFrom(...roles), async (given, { arn, sets: own }) => {
        const { outcome } = await decide(snapshot, {
          caller: { kind: 'webIdentity', ...given },
          action: 'sts:AssumeRoleWithWebIdentity',
          resource: arn,
        });
        const isIn = admits(own, given);
        outcomes[isIn ? 'in' : 'out']++;
        expect(outcome).toBe(isIn ? 'Allowed' : 'ImplicitlyDenied');
      }),
      { numRuns: 3_000, seed: 20_261_130 },
    );
    // Else the property would say nothing.
    expect(Math.min(outcomes.in, outcomes.out)).toBeGreaterThan(50);
  });

  test('no token is in the sets of two roles', () => {
    fc.assert(
      fc.property(token(sets), (given) => {
        expect(roles.filter((role) => admits(role.sets, given)).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 5_000 },
    );
  });
});

/** Made of the sets themselves, and almost right: one thing of another set, letters more and less, a claim that lacks. */
function token(sets: readonly Tokens[]): fc.Arbitrary<{ readonly issuer: string; readonly claims: Claims }> {
  const set = fc.constantFrom(...sets);
  return fc
    .record({ of: set, other: set, index: fc.nat(), fill: filling(), change: fc.constantFrom(...CHANGES) })
    .map(({ of, other, index, fill, change }) => change(tokenOf(of, index, fill), tokenOf(other, index, fill)));
}

type Given = { readonly issuer: string; readonly claims: Claims };

const CHANGES: readonly ((given: Given, other: Given) => Given)[] = [
  (given) => given,
  (given) => given,
  (given, other) => ({ ...given, issuer: other.issuer }),
  (given, other) => saying(given, { aud: other.claims.aud ?? '' }),
  (given, other) => saying(given, { sub: other.claims.sub ?? '' }),
  (given) => saying(given, { sub: `${given.claims.sub}x` }),
  (given) => saying(given, { sub: given.claims.sub?.slice(0, -1) ?? '' }),
  (given) => saying(given, { sub: given.claims.sub?.toUpperCase() ?? '' }),
  (given) => saying(given, { sub: given.claims.sub?.replace(/ref:(?:refs\/heads\/)?[^:]*/, 'ref:main') ?? '' }),
  (given) => saying(given, { repository_id: '1', ref_protected: 'false' }),
  ({ issuer, claims: { sub, aud } }) => ({ issuer, claims: { aud: aud ?? '', sub: sub ?? '' } }),
  ({ issuer, claims: { sub, ...claims } }) => ({ issuer, claims }),
];

function saying({ issuer, claims }: Given, more: Claims): Given {
  return { issuer, claims: { ...claims, ...more } };
}

function tokenOf({ issuer, audience, subjects, except, claims }: Tokens, index: number, fill: Filling): Given {
  const all = [...subjects, ...except];
  const sub = (all[index % all.length] ?? '').replaceAll('?', fill.one).replaceAll('*', fill.many);
  return { issuer, claims: { ...claims, aud: audience, sub } };
}

interface Filling {
  readonly one: string;
  readonly many: string;
}

function filling(): fc.Arbitrary<Filling> {
  return fc.record({
    one: fc.constantFrom('0', 'f', '-', ':'),
    many: fc.constantFrom('main', 'feature/x', '', 'main2', 'x:ref:main', 'infrastructure-prod', 'x:run_phase:apply'),
  });
}

test.each(ACCESSES)('who has keys has no tokens to %s with', (access: Access) => {
  expect(tokensOf({ kind: 'iamUser', networks: [] }, access)).toEqual([]);
});
