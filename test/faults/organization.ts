import type { OrgConfig } from '../../lib/domain/org-config';
import { goodPolicies } from '../commands/verify/fake-terraform-account';
import { FULL_ACCESS } from '../estate/control-policies/trees';
import type { Call, Wire } from './calls';

type Result = { readonly [name: string]: Wire };

const LATELY = '2026-02-27T10:00:00Z';

/** The template of a StackSet, and that of the stack that has it. */
const MEMBER = '{"Resources":{}}';
export const STACKS: Readonly<Record<string, string>> = {
  'orgstrap-ProductAccounts-dev': JSON.stringify({
    Resources: {
      StackSet: {
        Type: 'AWS::CloudFormation::StackSet',
        Properties: {
          StackSetName: 'orgstrap-ProductAccounts-dev',
          PermissionModel: 'SERVICE_MANAGED',
          TemplateBody: MEMBER,
          StackInstancesGroup: [
            { DeploymentTargets: { OrganizationalUnitIds: ['ou-abcd-11111111'] }, Regions: ['eu-west-1'] },
          ],
        },
      },
    },
  }),
};

const TYPES = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];

/** The organization of a configuration, with every account where that says, and the StackSets in it. */
export class EstateOrganization {
  private readonly units: readonly string[];
  /** By their OU, or the root. */
  private readonly accountsOf: ReadonlyMap<string, readonly string[]>;
  /** What is attached: AWS's own policy, and the guardrails. */
  private readonly policies;

  constructor(private readonly config: OrgConfig) {
    const { accounts, environments, organization, platformAccounts } = config;
    const own = [
      organization.managementAccount,
      accounts.terraform,
      accounts.ops,
      ...platformAccounts.map(({ id }) => id),
    ];
    this.units = environments.flatMap(({ organizationalUnits }) => organizationalUnits);
    this.accountsOf = new Map<string, readonly string[]>([
      [organization.rootId, [...new Set(own)]],
      ...environments.map((environment): [string, readonly string[]] => [
        environment.organizationalUnits[0] ?? '',
        environment.accounts.map(({ id }) => id),
      ]),
    ]);
    this.policies = [{ ...FULL_ACCESS, type: 'SERVICE_CONTROL_POLICY' }, ...goodPolicies(config).policies];
  }

  resultOf(operation: string, given: Call['parameters']): Result | undefined {
    const { id, managementAccount, rootId } = this.config.organization;
    switch (operation) {
      case 'organizations:DescribeOrganization':
        return { Organization: { Id: id, MasterAccountId: managementAccount, FeatureSet: 'ALL' } };
      case 'organizations:ListRoots':
        return {
          Roots: [{ Id: rootId, Name: 'Root', PolicyTypes: TYPES.map((Type) => ({ Type, Status: 'ENABLED' })) }],
        };
      case 'organizations:ListAccountsForParent':
        return {
          Accounts: (this.accountsOf.get(given.ParentId ?? '') ?? []).map((Id) => ({ Id, Name: Id, State: 'ACTIVE' })),
        };
      case 'organizations:ListOrganizationalUnitsForParent':
        return { OrganizationalUnits: given.ParentId === rootId ? this.units.map((Id) => ({ Id, Name: Id })) : [] };
      case 'organizations:ListDelegatedAdministrators':
        return { DelegatedAdministrators: [] };
      case 'organizations:ListPoliciesForTarget':
      case 'organizations:ListPolicies':
        return {
          Policies: this.policies
            .filter(({ type }) => type === given.Filter)
            .map(({ id, name }) => ({ Id: id, Name: name })),
        };
      case 'organizations:ListTargetsForPolicy':
        return { Targets: (this.policyOf(given)?.targets ?? []).map((TargetId) => ({ TargetId })) };
      case 'organizations:DescribePolicy':
        return { Policy: { Content: this.policyOf(given)?.content ?? '' } };
      case 'cloudformation:DescribeOrganizationsAccess':
        return { Status: 'ENABLED' };
      case 'cloudformation:ListStackSets':
        return { Summaries: Object.keys(STACKS).map((StackSetName) => ({ StackSetName, Status: 'ACTIVE' })) };
      case 'cloudformation:ListStackInstances':
        return { Summaries: [{ Account: '444444444444', Region: 'eu-west-1', Status: 'CURRENT' }] };
      case 'cloudformation:DescribeStackSet':
        return { StackSet: { StackSetName: given.StackSetName ?? '', TemplateBody: MEMBER } };
      case 'cloudformation:DescribeStacks':
        return {
          Stacks: Object.keys(STACKS).map((StackName) => ({
            StackName,
            CreationTime: LATELY,
            StackStatus: 'CREATE_COMPLETE',
            EnableTerminationProtection: true,
          })),
        };
      case 'cloudformation:ListStackResources':
        return { StackResourceSummaries: [] };
      case 'cloudformation:GetTemplate':
        return { TemplateBody: STACKS[given.StackName ?? ''] ?? '{}' };
      default:
        return undefined;
    }
  }

  private policyOf({ PolicyId: id }: Call['parameters']) {
    return this.policies.find((policy) => policy.id === id);
  }
}
