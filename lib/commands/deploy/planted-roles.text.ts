import { EXIT, Failure } from '../../domain/failure';
import type { SeenRoles } from './planted-roles';

/**
 * What nobody saw is said, and holds nothing up: guardrails that wait protect nobody.
 *
 * @param isAccepted - whether somebody takes the word for what is found
 * @returns what nobody saw
 * @throws Failure `PlantedRoles` where there is one, and nobody takes the word for it
 */
export function requireNoPlantedRoles(seen: readonly SeenRoles[], isAccepted: boolean, hasOperators: boolean): string {
  const found = seen.filter(({ findings }) => findings.length > 0);
  if (found.length > 0 && !isAccepted) throw new Failure('PlantedRoles', plantedText(found), EXIT.failed);
  const unseen = seen.filter((account) => account.unseen !== undefined);
  return unseenRolesText(unseen, seen.length, hasOperators);
}

/** Why guardrails are not laid over roles that they would let through. */
function plantedText(accounts: readonly SeenRoles[]): string {
  const lines = accounts.flatMap(({ account, name, findings }) =>
    findings.flatMap(({ found, fix = '' }) => [`  ${account} ${name}: ${found}`, `    ${fix}`]),
  );
  return [
    'roles have names that guardrails let through, and nothing was done: with guardrails over them, nobody in their accounts could take them away',
    ...lines,
    'mend it, or take the word for it: --accept doctor-findings',
  ].join('\n');
}

/** What nobody saw before guardrails are laid over it; empty where everything was seen. */
function unseenRolesText(unseen: readonly SeenRoles[], all: number, hasOperators: boolean): string {
  if (unseen.length === 0) return '';
  const [first] = unseen;
  return [
    `not seen: whether roles have names that guardrails let through, in ${unseen.length} of ${all} accounts (${unseen
      .slice(0, MOST_NAMED)
      .map(({ account }) => account)
      .join(', ')}${unseen.length > MOST_NAMED ? ', ...' : ''}): ${first?.unseen}`,
    `  ${
      hasOperators
        ? 'run this as an operator of org.yaml, or orgstrap verify as one before'
        : 'name operators in org.yaml, deploy, and run orgstrap verify as one'
    }; nobody becomes such a role once the guardrails are there, and who has a session of one keeps it for up to 12 hours`,
    '',
  ].join('\n');
}

/** How many accounts are named. */
const MOST_NAMED = 6;
