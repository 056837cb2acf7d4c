import { hangsUnder, type OrganizationalUnitId } from '../../domain/organizational-unit-id';
import type { Draft, Mention } from '../draft';
import type { Finding } from '../finding';
import { verdictAt } from './verdict-at';

interface Use {
  readonly unit: Mention<OrganizationalUnitId>;
  readonly environment: string;
}

/** An organizational unit belongs to one environment, and to this organization. */
export function unitUseFindings(draft: Draft): Finding[] {
  const uses = (draft.environments ?? []).flatMap(({ name, organizationalUnits }) =>
    organizationalUnits.map((unit) => ({ unit, environment: name.value })),
  );
  return [...repeated(uses), ...foreign(draft, uses)];
}

function repeated(uses: readonly Use[]): Finding[] {
  const firstUses = new Map<OrganizationalUnitId, Use>();
  return uses.flatMap((use) => {
    const first = firstUses.get(use.unit.value);
    if (first !== undefined) return [usedTwice(use, first)];
    firstUses.set(use.unit.value, use);
    return [];
  });
}

function usedTwice(use: Use, first: Use): Finding {
  const again = use.environment === first.environment;
  return verdictAt(use.unit, {
    found: `${use.unit.value}, which is already in ${first.environment} on line ${first.unit.position.line}`,
    expected: again ? 'every OU once' : 'every OU in one environment',
    fix: again ? 'remove one of the two' : `remove it from ${first.environment} or from ${use.environment}`,
  });
}

function foreign({ rootId }: Draft, uses: readonly Use[]): Finding[] {
  if (rootId === undefined) return [];
  const strangers = uses.filter(({ unit }) => !hangsUnder(unit.value, rootId.value));
  return strangers.map(({ unit }) =>
    verdictAt(unit, {
      found: `${unit.value}, which is not under the root ${rootId.value}`,
      expected: `an OU of this organization: ou-${rootId.value.slice('r-'.length)}-...`,
      fix: `correct it, or organization.rootId on line ${rootId.position.line}`,
    }),
  );
}
