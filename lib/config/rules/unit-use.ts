import { isRootId, isUnderRoot, isUnitId, type UnitId } from '../../domain/ids';
import { keyOf, type Node, nodeAt, type Text, textOf, textsIn } from '../node';
import { type FileProblem, problemAt } from '../problem';
import { inUse } from '../retirement';
import type { Rule } from '../schema';

/**
 * An organizational unit belongs to this organization, and to one environment, unless all that name it are their accounts alone. Nobody has
 * the root to itself.
 */
export const unitUse: Rule = (root) => {
  const uses = unitsOf(root);
  return [...usedAgain(uses), ...foreign(root, uses), ...wholeRoot(uses)];
};

interface Use {
  readonly unit: Text<UnitId>;
  readonly environment: string;
  /** Of its accounts, those that the environment names alone. */
  readonly isPart: boolean;
}

function unitsOf(root: Node): readonly Use[] {
  return inUse(nodeAt(root, 'environments')).flatMap((environment) =>
    textsIn(nodeAt(environment, 'organizationalUnits'), isUnitId).map((unit) => ({
      unit,
      environment: keyOf(environment).value,
      isPart: nodeAt(environment, 'only') !== undefined,
    })),
  );
}

function usedAgain(uses: readonly Use[]): FileProblem[] {
  const earlier = new Map<UnitId, readonly Use[]>();
  return uses.flatMap((use) => {
    const others = earlier.get(use.unit.value) ?? [];
    earlier.set(use.unit.value, [...others, use]);
    const other = others.find((one) => one.environment === use.environment || !one.isPart || !use.isPart);
    return other === undefined ? [] : [usedTwice(use, other)];
  });
}

function usedTwice(use: Use, first: Use): FileProblem {
  const again = use.environment === first.environment;
  const whole = [first, use].filter(({ isPart }) => !isPart).map(({ environment }) => environment);
  return problemAt(use.unit, {
    found: `${use.unit.value}, which is already in ${first.environment} on line ${first.unit.position.line}`,
    expected: again ? 'every OU once' : 'every OU in one environment, or in several that are their accounts alone',
    fix: again
      ? 'remove one of the two'
      : `remove it from ${first.environment} or from ${use.environment}, or write only: accounts under ${whole.join(' and ')}`,
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

/** It would make product accounts of all accounts, the Ops account included. */
function wholeRoot(uses: readonly Use[]): FileProblem[] {
  const whole = uses.filter(({ unit, isPart }) => isRootId(unit.value) && !isPart);
  return whole.map(({ unit, environment }) =>
    problemAt(unit, {
      found: `the root ${unit.value} as a whole, which holds the Ops and the Terraform account, too`,
      expected: 'OUs, or with only: accounts the root',
      fix: `list OUs, or write only: accounts under ${environment} for accounts that are directly below the root`,
    }),
  );
}
