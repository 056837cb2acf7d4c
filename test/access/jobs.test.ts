import fc from 'fast-check';
import { ACCESSES } from '../../lib/domain/ci-identity';
import { ciRoleName } from '../../lib/domain/names';
import { namesOf } from '../../lib/domain/names-of';
import { decide } from '../../packages/iam-gateway/engine/decide';
import { jobName, jobOf } from '../../packages/rehearsal/access/jobs';
import { asMarkdown } from '../../packages/rehearsal/access/render';
import { JOBS } from './jobs';
import { accessSnapshot } from './organizations';

const { config, snapshot } = accessSnapshot('seven-systems');
const ROLES = [...snapshot.roles.keys()];

describe.each(JOBS)(
  'of all jobs of $pipeline',
  ({ pipeline, issuer, audience, claims, parts, subject, applies, plans }) => {
    test.each(ACCESSES)('none becomes the role to %s but those that org.yaml means', async (access) => {
      const role = namesOf(config).ciRoleArn(access, pipeline);
      const outcomes = { allowed: 0, denied: 0 };
      await fc.assert(
        fc.asyncProperty(fc.record(parts), async (job) => {
          const caller = {
            kind: 'webIdentity',
            issuer,
            claims: { ...claims, aud: audience, sub: subject(job) },
          } as const;
          const { outcome } = await decide(snapshot, {
            caller,
            action: 'sts:AssumeRoleWithWebIdentity',
            resource: role,
          });
          outcomes[outcome === 'Allowed' ? 'allowed' : 'denied']++;
          const isMeant = access === 'apply' ? applies(job) : plans(job);
          if (outcome === 'Allowed') expect(isMeant).toBe(true);
        }),
        { numRuns: 1_000, seed: 20_261_121 },
      );
      // Else the property would say nothing.
      expect(outcomes.allowed).toBeGreaterThan(0);
      expect(outcomes.denied).toBeGreaterThan(0);
    });

    test('none becomes a role that is not of its pipeline', async () => {
      const others = ROLES.filter(
        (role) => !ACCESSES.some((access) => role.endsWith(`/${ciRoleName(access, pipeline)}`)),
      );
      await fc.assert(
        fc.asyncProperty(fc.record(parts), fc.constantFrom(...others), async (job, resource) => {
          const caller = {
            kind: 'webIdentity',
            issuer,
            claims: { ...claims, aud: audience, sub: subject(job) },
          } as const;
          const { outcome } = await decide(snapshot, { caller, action: 'sts:AssumeRoleWithWebIdentity', resource });
          expect(outcome).toBe('ImplicitlyDenied');
        }),
        { numRuns: 100 },
      );
    });
  },
);

test('nobody becomes a role with a token that says anything at all', async () => {
  const anything = fc.oneof(fc.string(), fc.constantFrom('*', '?', 'repo:*', '${aws:username}'));
  const issuers = fc.constantFrom(...JOBS.map(({ issuer }) => issuer));
  const audiences = fc.constantFrom(...JOBS.map(({ audience }) => audience));
  await fc.assert(
    fc.asyncProperty(issuers, audiences, anything, fc.constantFrom(...ROLES), async (issuer, aud, sub, resource) => {
      const caller = { kind: 'webIdentity', issuer, claims: { aud, sub } } as const;
      const { outcome } = await decide(snapshot, { caller, action: 'sts:AssumeRoleWithWebIdentity', resource });
      expect(outcome).toBe('ImplicitlyDenied');
    }),
    { numRuns: 500 },
  );
});

test('the matrix for people names the jobs of a pipeline without an account', () => {
  const matrix = new Map([[jobName('github', 'apply'), new Map([[ROLES[0] ?? '', ['become' as const]]])]]);
  expect(asMarkdown(matrix, config, 'x.yaml')).toContain('| the jobs of github that apply | `');
});

test('the job that stands for others is of a run like any other', () => {
  const { identity } = config.pipelines.find(({ name }) => name === 'circleci') ?? {};
  if (identity?.kind !== 'oidc') throw new Error('CircleCI has no tokens');
  expect(jobOf(identity, 'plan').claims.sub).not.toMatch(/[*?]/);
});
