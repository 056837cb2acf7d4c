import { listOf } from '../../../lib/domain/json';
import { decide } from '../../../lib/iam/evaluation/decide';
import type { Decision } from '../../../lib/iam/evaluation/decision';
import { readPolicy } from '../../../lib/iam/evaluation/policy';
import { requestContext } from '../../../lib/iam/evaluation/request-context';
import { AwsActions, serviceOf } from './aws-actions';
import kinds from './in-no-document.json';
import { patternsOf, SHIPPED, statementsOf } from './shipped';

const FORBIDDEN = Object.values(kinds).flat();
const OWNER = '444444444444';
const SHARE = `arn:aws:ram:eu-west-1:${OWNER}:resource-share/7ab63972-b505-7e2a-420d-6f5d3EXAMPLE`;

/** What IAM answers the Terraform role that wears the documents of one service, and no boundary. */
function answer(
  service: string,
  action: string,
  resource: string,
  context: Readonly<Record<string, string>>,
): Decision['outcome'] {
  const { plan, apply } = statementsOf(service);
  const Statement = [...plan, ...apply].map((statement) => ({ ...statement }));
  const role = {
    kind: 'role',
    account: OWNER,
    arn: `arn:aws:iam::${OWNER}:role/orgstrap-terraform`,
    session: 's',
  } as const;
  return decide(
    { principal: role, action, resource, owner: OWNER, context: requestContext(context, ['*']) },
    {
      identity: [readPolicy(service, { Version: '2012-10-17', Statement })],
      organization: {
        managementAccount: '111111111111',
        paths: new Map(),
        attached: { scp: undefined, rcp: undefined },
      },
    },
  ).outcome;
}

describe('what belongs to the management account, or to nobody', () => {
  let aws: AwsActions;

  beforeAll(async () => {
    aws = await AwsActions.of([...SHIPPED, 'backup-storage', ...FORBIDDEN.map(serviceOf)]);
  });

  test('is written down by names that AWS has', () => {
    for (const action of FORBIDDEN) expect(aws.matching(action).map(({ name }) => name)).toEqual([action]);
  });

  test.each(SHIPPED)('is in no document of %s', (service) => {
    const { plan, apply } = statementsOf(service);
    const granted = aws.named(patternsOf([...plan, ...apply]));
    expect(FORBIDDEN.filter((action) => granted.has(action))).toEqual([]);
  });
});

describe('Terraform shares', () => {
  const within = { 'ram:RequestedAllowsExternalPrincipals': 'false' };

  test('with the organization', () => {
    expect(answer('ram', 'ram:CreateResourceShare', '*', within)).toBe('allowed');
    expect(answer('ram', 'ram:UpdateResourceShare', SHARE, within)).toBe('allowed');
    expect(answer('ram', 'ram:AssociateResourceShare', SHARE, { 'ram:AllowsExternalPrincipals': 'false' })).toBe(
      'allowed',
    );
  });

  test.each(['ram:CreateResourceShare', 'ram:UpdateResourceShare'])(
    'with nobody else: %s says that the share admits no stranger',
    (action) => {
      expect(answer('ram', action, SHARE, { 'ram:RequestedAllowsExternalPrincipals': 'true' })).not.toBe('allowed');
      // RAM's default admits strangers.
      expect(answer('ram', action, SHARE, {})).not.toBe('allowed');
    },
  );

  test('nothing through a share of somebody who lets strangers in', () => {
    const open = { 'ram:AllowsExternalPrincipals': 'true' };
    expect(answer('ram', 'ram:AssociateResourceShare', SHARE, open)).not.toBe('allowed');
    expect(answer('ram', 'ram:AssociateResourceShare', SHARE, {})).not.toBe('allowed');
    expect(answer('ram', 'ram:DisassociateResourceShare', SHARE, open)).toBe('allowed');
  });

  const Policies = ['imagebuilder', 'network-firewall', 'networkmanager', 'route53resolver'].flatMap((service) =>
    statementsOf(service)
      .apply.filter(({ Condition }) => Condition?.Bool !== undefined)
      .map(({ Action }) => [service, listOf(Action)[0]?.replace('*', 'ResolverRulePolicy') ?? ''] as const),
  );

  test.each(Policies)('of %s what RAM asks for on its behalf: %s, and not by itself', (service, action) => {
    expect(answer(service, action, '*', { 'aws:ViaAWSService': 'true' })).toBe('allowed');
    expect(answer(service, action, '*', { 'aws:ViaAWSService': 'false' })).not.toBe('allowed');
    expect(Policies).toHaveLength(4);
  });
});
