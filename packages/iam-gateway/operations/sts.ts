import { Malformed, SourceIdentityIsSet, Unmapped } from '../requests/refusals';
import type { Parameters } from '../requests/wire-request';
import type { QueryTable, RequiredPermission } from './table';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssts.html */
export const STS: QueryTable = {
  AssumeRole: (parameters, { sourceIdentity }) => assumeRole(parameters, sourceIdentity),
  // No policy decides about it: its code does.
  GetSessionToken: (parameters) => {
    refuseStrange('GetSessionToken', parameters, OF_SESSION_TOKEN);
    if (!parameters.has('TokenCode')) throw new Unmapped('sts:GetSessionToken without a code');
    return [];
  },
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
  'SerialNumber',
  'SourceIdentity',
  'TokenCode',
  'Version',
]);

/** The code is what it is asked for here: without one, the session may do nothing in IAM, which nobody decides here. */
const OF_SESSION_TOKEN: ReadonlySet<string> = new Set([
  'Action',
  'DurationSeconds',
  'SerialNumber',
  'TokenCode',
  'Version',
]);

/**
 * A source identity takes a permission of its own, in the hop that sets it and in each behind it, where the new session inherits it.
 *
 * @throws SourceIdentityIsSet where the caller's session has another one
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
function assumeRole(parameters: Parameters, inherited: string | undefined): readonly RequiredPermission[] {
  refuseStrange('AssumeRole', parameters, KNOWN);
  const resource = parameters.get('RoleArn') ?? '';
  if (!/^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(resource)) {
    throw new Malformed(`${JSON.stringify(resource)} is not the ARN of a role`);
  }
  const given = parameters.get('SourceIdentity');
  const identity = given === undefined ? {} : { 'sts:SourceIdentity': named(given) };
  if (inherited !== undefined && given !== undefined && given !== inherited) throw new SourceIdentityIsSet(inherited);
  const assume = {
    action: 'sts:AssumeRole',
    resource,
    context: {
      'sts:RoleSessionName': parameters.get('RoleSessionName'),
      'sts:ExternalId': parameters.get('ExternalId'),
      ...identity,
    },
  };
  if (given === undefined && inherited === undefined) return [assume];
  return [assume, { action: 'sts:SetSourceIdentity', resource, context: identity }];
}

/** @throws Malformed for what STS takes for no name */
function named(identity: string): string {
  if (!/^[\w+=,.@-]{2,64}$/.test(identity)) throw new Malformed(`the source identity ${JSON.stringify(identity)}`);
  return identity;
}

function refuseStrange(operation: string, parameters: Parameters, known: ReadonlySet<string>): void {
  const strange = [...parameters.keys()].filter((name) => !known.has(name));
  if (strange.length > 0) throw new Unmapped(`sts:${operation} with ${strange.join(', ')}`);
}
