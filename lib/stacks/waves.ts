import type { App } from 'aws-cdk-lib/core';
import type { AccountStack } from '../constructs/account-stack';
import type { Environment, OrgConfig } from '../domain/org-config';
import type { HomeRegion } from '../domain/region';
import { memberId } from './deliver';
import { StackSetStack } from './stack-set-stack';

export interface WavesProps {
  /** What the StackSet puts into product accounts, before the words "in every product account of" an environment. */
  readonly what: string;
  /** One member template for all environments. */
  readonly member: (id: string) => AccountStack;
  /** @default - the member template has none */
  readonly parameters?: (environment: Environment) => Readonly<Record<string, string>>;
  /** The StackSet that an account which enters the environment must have first. @default - none */
  readonly after?: ReadonlyMap<string, StackSetStack>;
  /** @default - the home Region */
  readonly regions?: readonly HomeRegion[];
}

/**
 * A StackSet for each environment, by the environment's name, in rollout order: where one fails, the environments after it are
 * untouched. One StackSet for all of them would reach the last in the same minute as the first. See docs/adr/0002.
 */
export function waves(app: App, config: OrgConfig, id: string, props: WavesProps): ReadonlyMap<string, StackSetStack> {
  const { what, member: make, parameters, after, regions } = props;
  const member = make(memberId(id));
  return new Map(
    config.environments.map((environment) => {
      const { name, deployedAs, organizationalUnits } = environment;
      const first = config.stackSetDependencies === false ? undefined : after?.get(name);
      return [
        name,
        new StackSetStack(app, `${id}-${deployedAs}`, {
          config,
          description: `orgstrap: ${what} in every product account of ${deployedAs}`,
          member,
          target: { organizationalUnits, ...(first && { after: [first.stackSet] }) },
          parameters: parameters?.(environment),
          regions,
        }),
      ];
    }),
  );
}
