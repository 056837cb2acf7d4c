import type { DeploymentAccount } from '../../../lib/aws/deployment-account';
import type { MemberAccount, OrganizationTree } from '../../../lib/aws/organization';
import type { DeployedStackSet, StackInstance } from '../../../lib/aws/stack-sets';
import type { Stacks } from '../../../lib/aws/stacks';
import type { SynthesizedApp, SynthesizedStack } from '../../../lib/commands/plan/plan';
import { readTemplate } from '../../../lib/commands/plan/read-template';
import { parametersOf, stackSetsOf, templateBodyOf } from '../../../lib/commands/plan/stack-sets-of';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { deploymentAccountOf } from '../../../lib/domain/org-config';
import { synthesised } from '../../support/assembly';

/** What is in a deployment account; a test changes what it is about. */
export interface Deployed {
  readonly account: string;
  readonly stacks: ReadonlyMap<
    string,
    { readonly status: string; readonly template: string; readonly isProtected?: boolean }
  >;
  /** The stacks of other Regions. */
  readonly elsewhere: Readonly<Record<string, Deployed['stacks']>>;
  /** Whether IAM users of the account have something to sign in with; nobody may see that of those who are not here. */
  readonly credentials: ReadonlyMap<string, boolean>;
  readonly stackSets: ReadonlyMap<string, DeployedStackSet>;
  readonly instances: Readonly<Record<string, readonly StackInstance[]>>;
  readonly units: Readonly<Record<string, readonly MemberAccount[]>>;
  /** The accounts that are in no OU. */
  readonly atRoot: readonly string[];
}

/** The stacks of a configuration, as `orgstrap plan` gets them. */
export function stacksOf(config: OrgConfig): readonly SynthesizedStack[] {
  const assembly = synthesised(config);
  return assembly.stacks.map((id) => ({
    name: String(assembly.stack(id).properties.stackName ?? id),
    template: assembly.text(`${id}.template.json`),
  }));
}

/** What the checks came to. */
export const CHECKS = { open: 0, acknowledged: 130 };

/** An app that is synthesised already. */
export function synthesizing(stacks: readonly SynthesizedStack[]): () => Promise<SynthesizedApp> {
  return () => Promise.resolve({ stacks, checks: CHECKS });
}

/** What is there before the first deployment: the accounts of `org.yaml` in their OUs. */
export function nothingDeployed(config: OrgConfig): Deployed {
  return {
    account: deploymentAccountOf(config),
    stacks: new Map(),
    elsewhere: {},
    credentials: new Map(),
    stackSets: new Map(),
    instances: {},
    atRoot: [
      config.organization.managementAccount,
      ...new Set(Object.values(config.accounts)),
      ...config.platformAccounts.map(({ id }) => id),
    ],
    units: Object.fromEntries(
      config.environments.flatMap(({ organizationalUnits, accounts }) =>
        organizationalUnits.map((unit, index) => [
          unit,
          index === 0 ? accounts.map(({ id }) => ({ id, isSuspended: false })) : [],
        ]),
      ),
    ),
  };
}

/** What is there once some stacks have been deployed. */
export function deployed(config: OrgConfig, stacks: readonly SynthesizedStack[] = stacksOf(config)): Deployed {
  const stackSets = stacks.flatMap(({ template }) =>
    [...stackSetsOf(readTemplate(template) ?? { resources: {}, sections: {} })].map(([name, properties]) => ({
      name,
      templateBody: templateBodyOf(properties) ?? '',
      parameters: parametersOf(properties),
    })),
  );
  return {
    ...nothingDeployed(config),
    stacks: new Map(stacks.map(({ name, template }) => [name, { status: 'CREATE_COMPLETE', template }])),
    stackSets: new Map(stackSets.map((stackSet) => [stackSet.name, stackSet])),
  };
}

/** AWS with that in it, and what was asked of it. */
export function deploymentAccountWith(deployed: Deployed): DeploymentAccount {
  const { account, stacks, stackSets, instances, units } = deployed;
  return {
    caller: { account: () => Promise.resolve(account) },
    stacks: stacksOfRegion(stacks),
    stackSets: {
      names: () => Promise.resolve([...stackSets.keys()]),
      describe: (name) => Promise.resolve(stackSets.get(name)),
      instances: (name) => Promise.resolve(instances[name] ?? []),
    },
    stacksIn: (region) => stacksOfRegion(deployed.elsewhere[region] ?? new Map()),
    users: { canSignIn: (user) => Promise.resolve(deployed.credentials.get(user)) },
    organization: {
      accountsUnder: (unit) => Promise.resolve(units[unit] ?? []),
      tree: () => Promise.resolve(treeOf(deployed)),
    },
  };
}

function stacksOfRegion(stacks: Deployed['stacks']): Stacks {
  return {
    list: () =>
      Promise.resolve([...stacks].map(([name, { status, isProtected = false }]) => ({ name, status, isProtected }))),
    template: (name) => {
      const stack = stacks.get(name);
      return stack ? Promise.resolve(stack.template) : Promise.reject(new Error(`Stack ${name} does not exist`));
    },
  };
}

/** Every OU is right below the root. */
function treeOf({ units, atRoot }: Deployed): OrganizationTree {
  const root = 'r-abcd';
  return {
    root,
    units: Object.keys(units).map((id) => ({ id, name: id, parent: root })),
    accounts: [
      ...atRoot.map((id) => ({ id, name: id, parent: root, state: 'ACTIVE' })),
      ...Object.entries(units).flatMap(([parent, accounts]) =>
        accounts.map(({ id, isSuspended }) => ({ id, name: id, parent, state: isSuspended ? 'SUSPENDED' : 'ACTIVE' })),
      ),
    ],
  };
}
