import type { IamName } from '../../../lib/aws/taken-names';
import { doctor } from '../../../lib/commands/doctor/doctor';
import { oidcPipeline, orgConfig, sharedOpsConfig } from '../../support/org-config';
import { people } from '../../support/people';
import { type Seen, viewOf } from './healthy-view';

/** Ops, which is the Terraform account, too. */
const HERE = '333333333333';
const ISSUER = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::${HERE}:oidc-provider/${ISSUER}`;

function iamName(kind: IamName['kind'], name: string): IamName {
  return { kind, name, arn: `arn:aws:iam::${HERE}:${kind}/${name}` };
}

/** What the doctor says of names, as `result name: what`. */
async function said(changes: Partial<Seen>, config = sharedOpsConfig()): Promise<readonly string[]> {
  const { checks } = await doctor(config, viewOf({ account: HERE, ...changes }));
  return checks
    .filter(({ name }) => name.startsWith('names '))
    .map(({ result, name, found, fix }) => [`${result} ${name}: ${found}`, ...(fix ? [fix] : [])].join(' → '));
}

const FREE = [
  `ok names in ${HERE}: free, or made by stacks of orgstrap`,
  "ok names of buckets: 2 names, each free or a bucket of orgstrap's",
];

describe('names in IAM', () => {
  test('that a stack of orgstrap made are not taken, whether it was deployed or delivered', async () => {
    const role = iamName('role', 'orgstrap-ci-plan-delivery');
    const policy = iamName('policy', 'orgstrap-ci-boundary');
    const stacks = { 'orgstrap-TerraformAccount': [role.name], 'StackSet-orgstrap-Pipeline-delivery-1': [policy.arn] };
    expect(await said({ iamNames: [role, policy, iamName('role', 'somebody')], stacks })).toEqual(FREE);
  });

  test.each(['role', 'user', 'group', 'policy'] as const)(
    'that nobody knows who made are taken: a %s',
    async (kind) => {
      const found = iamName(kind, 'Orgstrap-CI');
      const option = kind === 'policy' ? `policy-arn ${found.arn}` : `${kind}-name Orgstrap-CI`;
      expect(await said({ iamNames: [found], stacks: { 'of-somebody': [found.name, found.arn] } })).toEqual([
        `finding names in ${HERE}: no stack of orgstrap made the ${kind} ${found.arn} → find out whose it is, and delete it: aws iam delete-${kind} --${option}`,
        FREE[1],
      ]);
    },
  );

  test('of people are looked for among the users of the Ops account', async () => {
    const config = sharedOpsConfig({ people: people() });
    expect(await said({ iamNames: [iamName('user', 'Ada'), iamName('role', 'ada')] }, config)).toEqual([
      expect.stringContaining(`no stack of orgstrap made the user arn:aws:iam::${HERE}:user/Ada`),
      FREE[1],
    ]);
  });

  test('of OIDC providers are taken where a pipeline needs one that orgstrap did not make', async () => {
    const config = sharedOpsConfig({ pipelines: [oidcPipeline('delivery')] });
    const oidcProviders = [PROVIDER, `arn:aws:iam::${HERE}:oidc-provider/of.somebody`];
    expect(await said({ oidcProviders }, config)).toEqual([
      `finding names in ${HERE}: no stack of orgstrap made the OIDC provider ${PROVIDER} → write its URL into existingOidcProviders of org.yaml`,
      FREE[1],
    ]);
    expect(await said({ oidcProviders }, { ...config, existingOidcProviders: [ISSUER] })).toEqual(FREE);
    expect(await said({ oidcProviders, stacks: { 'orgstrap-TerraformAccount': [PROVIDER] } }, config)).toEqual(FREE);
  });

  test('of an account that the credentials are not of are not seen', async () => {
    expect(await said({}, orgConfig())).toContain(
      'not seen names in 222222222222: these are credentials of 333333333333 → run orgstrap doctor with credentials of 222222222222, too',
    );
  });
});

describe('names of buckets', () => {
  const bucket = 'orgstrap-access-logs-333333333333-eu-west-1-an';

  async function buckets(changes: Partial<Seen>, config = sharedOpsConfig()) {
    return (await said(changes, config)).filter((text) => text.includes('names of buckets'));
  }

  test('are as they should be where a stack of orgstrap made the bucket', async () => {
    const stacks = { 'orgstrap-TerraformAccount': [bucket] };
    expect(await buckets({ buckets: { [bucket]: 'of the account' }, stacks })).toEqual([FREE[1]]);
  });

  test('are taken where the bucket was left behind, or made by hand', async () => {
    expect(await buckets({ buckets: { [bucket]: 'of the account' } })).toEqual([
      `finding names of buckets: ${bucket} is a bucket of 333333333333 that no stack of orgstrap made → look at what is in it, and once it is empty: aws s3api delete-bucket --bucket ${bucket}`,
    ]);
  });

  test('are taken where the bucket refuses and the account does not list it', async () => {
    expect(await buckets({ buckets: { [bucket]: 'refuses' }, ownBuckets: ['another'] })).toEqual([
      expect.stringContaining(`finding names of buckets: ${bucket} is a bucket of another account → report it`),
    ]);
  });

  test('are not taken where a bucket of the account refuses these credentials', async () => {
    expect(await buckets({ buckets: { [bucket]: 'refuses' }, ownBuckets: [bucket] })).toEqual([FREE[1]]);
  });

  test('that refuse another account than the Terraform account are not seen, and those that are not there are free', async () => {
    const changes = { account: '111111111111', ownBuckets: [] };
    expect(await buckets({ ...changes, buckets: { [bucket]: 'refuses' } })).toEqual([
      expect.stringMatching(
        `^not seen names of buckets: ${bucket}: there, and from 111111111111 nobody sees whose → run orgstrap doctor with credentials of ${HERE}`,
      ),
    ]);
    expect(await buckets(changes)).toEqual([FREE[1]]);
  });

  test.each([
    ['own', 3],
    ['organization', 2],
  ] as const)('with a trail that is %s are %d', async (trail, count) => {
    const config = sharedOpsConfig({ audit: { trail, retentionDays: 365, email: [] } });
    expect(await buckets({}, config)).toEqual([expect.stringContaining(`: ${count} names, each free`)]);
  });
});
