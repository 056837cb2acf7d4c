import { type LeftOutHere, proposalFor } from '../../lib/commands/permissions/proposal';
import type { Access } from '../../lib/domain/ci-identity';
import { whyLeftOut } from '../../lib/policies/left-out';
import { serviceNames } from '../../lib/policies/policies-folder';
import { originOfType } from '../../lib/policies/resource-types';
import { shippedDocuments } from '../companions/companions';
import { type ActionsOfType, actionsOfTypes } from '../provider-calls/actions-of-types';

/** What a module needs of `terraform.services`, and what of it is refused. */
export interface NeedsOfModule {
  /** What `permissions` proposes. */
  readonly services: readonly string[];
  /** Those that some of its types call beside their own, with the types: `ec2` for `aws_db_instance`. */
  readonly beside: Readonly<Record<string, readonly string[]>>;
  /** Services of its types that have no documents. */
  readonly without: readonly string[];
  /** Types that nobody knows the calls of. */
  readonly unread: readonly string[];
  /** What is refused on purpose. */
  readonly leftOut: readonly LeftOutHere[];
  /** What no document allows and nobody decided: none. */
  readonly undecided: readonly string[];
}

interface AskedCall {
  /** `data.aws_subnets`. */
  readonly type: string;
  readonly action: string;
  readonly access: Access;
}

/**
 * @param types - `aws_vpc`, `data.aws_subnets`
 * @param known - what each type of the provider comes to
 */
export function needsOfModule(
  types: readonly string[],
  known: Readonly<Record<string, ActionsOfType>> = actionsOfTypes(),
): NeedsOfModule {
  const usage = types.map((name) => ({
    type: name.replace(/^data\./, ''),
    isRead: name.startsWith('data.'),
    place: name,
  }));
  const shipped = serviceNames();
  const proposal = proposalFor({ types: usage, others: 0, missingModules: [] }, shipped, []);
  const services = proposal.services.map(({ service }) => service);
  const documents = { plan: shippedDocuments('plan'), apply: shippedDocuments('apply') };
  const beside = new Map<string, Set<string>>();
  const undecided: string[] = [];
  for (const { type, action, access } of types.flatMap((name) => callsOf(name, known[name]))) {
    const allows = documents[access];
    if (services.some((service) => allows(service, action))) continue;
    const owner = shipped.find((service) => allows(service, action));
    if (owner === undefined && whyLeftOut(action, access) === undefined) undecided.push(`${type}: ${action}`);
    if (owner !== undefined) beside.set(owner, new Set([...(beside.get(owner) ?? []), type]));
  }
  const ownedElsewhere = new Set(proposal.without.flatMap(({ types: of }) => of.map(({ type }) => type)));
  const isRead = (type: string) => originOfType(type).kind === 'free' || ownedElsewhere.has(type);
  return {
    services,
    beside: Object.fromEntries([...beside].map(([service, of]) => [service, [...of]])),
    without: proposal.without.map(({ service }) => service),
    unread: usage.filter(({ type, place }) => known[place] === undefined && !isRead(type)).map(({ place }) => place),
    leftOut: proposal.leftOut,
    undecided,
  };
}

/** A refresh is what a plan does, too. */
function callsOf(type: string, actions: ActionsOfType | undefined): readonly AskedCall[] {
  return [
    ...(actions?.reads ?? []).map((action) => ({ type, action, access: 'plan' as const })),
    ...(actions?.others ?? []).map((action) => ({ type, action, access: 'apply' as const })),
  ];
}
