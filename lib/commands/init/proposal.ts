import type { Answers } from './answers';
import type { Inventory } from './inventory';
import { type ProposedEnvironment, type ProposedEnvironments, proposeEnvironments } from './propose-environments';

/** All that a new `org.yaml` says. */
export interface Proposal extends ProposedEnvironments {
  readonly answers: Answers;
  readonly inventory: Inventory;
  readonly pipelines: readonly ProposedPipeline[];
}

interface ProposedPipeline {
  readonly name: string;
  readonly environments: readonly string[];
}

/** As many fit into the policies of a CI role, with room for some more; `orgstrap validate` counts what they take. */
const MOST_ACCOUNTS_OF_A_PIPELINE = 150;

/** Pure: the same organization and the same answers are the same proposal. */
export function proposalFor(inventory: Inventory, answers: Answers): Proposal {
  const proposed = proposeEnvironments(inventory.tree, answers);
  return { ...proposed, answers, inventory, pipelines: pipelinesFor(proposed.environments) };
}

/** One pipeline for all; where they have more accounts than its role can name, lines stay together as far as they fit. */
function pipelinesFor(environments: readonly ProposedEnvironment[]): readonly ProposedPipeline[] {
  const ofWorkloads = environments.filter(({ isSandbox }) => !isSandbox);
  const parts: { names: string[]; accounts: number }[] = [];
  for (const line of linesOf(ofWorkloads)) {
    const accounts = line.reduce((sum, environment) => sum + environment.accounts.length, 0);
    const last = parts.at(-1);
    const names = line.map(({ name }) => name);
    if (last === undefined || last.accounts + accounts > MOST_ACCOUNTS_OF_A_PIPELINE) parts.push({ names, accounts });
    else {
      last.names.push(...names);
      last.accounts += accounts;
    }
  }
  return parts.map(({ names }, index) => ({
    name: index === 0 ? 'delivery' : `delivery-${index + 1}`,
    environments: names,
  }));
}

function linesOf(environments: readonly ProposedEnvironment[]): readonly (readonly ProposedEnvironment[])[] {
  const lines: ProposedEnvironment[][] = [];
  for (const environment of environments) {
    const line = environment.beginsLine ? undefined : lines.at(-1);
    if (line === undefined) lines.push([environment]);
    else line.push(environment);
  }
  return lines;
}
