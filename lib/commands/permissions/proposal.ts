import { type LeftOut, whyLeftOut } from '../../policies/left-out';
import { LEFT_OUT_TYPES } from '../../policies/left-out-types';
import { originOfType } from '../../policies/resource-types';
import type { Usage, UsedType } from './used-types';

/** A service, and what of a configuration needs it. */
export interface NeededService {
  readonly service: string;
  readonly types: readonly UsedType[];
}

/** Calls that some types can come to, and that are refused on purpose: to a plan and an apply, or to a plan alone. */
export interface LeftOutHere extends Pick<LeftOut, 'why' | 'instead'> {
  readonly of: 'both' | 'plan';
  readonly types: readonly UsedType[];
  readonly actions: readonly string[];
}

/** What `terraform.services` would have to list for a configuration. */
export interface Proposal {
  /** Those that have documents: all that the list needs. */
  readonly services: readonly NeededService[];
  /** Of these, what the list has not. */
  readonly toAdd: readonly string[];
  /** What the list has, and nothing here needs. */
  readonly unused: readonly string[];
  /** What has no documents, neither of orgstrap nor of the user. */
  readonly without: readonly NeededService[];
  /** Of which nobody knows what service they are of. */
  readonly unknown: readonly UsedType[];
  /** Whoever uses these types may meet a refusal, whatever the list has. */
  readonly leftOut: readonly LeftOutHere[];
  readonly missingModules: readonly string[];
  readonly others: number;
}

/**
 * @param shipped - the services that have documents
 * @param listed - what `terraform.services` lists; nothing without an `org.yaml`
 */
export function proposalFor(
  { types, others, missingModules }: Usage,
  shipped: readonly string[],
  listed: readonly string[],
): Proposal {
  const byService = new Map<string, UsedType[]>();
  const unknown: UsedType[] = [];
  for (const used of types) {
    const origin = originOfType(used.type);
    if (origin.kind === 'unknown') unknown.push(used);
    if (origin.kind === 'service') byService.set(origin.service, [...(byService.get(origin.service) ?? []), used]);
  }
  const needed = [...byService].map(([service, of]) => ({ service, types: of })).sort(byName);
  const services = needed.filter(({ service }) => shipped.includes(service));
  const names = services.map(({ service }) => service);
  return {
    services,
    toAdd: names.filter((service) => !listed.includes(service)),
    unused: listed.filter((service) => !names.includes(service)),
    without: needed.filter(({ service }) => !shipped.includes(service)),
    unknown,
    leftOut: [...leftOutOf(types, 'both'), ...leftOutOf(types, 'plan')],
    missingModules,
    others,
  };
}

/** One for each reason. */
function leftOutOf(types: readonly UsedType[], of: LeftOutHere['of']): readonly LeftOutHere[] {
  const byReason = new Map<string, LeftOutHere>();
  for (const used of types) {
    const calls = LEFT_OUT_TYPES[used.isRead ? `data.${used.type}` : used.type]?.[of];
    for (const action of calls?.split(' ') ?? []) {
      const reason = whyLeftOut(action, of === 'plan' ? 'plan' : 'apply');
      if (reason === undefined) continue;
      const { why, instead } = reason;
      const known = byReason.get(why) ?? { of, types: [], actions: [], why, instead };
      byReason.set(why, {
        ...known,
        types: [...new Set([...known.types, used])],
        actions: [...new Set([...known.actions, action])],
      });
    }
  }
  return [...byReason.values()];
}

function byName(one: NeededService, other: NeededService): number {
  return one.service < other.service ? -1 : 1;
}
