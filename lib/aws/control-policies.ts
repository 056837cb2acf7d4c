import {
  DescribePolicyCommand,
  type OrganizationsClient,
  type PolicyType,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListPolicies,
  paginateListRoots,
  paginateListTargetsForPolicy,
} from '@aws-sdk/client-organizations';
import { awsAnswer } from './aws-answer';
import type { Throttle } from './throttle';

/** The control policies of an organization, and the tree that they are attached to. */
export interface ControlPolicies {
  /** Only the management account and delegated administrators may ask, the latter as far as a resource policy lets them. */
  read(): Promise<ControlTree>;
}

/** Policies of any type by type and name, without the tree: an auditor role may ask for that. */
export interface NamedPolicies {
  named(wanted: readonly NamedPolicy[]): Promise<FoundPolicies>;
}

export interface NamedPolicy {
  readonly type: PolicyType;
  readonly name: string;
}

export interface FoundPolicies {
  /** The types that are enabled at the root: policies of the others do nothing. */
  readonly enabled: readonly PolicyType[];
  readonly policies: readonly AttachedPolicy<PolicyType>[];
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPolicies.html */
export const CONTROL_POLICY_TYPES = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const;

export type ControlPolicyType = (typeof CONTROL_POLICY_TYPES)[number];

export interface ControlTree {
  /** The types that are enabled at the root: policies of the others bind nobody. */
  readonly enabled: readonly ControlPolicyType[];
  /** Of each account the ids of what is above it, the root's first. */
  readonly above: ReadonlyMap<string, readonly string[]>;
  /** Of each root and OU its name; accounts go by their ids. */
  readonly names: ReadonlyMap<string, string>;
  /** Of the enabled types. */
  readonly policies: readonly AttachedPolicy[];
}

export interface AttachedPolicy<Type = ControlPolicyType> {
  readonly type: Type;
  readonly id: string;
  readonly name: string;
  /** The JSON text of its document. */
  readonly content: string;
  /** The ids of the roots, OUs and accounts that it is attached to. */
  readonly targets: readonly string[];
}

/**
 * Asks each policy for its targets and not each account for its policies: an organization has tens of policies and perhaps
 * thousands of accounts.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTargetsForPolicy.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribePolicy.html
 */
export class OrganizationsControlPolicies implements ControlPolicies, NamedPolicies {
  constructor(
    private readonly client: OrganizationsClient,
    private readonly throttle: Throttle,
  ) {}

  async read(): Promise<ControlTree> {
    const roots = await this.roots();
    const enabled = enabledAt(roots, CONTROL_POLICY_TYPES);
    const [places, policies] = await Promise.all([
      Promise.all(roots.map((root) => this.below(root, []))),
      Promise.all(enabled.map((type) => this.policiesOf(type))),
    ]);
    return {
      enabled,
      above: new Map(
        places.flatMap((all) => all.flatMap(({ accounts, path }) => accounts.map((id) => [id, path] as const))),
      ),
      names: new Map(places.flatMap((all) => all.map(({ id, name }) => [id, name] as const))),
      policies: policies.flat(),
    };
  }

  async named(wanted: readonly NamedPolicy[]): Promise<FoundPolicies> {
    const types = [...new Set(wanted.map(({ type }) => type))];
    const enabled = enabledAt(await this.roots(), types);
    const policies = await Promise.all(
      types.map((type) => this.policiesOf(type, (found) => wanted.some(({ name }) => name === found))),
    );
    return { enabled, policies: policies.flat() };
  }

  /** A root or an OU with its accounts, and everything below. */
  private async below({ id, name }: Place, above: readonly string[]): Promise<readonly FilledPlace[]> {
    const path = [...above, id];
    const [accounts, units] = await Promise.all([this.accountsIn(id), this.unitsIn(id)]);
    const deeper = await Promise.all(units.map((unit) => this.below(unit, path)));
    return [{ id, name, path, accounts }, ...deeper.flat()];
  }

