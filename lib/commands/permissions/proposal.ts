import { originOfType } from '../../policies/resource-types';
import type { Usage, UsedType } from './used-types';

/** A service, and what of a configuration needs it. */
export interface NeededService {
  readonly service: string;
  readonly types: readonly UsedType[];
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
    missingModules,
    others,
  };
}

function byName(one: NeededService, other: NeededService): number {
  return one.service < other.service ? -1 : 1;
}
