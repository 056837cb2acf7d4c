import type { App } from 'aws-cdk-lib/core';
import type { AccountStack } from '../constructs/account-stack';
import type { StackSetTarget } from '../constructs/service-managed-stack-set';
import type { Environment, OrgConfig } from '../domain/org-config';
import type { HomeRegion } from '../domain/region';
import { waitFor } from './order';
import { targetOf } from './stack-set-administrator';
import { StackSetStack } from './stack-set-stack';

/** A StackSet for each environment, by the environment's name. */
export type Waves = ReadonlyMap<string, StackSetStack>;

export interface WavesProps {
  /** What the StackSet puts into product accounts, before the words "in every product account of" an environment. */
  readonly what: string;
  /** The member template of an environment; one object for all that have the same. */
  readonly member: (environment: Environment) => AccountStack;
  /** @default - the member template has none */
  readonly parameters?: (environment: Environment) => Readonly<Record<string, string>>;
  /** The StackSets that an account which enters the environment must have first. @default - none */
  readonly after?: Waves;
  /** @default - the home Region */
  readonly regions?: readonly HomeRegion[];
}

/**
 * A StackSet for each environment, which waits for those of the environments that come before it: where one fails, what comes after it is
 * untouched, and what has nothing to do with it goes on. One StackSet for all of them would reach the last in the same minute as the first.
 * See docs/adr/0002.
 */
export function waves(app: App, config: OrgConfig, id: string, props: WavesProps): Waves {
  const { what, member, parameters, after, regions } = props;
  const sets = new Map<string, StackSetStack>();
  for (const environment of config.environments) {
    const { name, deployedAs } = environment;
    const first = config.stackSetDependencies === false ? undefined : after?.get(name);
    const set = new StackSetStack(app, `${id}-${deployedAs}`, {
      config,
      description: `orgstrap: ${what} in every product account of ${deployedAs}`,
      member: member(environment),
      target: targetAfter(environment, first),
      parameters: parameters?.(environment),
      regions,
    });
    // They stand above it, so they are there.
    waitFor(
      [set],
      environment.after.flatMap((earlier) => sets.get(earlier) ?? []),
    );
    sets.set(name, set);
  }
  return sets;
}

/** Makes what each environment gets later wait for what it gets earlier. */
export function afterEach(later: Waves, earlier: Waves): void {
  for (const [name, set] of later) {
    const first = earlier.get(name);
    if (first !== undefined) waitFor([set], [first]);
  }
}

/** An environment that is its accounts alone waits for nothing: no account enters it by itself. */
function targetAfter(environment: Environment, first: StackSetStack | undefined): StackSetTarget {
  return { ...targetOf(environment), ...(first && environment.only === undefined && { after: [first.stackSet] }) };
}