  private async policiesOf<Type extends PolicyType>(
    type: Type,
    isWanted: (name: string) => boolean = () => true,
  ): Promise<readonly AttachedPolicy<Type>[]> {
    const summaries = await this.listed('organizations:ListPolicies', async () => {
      const found: Place[] = [];
      for await (const page of paginateListPolicies({ client: this.client }, { Filter: type })) {
        // The one of AWS that lets everything pass cannot be taken off: it says nothing, and has every account as a target.
        const some = (page.Policies ?? []).filter(
          ({ AwsManaged: ofAws }) => !(ofAws && type === 'RESOURCE_CONTROL_POLICY'),
        );
        found.push(...placesOf(some));
      }
      return found;
    });
    return Promise.all(
      summaries
        .filter(({ name }) => isWanted(name))
        .map(async ({ id, name }) => {
          const [content, targets] = await Promise.all([this.contentOf(id), this.targetsOf(id)]);
          return { type, id, name, content, targets };
        }),
    );
  }

  private async contentOf(policy: string): Promise<string> {
    const sent = this.throttle(() => this.client.send(new DescribePolicyCommand({ PolicyId: policy })));
    return (await awsAnswer('organizations:DescribePolicy', sent)).Policy?.Content ?? '';
  }

  private targetsOf(policy: string): Promise<readonly string[]> {
    return this.listed('organizations:ListTargetsForPolicy', async () => {
      const ids: string[] = [];
      for await (const page of paginateListTargetsForPolicy({ client: this.client }, { PolicyId: policy })) {
        ids.push(...(page.Targets ?? []).flatMap(({ TargetId: id }) => id ?? []));
      }
      return ids;
    });
  }

  private roots(): Promise<readonly Root[]> {
    return this.listed('organizations:ListRoots', async () => {
      const found: Root[] = [];
      for await (const { Roots: roots } of paginateListRoots({ client: this.client }, {})) {
        for (const { Id: id, Name: name, PolicyTypes: types = [] } of roots ?? []) {
          const on = types.filter(({ Status: status }) => status === 'ENABLED');
          if (id !== undefined) found.push({ id, name: name ?? id, types: on.flatMap(({ Type: type }) => type ?? []) });
        }
      }
      return found;
    });
  }

  private accountsIn(parent: string): Promise<readonly string[]> {
    return this.listed('organizations:ListAccountsForParent', async () => {
      const ids: string[] = [];
      for await (const page of paginateListAccountsForParent({ client: this.client }, { ParentId: parent })) {
        ids.push(...(page.Accounts ?? []).flatMap(({ Id: id }) => id ?? []));
      }
      return ids;
    });
  }

  private unitsIn(parent: string): Promise<readonly Place[]> {
    return this.listed('organizations:ListOrganizationalUnitsForParent', async () => {
      const units: Place[] = [];
      for await (const page of paginateListOrganizationalUnitsForParent(
        { client: this.client },
        { ParentId: parent },
      )) {
        units.push(...placesOf(page.OrganizationalUnits));
      }
      return units;
    });
  }

  private listed<Item>(action: string, list: () => Promise<readonly Item[]>): Promise<readonly Item[]> {
    return awsAnswer(action, this.throttle(list));
  }
}

function enabledAt<Type extends PolicyType>(roots: readonly Root[], asked: readonly Type[]): readonly Type[] {
  return asked.filter((type) => roots.some(({ types }) => types.includes(type)));
}

interface Place {
  readonly id: string;
  readonly name: string;
}

interface Root extends Place {
  readonly types: readonly PolicyType[];
}

interface FilledPlace extends Place {
  readonly path: readonly string[];
  readonly accounts: readonly string[];
}

function placesOf(found: readonly { readonly Id?: string; readonly Name?: string }[] = []): readonly Place[] {
  return found.flatMap(({ Id: id, Name: name }) => (id === undefined ? [] : [{ id, name: name ?? id }]));
}
