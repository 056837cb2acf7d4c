import { isObject, listOf } from '../../../domain/json';
import { stackName } from '../../../domain/names';
import type { OrgConfig } from '../../../domain/org-config';
import { deploymentAccountOf } from '../../../domain/org-config';
import type { Version } from '../../../domain/version';
import type { EstateStack } from './estate';

/** Which orgstrap made what is deployed, and which one would change it. */
export interface Versions {
  /** As the deployed stacks say. @default - nothing is deployed */
  readonly deployed?: Version | undefined;
  readonly own: Version;
  /** The oldest version that `own` changes in one deployment: what is older goes by way of it. */
  readonly upgradesFrom: Version;
}

/** What is deployed, and what `org.yaml` would make of it. */
export interface Edited {
  readonly config: OrgConfig;
  readonly versions: Versions;
  /** The stacks of orgstrap that are deployed, in no order. */
  readonly before: readonly EstateStack[];
  /** Those of the app, in the order in which they are deployed. */
  readonly after: readonly EstateStack[];
  /** Another Region in which the account that the estate begins with is bootstrapped. @default - there is none, or nobody looked */
  readonly otherHome?: string;
  /** The ids of the accounts below an OU at this moment. @default - AWS does not show the organization */
  readonly accountsBelow?: (unit: string) => readonly string[];
  /** StackSets of the app's names that no stack of this account made. @default - there is none */
  readonly foreignSets?: readonly string[];
  /** Whether IAM users of the deployment account have keys, a password or devices, as far as the credentials could see. */
  readonly hasCredentials?: ReadonlyMap<string, boolean>;
}

/** A stack before and after the edit, where it is in both. */
export interface KeptStack {
  readonly before: EstateStack;
  readonly after: EstateStack;
}

export function keptStacks({ before, after }: Edited): readonly KeptStack[] {
  return before.flatMap((was) => {
    const is = after.find(({ name }) => name === was.name);
    return is === undefined ? [] : [{ before: was, after: is }];
  });
}

/** Deployed, and no longer in the app: `cdk deploy` never deletes a stack. */
export function leftStacks({ before, after }: Edited): readonly EstateStack[] {
  return before.filter(({ name }) => !after.some((stack) => stack.name === name));
}

export function deployedStack({ before }: Edited, id: string): EstateStack | undefined {
  return before.find(({ name }) => name === stackName(id));
}

/** What the last deployment wrote under a name into the metadata of a stack; nothing where none did. */
export function recordIn(stack: EstateStack | undefined, record: string): readonly string[] {
  const resources = Object.values(stack?.content.resources ?? {});
  return resources
    .flatMap(({ attributes: { Metadata: metadata } }) => (isObject(metadata) ? listOf(metadata[record]) : []))
    .filter((entry) => typeof entry === 'string');
}

export function deploymentAccountIn({ config }: Pick<Edited, 'config'>): string {
  return deploymentAccountOf(config);
}
