import type { Document } from 'yaml';
import type { OrgConfig } from '../../lib/domain/org-config';
import { seesClaims } from '../../lib/domain/region';
import { exceededLimits } from '../../lib/policies/exceeded-limits';

/** What could not be added to an `org.yaml`: what is not tried without it, and why. */
export interface LeftOut {
  readonly without: string;
  readonly why: string;
}

/**
 * Adds an operator, people and an audit to an `org.yaml` that has none, each as far as AWS takes it: each is a StackSet and more for every
 * environment. What is not tried without one is said once, here; the steps that need it pass over it.
 *
 * @param config - of the document as it was given
 * @param read - what the document says at that moment
 * @returns what was added, in words, and what was left out
 */
export function addWhatFits(
  document: Document,
  config: OrgConfig,
  operators: readonly string[],
  read: () => OrgConfig,
): { readonly added: readonly string[]; readonly leftOut: readonly LeftOut[] } {
  const added: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const { key, value, what, without } of additionsTo(config, operators)) {
    if (value !== undefined) document.setIn([key], value);
    const why = value === undefined ? NO_ENVIRONMENT : exceeded(read());
    if (why === undefined) {
      added.push(what);
    } else {
      document.deleteIn([key]);
      leftOut.push({ without, why });
    }
  }
  return { added, leftOut };
}

interface Addition {
  readonly key: 'operators' | 'deployment' | 'people' | 'audit';
  /** @default - there can be none */
  readonly value: unknown;
  readonly what: string;
  readonly without: string;
}

/** Those with the fewest StackSets first, so that the fewest are left out. */
function additionsTo(config: OrgConfig, operators: readonly string[]): readonly Addition[] {
  const all: readonly Addition[] = [
    {
      key: 'operators',
      value: operators,
      what: 'an operator',
      without: 'no operator runs orgstrap verify, status, audit, key and people',
    },
    {
      key: 'deployment',
      value: deploymentIn(config),
      what: 'a repository that deploys',
      without: 'nobody tries to become who deploys',
    },
    {
      key: 'people',
      value: config.environments.length === 0 ? undefined : peopleOf(config),
      what: 'two people',
      without: 'nobody signs in to the Ops account, and switches from there',
    },
    {
      key: 'audit',
      value: { trail: 'own', email: ['security@example.com'] },
      what: 'the audit',
      without: 'no alarm is raised, and what nothing but an alarm stops is not tried',
    },
  ];
  return all.filter(({ key }) => config[key] === undefined);
}

/** Of a repository of GitHub; the claims are asked for where STS sees them. */
function deploymentIn({ homeRegion }: OrgConfig) {
  const isSeen = seesClaims(homeRegion);
  return {
    identity: {
      github: {
        repository: 'acme/organization',
        ...(isSeen && { ids: { owner: 1234567, repository: 5551212 } }),
        apply: { environment: 'production' },
        plan: { pullRequests: {} },
      },
    },
    ...(isSeen && { branch: 'main' }),
  };
}

const NO_ENVIRONMENT = 'org.yaml has no environment that they could enter';

/** What is more than AWS takes; undefined where nothing is. */
function exceeded(config: OrgConfig): string | undefined {
  const messages = exceededLimits(config).map(({ message }) => message);
  return messages.length === 0 ? undefined : messages.join('\n');
}

/** One who may go everywhere, and one who may not. */
function peopleOf({ environments }: OrgConfig) {
  const everywhere = environments.map(({ name }) => [name, 'admin']);
  return {
    groups: {
      operators: { access: Object.fromEntries(everywhere) },
      developers: { access: Object.fromEntries(environments.slice(0, 1).map(({ name }) => [name, 'developer'])) },
    },
    users: { 'first-operator': ['operators'], 'first-developer': ['developers'] },
  };
}
