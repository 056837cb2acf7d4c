import { Malformed } from '../request/malformed';
import type { Parameters } from '../request/parameters';
import type { Need } from './need';
import type { QueryTable } from './table';
import { Unmapped } from './unmapped';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssts.html */
export const STS: QueryTable = {
  AssumeRole: (parameters) => [assumeRole(parameters)],
  // Nobody can be refused to learn who they are.
  GetCallerIdentity: () => [],
};

/** What the emulator keeps of a session, or what does not matter for it. */
const KNOWN: ReadonlySet<string> = new Set([
  'Action',
  'DurationSeconds',
  'ExternalId',
  'Policy',
  'RoleArn',
  'RoleSessionName',
  'Version',
]);

function assumeRole(parameters: Parameters): Need {
  const strange = [...parameters.keys()].filter((name) => !KNOWN.has(name));
  if (strange.length > 0) throw new Unmapped(`sts:AssumeRole with ${strange.join(', ')}`);
  const resource = parameters.get('RoleArn') ?? '';
  if (!/^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(resource)) {
    throw new Malformed(`${JSON.stringify(resource)} is not the ARN of a role`);
  }
  return {
    action: 'sts:AssumeRole',
    resource,
    context: {
      'sts:RoleSessionName': parameters.get('RoleSessionName'),
      'sts:ExternalId': parameters.get('ExternalId'),
    },
  };
}
