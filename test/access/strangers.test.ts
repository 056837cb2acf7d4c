import fc from 'fast-check';
import { s3Service } from '../../lib/domain/region';
import { intendedAccess } from '../../rehearsal/access/intended-access';
import type { Caller } from '../../rehearsal/iam/caller';
import { decide } from '../../rehearsal/iam/decide';
import type { Request } from '../../rehearsal/iam/request';
import type { World } from '../../rehearsal/iam/world';
import { accessWorld } from './organizations';
import { assumption, sessionName, stranger } from './strangers';

const { config, world } = accessWorld('two-pipelines');
const ROLES = [...world.roles.keys()];
const STATE_BUCKETS = [...world.resources.keys()].filter((arn) => arn.includes(':::orgstrap-state-'));
const KEYS = [...world.resources.keys()].filter((arn) => arn.includes(':kms:'));

async function expectDenied(place: World, request: Request): Promise<void> {
  expect((await decide(place, request)).outcome).not.toBe('Allowed');
}

describe('nobody whom orgstrap did not make, with every permission of his own account,', () => {
  test('becomes a role that orgstrap made', async () => {
    await fc.assert(
      fc.asyncProperty(stranger(world), fc.constantFrom(...ROLES), assumption(), (caller, resource, context) =>
        expectDenied(world, { caller, action: 'sts:AssumeRole', resource, context }),
      ),
      { numRuns: 2_000 },
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
        stranger(world),
        fc.constantFrom(...actions),
        fc.constantFrom(...STATE_BUCKETS),
        keys,
        (caller, action, bucket, key) => expectDenied(world, { caller, action, resource: `${bucket}/${key}` }),
      ),
      { numRuns: 1_000 },
    );
  });

  test('encrypts or decrypts with a state key, or lends it, through whatever service', async () => {
    const actions = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:CreateGrant'];
    const services = [undefined, s3Service(config.homeRegion), 'secretsmanager.eu-west-1.amazonaws.com'];
    await fc.assert(
      fc.asyncProperty(
        stranger(world),
        fc.constantFrom(...actions),
        fc.constantFrom(...KEYS),
        fc.constantFrom(...services),
        (caller, action, resource, service) =>
          expectDenied(world, { caller, action, resource, context: { 'kms:ViaService': service } }),
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('whom orgstrap made', () => {
  const intended = intendedAccess(config);
  const made: readonly Extract<Caller, { readonly kind: 'user' | 'role' }>[] = [
    ...[...world.users.keys()].map((arn) => ({ kind: 'user' as const, arn })),
    ...ROLES.map((arn) => ({ kind: 'role' as const, arn })),
  ];

  test('becomes the roles that org.yaml intends and no other, whatever it says of itself', async () => {
    const session = sessionName(made.map(({ arn }) => arn));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...made),
        session,
        fc.boolean(),
        fc.constantFrom(...ROLES),
        assumption(),
        async (caller, name, recreated, resource, context) => {
          const asking: Caller =
            caller.kind === 'role' ? { ...caller, session: name, recreated } : { ...caller, recreated };
          const { outcome } = await decide(world, { caller: asking, action: 'sts:AssumeRole', resource, context });
          const may = intended.get(caller.arn)?.get(resource)?.includes('become') ?? false;
          expect(outcome === 'Allowed').toBe(may);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('becomes nothing once its account is in another organization, or in none', async () => {
    const other = fc
      .option(fc.stringMatching(/^o-[a-z0-9]{10,32}$/), { nil: undefined })
      .filter((id) => id !== config.organization.id);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...made), fc.constantFrom(...ROLES), other, (caller, resource, id) =>
        expectDenied(world, { caller, action: 'sts:AssumeRole', resource, context: { 'aws:PrincipalOrgID': id } }),
      ),
      { numRuns: 500 },
    );
  });
});
