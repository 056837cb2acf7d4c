import type { AssembledApp, AssembledStack } from '../../domain/assembled-app';
import { EXIT, Failure } from '../../domain/failure';
import { ENVIRONMENT_STACKS, stackName } from '../../domain/names';
import type { OrgConfig, RetiredEnvironment } from '../../domain/org-config';
import { deploymentAccountOf } from '../../domain/org-config';
import { type HomeRegion, isHomeRegion } from '../../domain/region';

/** Which stacks of an organization are meant. */
export interface Choice {
  /** The name of an environment: its stacks, and what comes before them. @default - all */
  readonly wave?: string | undefined;
  /** Those of the management account that `-c guardrails=true` makes, and no others. */
  readonly guardrails?: boolean | undefined;
}

/** The chosen stacks, in the order in which they are deployed. @throws Failure `UnknownEnvironment` */
export function chosenStacks(
  config: OrgConfig,
  { stacks }: Pick<AssembledApp, 'stacks'>,
  choice: Choice,
): readonly AssembledStack[] {
  if (choice.guardrails) return guardrailsOf(config, stacks);
  const here = stacks.filter(
    (stack) => stack.account === deploymentAccountOf(config) && stack.name !== stackName('Guardrails'),
  );
  if (choice.wave === undefined) return here;
  const own = stacksOfEnvironment(config, here, choice.wave);
  return withWhatComesBefore(here, own);
}

/** Where the rest is deployed from Ops, only they are in the management account. */
function guardrailsOf(
  { deployFrom, organization }: OrgConfig,
  stacks: readonly AssembledStack[],
): readonly AssembledStack[] {
  return stacks.filter(({ account, name }) =>
    deployFrom === 'management' ? name === stackName('Guardrails') : account === organization.managementAccount,
  );
}

/** Before anything is synthesised. @throws Failure `UnknownEnvironment`, `NoGuardrails` */
export function requireChoosable(config: OrgConfig, { wave, guardrails }: Choice): void {
  if (guardrails && config.guardrails === undefined) {
    throw new Failure(
      'NoGuardrails',
      'org.yaml has no guardrails; add guardrails: { deployers: [...] } with the ARN of the role that deploys',
      EXIT.unusable,
    );
  }
  if (wave !== undefined) environmentNamed(config, wave);
}

function environmentNamed({ environments, retiredEnvironments }: OrgConfig, wave: string): RetiredEnvironment {
  const all = [...environments, ...retiredEnvironments];
  const environment = all.find(({ name }) => name === wave);
  if (environment !== undefined) return environment;
  throw new Failure(
    'UnknownEnvironment',
    `--wave ${wave} is no environment of org.yaml, expected one of ${all.map(({ name }) => name).join(', ')}`,
    EXIT.unusable,
  );
}

function stacksOfEnvironment(
  config: OrgConfig,
  stacks: readonly AssembledStack[],
  wave: string,
): readonly AssembledStack[] {
  const { deployedAs } = environmentNamed(config, wave);
  const ids = ENVIRONMENT_STACKS.map((kind) => `${kind}-${deployedAs}`);
  // The parts of what has no room in one stack end in -- and a number.
  return stacks.filter(({ name }) => ids.some((id) => name.replace(/--\d+$/, '') === stackName(id)));
}

function withWhatComesBefore(
  stacks: readonly AssembledStack[],
  own: readonly AssembledStack[],
): readonly AssembledStack[] {
  const named = new Map(stacks.map((stack) => [stack.name, stack]));
  const wanted = new Set<string>();
  const visit = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const other of named.get(name)?.waitsFor ?? []) visit(other);
  };
  for (const { name } of own) visit(name);
  return stacks.filter(({ name }) => wanted.has(name));
}

/** The names of the stacks that wait for one of some stacks, directly or by others. */
export function waitingFor(stacks: readonly AssembledStack[], others: readonly string[]): readonly string[] {
  const held = new Set(others);
  // In the order of the deployment, whoever is waited for comes first.
  for (const { name, waitsFor } of stacks) if (waitsFor.some((other) => held.has(other))) held.add(name);
  return stacks.map(({ name }) => name).filter((name) => held.has(name) && !others.includes(name));
}

/** The Regions of some stacks. */
export function regionsOf(stacks: readonly Pick<AssembledStack, 'region'>[]): readonly HomeRegion[] {
  return [...new Set(stacks.map(({ region }) => region))].filter(isHomeRegion);
}
