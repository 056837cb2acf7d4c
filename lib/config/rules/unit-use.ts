import { isOrganizationalUnitId, isRootId, isUnderRoot, type OrganizationalUnitId } from '../../domain/ids';
import { keyOf, type Node, nodeAt, type Text, textOf, textsIn } from '../node';
import { type FileProblem, problemAt } from '../problem';
import { inUse } from '../retirement';
import type { Rule } from '../schema';

/** An organizational unit belongs to one environment, and to this organization. */
export const unitUse: Rule = (root) => {
  const uses = unitsOf(root);
  return [...usedAgain(uses), ...foreign(root, uses)];
};

interface Use {
  readonly unit: Text<OrganizationalUnitId>;
  readonly environment: string;
}

function unitsOf(root: Node): readonly Use[] {
  return inUse(nodeAt(root, 'environments')).flatMap((environment) =>
    textsIn(nodeAt(environment, 'organizationalUnits'), isOrganizationalUnitId).map((unit) => ({
      unit,
      environment: keyOf(environment).value,
    })),
  );
}

function usedAgain(uses: readonly Use[]): FileProblem[] {
  const firstUses = new Map<OrganizationalUnitId, Use>();
  return uses.flatMap((use) => {
    const first = firstUses.get(use.unit.value);
    if (first !== undefined) return [usedTwice(use, first)];
    firstUses.set(use.unit.value, use);
    return [];
  });
}

function usedTwice(use: Use, first: Use): FileProblem {
  const again = use.environment === first.environment;
  return problemAt(use.unit, {
    found: `${use.unit.value}, which is already in ${first.environment} on line ${first.unit.position.line}`,
    expected: again ? 'every OU once' : 'every OU in one environment',
    fix: again ? 'remove one of the two' : `remove it from ${first.environment} or from ${use.environment}`,
  });
}

function foreign(root: Node, uses: readonly Use[]): FileProblem[] {
  const rootId = textOf(nodeAt(root, 'organization', 'rootId'), isRootId);
  if (rootId === undefined) return [];
  const strangers = uses.filter(({ unit }) => !isUnderRoot(unit.value, rootId.value));
  return strangers.map(({ unit }) =>
    problemAt(unit, {
      found: `${unit.value}, which is not under the root ${rootId.value}`,
      expected: `an OU of this organization: ou-${rootId.value.slice('r-'.length)}-...`,
      fix: `correct it, or organization.rootId on line ${rootId.position.line}`,
    }),
  );
}
