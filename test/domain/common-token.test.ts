import fc from 'fast-check';
import type { Claims, OidcSystem } from '../../lib/domain/ci-identity';
import { commonToken, sharedTokens } from '../../lib/domain/common-token';
import { admits, type Tokens } from '../../lib/domain/tokens';

function tokens(subjects: readonly string[], more: Partial<Tokens> = {}): Tokens {
  return { issuer: 'issuer.example.com', audience: 'aws', subjects, except: [], claims: {}, ...more };
}

function common(system: OidcSystem, one: Tokens, other: Tokens) {
  return commonToken({ system, sets: [one] }, { system, sets: [other] });
}

const text = fc.string({ unit: fc.constantFrom('a', 'B', ':'), maxLength: 5 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'B', ':', '*', '?'), maxLength: 5 });
const set = fc
  .record({
    subjects: fc.array(pattern, { minLength: 1, maxLength: 2 }),
    except: fc.array(pattern, { maxLength: 2 }),
    audience: fc.constantFrom('aws', 'aws', 'other'),
    claims: fc.constantFrom<Claims>({}, { id: '1' }, { id: '2' }, { owner: '1' }),
  })
  .map(({ subjects, ...more }) => tokens(subjects, more));

describe('a token of two sets', () => {
  test('is one that both admit', () => {
    fc.assert(
      fc.property(set, set, (one, other) => {
        const found = common('bitbucket', one, other);
        if (found === undefined) return;
        const claims = { ...one.claims, ...other.claims, aud: one.audience, sub: found.subject };
        const both = [one, other].map((each) => admits([each], { issuer: found.issuer, claims }));
        expect({ isOne: found.isOne, both }).toEqual({ isOne: true, both: [true, true] });
      }),
      { numRuns: 3_000 },
    );
  });

  test('is found wherever there is one', () => {
    const token = fc.record({
      sub: text,
      aud: fc.constantFrom('aws', 'other'),
      id: fc.constantFrom('1', '2'),
      owner: fc.constant('1'),
    });
    const hits = { count: 0 };
    fc.assert(
      fc.property(set, set, token, (one, other, claims) => {
        const given = { issuer: one.issuer, claims };
        if (!admits([one], given) || !admits([other], given)) return;
        hits.count++;
        expect(common('bitbucket', one, other)).toBeDefined();
      }),
      { numRuns: 20_000 },
    );
    expect(hits.count).toBeGreaterThan(10);
  });

  test.each<[OidcSystem, string, string]>([
    ['github', 'repo:acme/infra:pull_request', 'repo:Acme/Infra:pull_request'],
    ['github', 'repo:acme/infra:environment:prod', 'repo:acme/infra:environment:Prod'],
    ['gitlab', 'project_path:acme/infra:ref_type:branch:ref:main', 'project_path:ACME/infra:ref_type:branch:ref:main'],
    [
      'circleci',
      'org/1/user/?/vcs-origin/github.com/a/b/vcs-ref/x',
      'org/1/user/?/vcs-origin/github.com/A/b/vcs-ref/x',
    ],
    [
      'buildkite',
      'organization:acme:pipeline:infra:ref:refs/heads/main:commit:?:step:apply',
      'organization:acme:pipeline:infra:ref:refs/heads/*:commit:?:step:plan',
    ],
    [
      'hcpTerraform',
      'organization:acme:project:P:workspace:*:run_phase:plan',
      'organization:acme:project:p:workspace:x:run_phase:plan',
    ],
    ['azureDevOps', 'sc://acme/Infra/plan', 'sc://acme/infra/Plan'],
  ])('is in the eyes of %s the same as %s and %s', (system, one, other) => {
    expect(common(system, tokens([one]), tokens([other]))).toMatchObject({ isOne: false });
  });

  test.each<[OidcSystem, string, string]>([
    ['github', 'repo:acme/infra:ref:refs/heads/main', 'repo:acme/infra:ref:refs/heads/Main'],
    ['github', 'repo:acme/infra:ref:refs/heads/main', 'repo:acme/infra:pull_request'],
    ['github', 'repo:acme/infra:ref:refs/heads/main', 'repo:acme/infra:environment:main'],
    ['github', 'repo:acme/infra:pull_request', 'repo:acme/infra2:pull_request'],
    ['gitlab', 'project_path:acme/infra:ref_type:branch:ref:main', 'project_path:acme/infra:ref_type:branch:ref:Main'],
    ['gitlab', 'project_path:acme/infra:ref_type:branch:ref:*', 'project_path:acme/infra/x:ref_type:branch:ref:*'],
    ['buildkite', 'organization:acme:pipeline:infra:ref:*', 'organization:acme:pipeline:infra-apply:ref:*'],
    [
      'hcpTerraform',
      'organization:acme:project:p:workspace:*:run_phase:plan',
      'organization:acme:project:p:workspace:*:run_phase:apply',
    ],
  ])('is none in the eyes of %s of %s and %s', (system, one, other) => {
    expect(common(system, tokens([one]), tokens([other]))).toBeUndefined();
  });

  test('is looked for between all pairs of roles', () => {
    const roles = fc.array(
      fc.record({ system: fc.constantFrom<OidcSystem>('bitbucket', 'github'), sets: fc.array(set, { maxLength: 2 }) }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(roles, (all) => {
        const pairs = all.flatMap((other, index) =>
          all.slice(0, index).flatMap((one) => {
            const token = commonToken(one, other);
            return token === undefined ? [] : [{ roles: [one, other], token }];
          }),
        );
        // One system at a time signs for an issuer.
        if (new Set(all.map(({ system }) => system)).size === 1) expect(sharedTokens(all)).toEqual(pairs);
      }),
      { numRuns: 1_000 },
    );
  });

  test('is none of two issuers, nor where a claim has to be two things', () => {
    expect(common('github', tokens(['a']), tokens(['a'], { issuer: 'other.example.com' }))).toBeUndefined();
    const ids = ['1', '2'].map((repositoryId) => tokens(['a'], { claims: { repository_id: repositoryId } }));
    expect(ids.map((one) => ids.map((other) => common('github', one, other)?.subject))).toEqual([
      ['a', undefined],
      [undefined, 'a'],
    ]);
  });

  test('has a name for its branch, unless nothing but an empty one would do', () => {
    const any = tokens(['ref:*']);
    expect(common('gitlab', any, any)?.subject).toBe('ref:x');
    expect(common('gitlab', any, tokens(['ref:']))?.subject).toBe('ref:');
  });
});
