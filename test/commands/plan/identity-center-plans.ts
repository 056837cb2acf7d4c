import { plan } from '../../../lib/commands/plan/plan';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { example } from '../../support/examples';
import { deployed, deploymentAccountWith, stacksOf, synthesizing } from './fake-deployment-account';

const ROLE = 'auditor';

/** What the example has of the role: assignments and a permission set, the set alone, or nothing. */
type Kept = 'assigned' | 'defined' | 'gone';

const CONFIGS: Readonly<Record<Kept, OrgConfig>> = {
  assigned: configWith('assigned'),
  defined: configWith('defined'),
  gone: configWith('gone'),
};
const STACKS = {
  assigned: stacksOf(CONFIGS.assigned),
  defined: stacksOf(CONFIGS.defined),
  gone: stacksOf(CONFIGS.gone),
};

/** What `orgstrap plan` says of the way from one to another, and how many assignments go. */
export async function planOf(before: Kept, after: Kept) {
  const aws = deploymentAccountWith(deployed(CONFIGS[before], STACKS[before]));
  const { waves, leftPermissionSets } = await plan(CONFIGS[after], synthesizing(STACKS[after]), aws);
  const unassigned = waves
    .flatMap(({ changes }) => changes)
    .filter(({ type, action }) => type === 'AWS::SSO::Assignment' && action === 'remove').length;
  return { leftPermissionSets, unassigned };
}

function configWith(kept: Kept): OrgConfig {
  const config = example('identity-center.yaml');
  const { people } = config;
  if (people === undefined || kept === 'assigned') return config;
  return {
    ...config,
    people: {
      ...people,
      roles: kept === 'gone' ? people.roles.filter(({ name }) => name !== ROLE) : people.roles,
      groups: people.groups.map((group) => ({
        ...group,
        access: group.access.map((one) => ({ ...one, roles: one.roles.filter((name) => name !== ROLE) })),
      })),
    },
  };
}
