import { isOidc } from '../../domain/ci-identity';
import { BOUNDARIES_OF_WORKLOADS, CI_KEY_SECRETS } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import { deploymentAccountOf } from '../../domain/org-config';
import { type EstateStack, placesOf, retainedIn } from '../plan/edits/estate';

/** What stays when everything is destroyed, and where. */
export interface KeptThing {
  readonly what: string;
  readonly accounts: readonly string[];
  readonly why: string;
}

/**
 * What is kept of an organization: named before anything is deleted, and the same in every run.
 *
 * @param stacks - what is deployed, and what is deployed once everything is retired
 */
export function keptThings(config: OrgConfig, stacks: readonly EstateStack[]): readonly KeptThing[] {
  const here = deploymentAccountOf(config);
  const retained = new Map<string, KeptThing>();
  for (const stack of stacks) {
    // What is in the accounts of an OU has the name that its stack gave it.
    const accounts =
      stack.targets === undefined || stack.targets.filter === 'INTERSECTION' ? placesOf(stack, here) : [];
    if (accounts.length === 0) continue;
    for (const what of retainedIn(stack)) {
      retained.set(`${what} ${accounts}`, { what, accounts, why: 'it holds states, or the files of a trail' });
    }
  }
  return [...retained.values(), ...boundaries(config), ...secrets(config)];
}

/** IAM deletes no policy that a role wears, and roles that Terraform made may. */
function boundaries({ environments, managementAccount, organization }: OrgConfig): readonly KeptThing[] {
  const accounts = [
    ...environments.flatMap((environment) => environment.accounts.map(({ id }) => id)),
    ...(managementAccount === undefined ? [] : [organization.managementAccount]),
  ];
  if (accounts.length === 0) return [];
  const what = `AWS::IAM::ManagedPolicy ${BOUNDARIES_OF_WORKLOADS}`;
  return [{ what, accounts, why: 'roles that Terraform made wear it; it can go when none does' }];
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html */
function secrets({ accounts, operators, pipelines }: OrgConfig): readonly KeptThing[] {
  if (operators === undefined || pipelines.every(({ identity }) => isOidc(identity))) return [];
  const what = `AWS::SecretsManager::Secret ${CI_KEY_SECRETS}`;
  return [{ what, accounts: [accounts.terraform], why: 'Secrets Manager keeps them for 30 days, and then no longer' }];
}
