import { quotaChecks } from '../../../lib/commands/doctor/quota-checks';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { serviceNames } from '../../../lib/policies/policies-folder';
import { accountId, manyAccounts, oidcPipeline, orgConfig, pipeline, TERRAFORM } from '../../support/org-config';

interface Found {
  readonly caller: string;
  readonly oidcProviders: readonly string[];
  readonly attached: Readonly<Record<string, readonly string[]>>;
}

async function quotas(config: OrgConfig, found: Partial<Found> = {}): Promise<readonly string[]> {
  const { caller = TERRAFORM, oidcProviders = [], attached = {} } = found;
  const checks = await quotaChecks(
    config,
    accountId(caller),
    { oidcProviders: () => Promise.resolve(oidcProviders) },
    { attachedPolicies: (target, type) => Promise.resolve(attached[`${target} ${type}`] ?? []) },
  );
  return checks.map(({ result, name, found: what }) => `${result} ${name}: ${what}`);
}

describe('the policies of a role', () => {
  test('are counted by what org.yaml makes of them', async () => {
    const [few = ''] = await quotas(orgConfig());
    const [all = ''] = await quotas(orgConfig({ terraform: { services: serviceNames() } }));
    const most = (text: string) => Number(/^ok quota: policies of a role: at most (\d+) of 10$/.exec(text)?.[1]);
    expect(most(few)).toBeGreaterThan(0);
    expect(most(all)).toBeGreaterThan(most(few));
  });

  test('that are more than IAM takes are found, as synth finds them', async () => {
    const [check] = await quotas(
      orgConfig({ environments: manyAccounts(1_000), pipelines: [pipeline('delivery', ['dev'])] }),
    );
    expect(check).toMatch(
      /^finding quota: policies of a role: the 1000 accounts of the pipeline delivery take \d+ managed/,
    );
  });
});

describe('OIDC providers', () => {
  const config = orgConfig({ pipelines: [oidcPipeline('one', 'one.example'), oidcPipeline('two', 'two.example')] });
  const arn = (issuer: string) => `arn:aws:iam::${TERRAFORM}:oidc-provider/${issuer}`;
  const others = (count: number) => Array.from({ length: count }, (_, index) => arn(`${index}.example`));

  test('are counted with those that are there, each once', async () => {
    expect(await quotas(config, { oidcProviders: [...others(98), arn('one.example')] })).toContain(
      'ok quota: OIDC providers: 100 once it is deployed, 100 allowed before an increase',
    );
    expect(await quotas(config, { oidcProviders: others(99) })).toContain(
      'finding quota: OIDC providers: 101 once it is deployed, 100 allowed before an increase',
    );
  });

  test('of the Terraform account are not seen from another one', async () => {
    expect(await quotas(config, { caller: '333333333333' })).toContain(
      'not seen quota: OIDC providers: these are credentials of 333333333333',
    );
  });

  test('that are too many by themselves are found from anywhere', async () => {
    const pipelines = Array.from({ length: 101 }, (_, index) => oidcPipeline(`p${index}`, `${index}.example`));
    expect(await quotas(orgConfig({ pipelines }), { caller: '333333333333' })).toContain(
      'finding quota: OIDC providers: 101 once it is deployed, 100 allowed before an increase',
    );
  });

  test('are none where CI has keys', async () => {
    expect(await quotas(orgConfig())).toContain('ok quota: OIDC providers: org.yaml needs none');
  });
});

describe('the control policies of the root', () => {
  const guarded = orgConfig({ guardrails: { deployers: [], stopRoot: true } });
  const service = (...names: readonly string[]) => ({ 'r-abcd SERVICE_CONTROL_POLICY': names });

  test('have room for the guardrails', async () => {
    const six = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(await quotas(guarded, { attached: service('FullAWSAccess', ...six) })).toContain(
      'ok quota: SERVICE_CONTROL_POLICY of the root: 10 with the guardrails, 10 allowed',
    );
    expect(await quotas(guarded, { attached: service('FullAWSAccess', ...six, 'g') })).toContain(
      'finding quota: SERVICE_CONTROL_POLICY of the root: 11 with the guardrails, 10 allowed',
    );
  });

  test('count guardrails that are attached already once', async () => {
    const attached = service('FullAWSAccess', 'a', 'b', 'orgstrap-protection', 'orgstrap-root');
    expect(await quotas(guarded, { attached })).toContain(
      'ok quota: SERVICE_CONTROL_POLICY of the root: 6 with the guardrails, 10 allowed',
    );
  });

  test('are of two types', async () => {
    const attached = { 'r-abcd RESOURCE_CONTROL_POLICY': ['RCPFullAWSAccess', 'a', 'b', 'c', 'd'] };
    expect(await quotas(guarded, { attached })).toContain(
      'finding quota: RESOURCE_CONTROL_POLICY of the root: 6 with the guardrails, 5 allowed',
    );
  });

  test('are not asked for without guardrails', async () => {
    expect((await quotas(orgConfig())).filter((text) => text.includes('CONTROL_POLICY'))).toEqual([]);
  });
});
