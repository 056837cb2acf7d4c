import leftOut from '../../../policies/left-out.reasons.json';
import { AwsActions, serviceOf } from './aws-actions';
import { providerVersions } from './provider-calls';
import { patternsOf, SHIPPED, statementsOf } from './shipped';

const CALLED = new Set(providerVersions().flatMap(({ calls }) => calls.flatMap(({ actions }) => actions)));
const LEFT_OUT = leftOut.apply.flatMap(({ actions }) => actions);

/** What the provider calls of one kind of resource, by the verb before its name. */
const VERBS = /^([\w-]+:)(Create|Put|Register|Get|Describe|Update|Modify|Delete|Deregister)([A-Z]\w*)$/;

let allowed: ReadonlySet<string>;

beforeAll(async () => {
  const patterns = SHIPPED.flatMap((service) => {
    const { plan, apply } = statementsOf(service);
    return patternsOf([...plan, ...apply]);
  });
  allowed = (await AwsActions.of(patterns.map(serviceOf))).named(patterns);
});

/** The calls of the provider, by the kind of resource: `ec2:Vpc` has those that create, describe, modify and delete one, or many. */
function kindsOf(actions: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const kinds = new Map<string, string[]>();
  for (const action of actions) {
    const [, service, , name] = VERBS.exec(action) ?? [];
    if (name === undefined) continue;
    const kind = `${service}${name.replace(/ies$/, 'y').replace(/s$/, '')}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), action]);
  }
  return kinds;
}

function isLeftOut(action: string): boolean {
  return LEFT_OUT.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action));
}

/** What may be made, and cannot be read, changed or removed; or may be, and cannot be made. */
const ONE_SIDED: Readonly<Record<string, string>> = {
  'bedrock:FoundationModelAgreement': 'what there is may be removed by its document; it is a purchase',
  'bedrock:ProvisionedModelThroughput': 'what there is may be read and removed; it is a purchase',
  'redshift:RedshiftIdcApplication': 'what there is may be read and removed; Identity Center is of the organization',
  'redshift:ResourcePolicy': 'what there is may be read and removed; it lets other accounts in',
  'sagemaker:Project': 'what there is may be read and removed; it is a product of Service Catalog',
  'shield:Subscription': 'what there is may be read; it is a purchase',
  'backup:GlobalSetting': "a plan compares it; it is the management account's to change",
  'guardduty:IPSet': 'what there is may be removed by its document; the boundary refuses that, too',
  'guardduty:ThreatIntelSet': 'what there is may be removed by its document; the boundary refuses that, too',
  'iam:AccountPasswordPolicy': 'a data source reads it, and the boundary refuses to change it',
  'iam:Group': 'a data source reads it; people are not infrastructure',
  'iam:RolePermissionsBoundary': 'a role never loses it',
  'iam:SAMLProvider': 'a data source reads it; who deploys makes one',
  'iam:ServerCertificate': 'a data source reads it; certificates come from ACM',
  'iam:User': 'a data source reads it; people are not infrastructure',
  'kms:CustomKeyStore': 'kms:Update* is for aliases, descriptions and primary Regions; there is no store to update',
  's3:AccountPublicAccessBlock': 'a plan compares it; the boundary refuses to change it',
  'securityhub:AggregatorV2': 'what there is may be removed by its document; the boundary refuses that, too',
  'securityhub:AutomationRuleV2': 'what there is may be removed by its document; the boundary refuses that, too',
  'securityhub:ConnectorV2': 'what there is may be removed by its document; the boundary refuses that, too',
};

test.each([...kindsOf(CALLED)])('of %s, all that the provider calls is allowed, or none of it', (kind, actions) => {
  const refused = actions.filter((action) => !allowed.has(action));
  const isWhole = refused.length === 0 || refused.length === actions.length;
  expect(isWhole).toBe(ONE_SIDED[kind] === undefined);
  // What is refused is refused on purpose.
  expect(refused.filter((action) => !isLeftOut(action))).toEqual([]);
});
