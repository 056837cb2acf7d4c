import { SERVICE_COMPANIONS } from '../../domain/service-companions';
import { childrenOf, keyOf, type Node, nodeAt, textsIn } from '../node';
import { type FileProblem, problemAt } from '../problem';
import type { Rule } from '../schema';

/**
 * A service whose resources change something of another that is not listed: Terraform is refused them. Whoever makes none of them needs
 * nothing more, and so it is a warning.
 */
export const serviceCompanions: Rule = (root, { knownServices }) =>
  [nodeAt(root, 'terraform'), ...childrenOf(nodeAt(root, 'platformAccounts'))].flatMap((holder) =>
    holder === undefined ? [] : missingIn(nodeAt(holder, 'services'), knownServices),
  );

/** One warning for a list, however long: most of it concerns nobody in particular. */
function missingIn(list: Node | undefined, known: readonly string[]): readonly FileProblem[] {
  const services = textsIn(list).map(({ value }) => value);
  const lacking = services.flatMap((service) => {
    const others = Object.keys(SERVICE_COMPANIONS[service]?.changes ?? {}).filter(
      (other) => known.includes(other) && !services.includes(other),
    );
    return others.length === 0 ? [] : [{ service, others }];
  });
  const [first] = lacking;
  if (list === undefined || first === undefined) return [];
  return [
    problemAt(keyOf(list), {
      found: lacking.map(({ service, others }) => `${service} without ${others.join(', ')}`).join('; '),
      expected: 'beside a service those in which some of its resources change something, where you make such resources',
      fix: `orgstrap services ${first.service} says which resources need which, and so of the others; list what yours need`,
    }),
  ];
}
