import fc from 'fast-check';
import { PEOPLE_PATH } from '../../lib/domain/names';
import { s3Service } from '../../lib/domain/region';
import { decide } from '../../packages/iam-gateway/engine/decide';
import type { Caller } from '../../packages/iam-gateway/iam/caller';
import type { Request, RequestContext } from '../../packages/iam-gateway/iam/request';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { intendedAccess } from '../../packages/rehearsal/access/intended-access';
import { unguardedSnapshot } from './organizations';
import { assumption, sessionName, stranger } from './strangers';

const { config, snapshot } = unguardedSnapshot('people');
const ROLES = [...snapshot.roles.keys()];
const MADE = [...snapshot.users.keys(), ...ROLES];
const STATE_BUCKETS = [...snapshot.resources.keys()].filter((arn) => arn.includes(':::orgstrap-state-'));
const KEYS = [...snapshot.resources.keys()].filter((arn) => arn.includes(':kms:'));

async function expectDenied(place: Snapshot, request: Request): Promise<void> {
  expect((await decide(place, request)).outcome).not.toBe('Allowed');
}

describe('nobody whom orgstrap did not make, with every permission of his own account,', () => {
  test('becomes a role that orgstrap made', async () => {
    await fc.assert(
      fc.asyncProperty(stranger(snapshot), fc.constantFrom(...ROLES), assumption(MADE), (caller, resource, context) =>
        expectDenied(snapshot, { caller, action: 'sts:AssumeRole', resource, context }),
      ),
      { numRuns: 2_000 },
    );
  });

  test('says of a session of such a role which run it is of', async () => {
    await fc.assert(
      fc.asyncProperty(stranger(snapshot), fc.constantFrom(...ROLES), sessionName(MADE), (caller, resource, run) =>
        expectDenied(snapshot, {
          caller,
          action: 'sts:SetSourceIdentity',
          resource,
          context: { 'sts:SourceIdentity': run },
        }),
      ),
      { numRuns: 500 },
    );
  });

  test('reads, writes or deletes an object of a state bucket, whatever it is called', async () => {
    const actions = [
      's3:GetObject',
      's3:GetObjectVersion',
      's3:PutObject',
      's3:DeleteObject',
      's3:DeleteObjectVersion',
    ];
    const keys = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom(
        'terraform.tfstate',
        'env:/dev/terraform.tfstate',
        'env:/dev/terraform.tfstate.tflock',
        '*',
        'a\nb',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        stranger(snapshot),
        fc.constantFrom(...actions),
        fc.constantFrom(...STATE_BUCKETS),
        keys,
        (caller, action, bucket, key) => expectDenied(snapshot, { caller, action, resource: `${bucket}/${key}` }),
      ),
      { numRuns: 1_000 },
    );
  });

  test('encrypts or decrypts with a state key, or lends it, through whatever service', async () => {
    const actions = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:CreateGrant'];
    const services = [undefined, s3Service(config.homeRegion), 'secretsmanager.eu-west-1.amazonaws.com'];
    await fc.assert(
      fc.asyncProperty(
        stranger(snapshot),
        fc.constantFrom(...actions),
        fc.constantFrom(...KEYS),
        fc.constantFrom(...services),
        (caller, action, resource, service) =>
          expectDenied(snapshot, { caller, action, resource, context: { 'kms:ViaService': service } }),
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('whom orgstrap made', () => {
  const intended = intendedAccess(config);
  const made: readonly Extract<Caller, { readonly kind: 'user' | 'role' }>[] = [
    ...[...snapshot.users.keys()].map((arn) => ({ kind: 'user' as const, arn })),
    ...ROLES.map((arn) => ({ kind: 'role' as const, arn })),
  ];

  test('becomes the roles that org.yaml intends and no other, whatever it says of itself', async () => {
    const session = sessionName(MADE);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...made),
        session,
        fc.boolean(),
        fc.constantFrom(...ROLES),
        assumption(MADE),
        async (caller, name, recreated, resource, context) => {
          const asking: Caller =
            caller.kind === 'role' ? { ...caller, session: name, recreated } : { ...caller, recreated };
          const { outcome } = await decide(snapshot, { caller: asking, action: 'sts:AssumeRole', resource, context });
          const may = intended.get(caller.arn)?.get(resource)?.includes('become') ?? false;
          expect(outcome === 'Allowed').toBe(may && (!isPerson(caller.arn) || isSignedIn(caller.arn, context)));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('and signs in to Ops becomes the roles of their groups, if they have just proved who they are', async () => {
    const people = made.filter(({ arn }) => isPerson(arn));
    const roles = fc.constantFrom(...ROLES.filter((arn) => arn.includes('/orgstrap-access-')));
    const proof = fc.record({
      'aws:MultiFactorAuthPresent': fc.constantFrom('true', 'true', 'false', undefined),
      'aws:MultiFactorAuthAge': fc.constantFrom('0', '1', '28799', '28800', undefined),
      'sts:RoleSessionName': fc.oneof(fc.constant(undefined), sessionName(MADE)),
    });
    const outcomes = { allowed: 0, denied: 0 };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...people), roles, proof, async (caller, resource, said) => {
        // Who says no name has the own one, as in the console.
        const { 'sts:RoleSessionName': name = nameIn(caller.arn), ...mfa } = said;
        const context = { ...mfa, 'sts:RoleSessionName': name };
        const { outcome } = await decide(snapshot, { caller, action: 'sts:AssumeRole', resource, context });
        const may = intended.get(caller.arn)?.get(resource)?.includes('become') ?? false;
        outcomes[outcome === 'Allowed' ? 'allowed' : 'denied']++;
        expect(outcome === 'Allowed').toBe(may && isSignedIn(caller.arn, context));
      }),
      { numRuns: 500, seed: 20_261_121 },
    );
    // Else the property would say nothing.
    expect(outcomes.allowed).toBeGreaterThan(10);
    expect(outcomes.denied).toBeGreaterThan(10);
  });

  test('becomes nothing once its account is in another organization, or in none', async () => {
    const other = fc
      .option(fc.stringMatching(/^o-[a-z0-9]{10,32}$/), { nil: undefined })
      .filter((id) => id !== config.organization.id);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...made), fc.constantFrom(...ROLES), other, (caller, resource, id) =>
        expectDenied(snapshot, { caller, action: 'sts:AssumeRole', resource, context: { 'aws:PrincipalOrgID': id } }),
      ),
      { numRuns: 500 },
    );
  });
});

function isPerson(arn: string): boolean {
  return arn.includes(`:user${PEOPLE_PATH}`);
}

/** With MFA that is not too old, under no name but their own; eight hours are what `org.yaml` does not change. */
function isSignedIn(arn: string, context: RequestContext): boolean {
  const { 'sts:RoleSessionName': session = nameIn(arn), 'aws:MultiFactorAuthAge': age } = context;
  return (
    context['aws:MultiFactorAuthPresent'] === 'true' &&
    Number(age ?? EIGHT_HOURS) < EIGHT_HOURS &&
    session === nameIn(arn)
  );
}

const EIGHT_HOURS = 28_800;

function nameIn(arn: string): string | undefined {
  return arn.split('/').at(-1);
}
