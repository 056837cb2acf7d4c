import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { EXIT, Failure } from '../domain/failure';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { assumedSession, type RoleSession } from './assumed-role';
import { awsAnswer } from './aws-answer';
import { type ClientSettings, clientSettings } from './client-settings';
import { S3StateVersions, type StateVersions } from './state-versions';

/** The states of the Terraform account, as the state role sees them. */
export interface StateAccess {
  readonly states: StateVersions;
  /** Who the session says that it is: CloudTrail has it in each of its records. */
  readonly who: string;
}

/** What STS takes for the name of a source identity. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const SOURCE_IDENTITY = /^[\w+=,.@-]{2,64}$/;

/**
 * Becomes the state role with the credentials that the SDK finds, which should be an operator's.
 *
 * It says who it is by the name of the session at hand, which whoever gave that session chose, such as IAM Identity Center, or by that of
 * the user. Where the session at hand has a source identity already, AWS takes no other, and that one goes on.
 *
 * @param sourceIdentity - to say another name. @default - that of the session at hand
 * @throws Failure `NoSourceIdentity` where that is no name that STS takes
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export async function stateAccess(
  config: OrgConfig,
  sourceIdentity: string | undefined,
  settings: ClientSettings = clientSettings(config.homeRegion),
): Promise<StateAccess> {
  const sts = new STSClient(settings);
  const said = sourceIdentity ?? (await callerName(sts));
  const session = await stateSession(sts, namesOf(config).stateRoleArn, said, sourceIdentity === undefined);
  const { credentials } = session;
  return {
    states: new S3StateVersions((region) => new S3Client({ ...settings, region, credentials })),
    who: session.sourceIdentity ?? said,
  };
}

async function stateSession(sts: STSClient, role: string, said: string, isGuessed: boolean): Promise<RoleSession> {
  try {
    return await assumedSession(sts, role, said);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // The session at hand may have one already, which nothing tells before.
    const inherited = isGuessed ? await assumedSession(sts, role).catch(onlyRefusals) : undefined;
    if (inherited !== undefined) return inherited;
    throw new Failure(
      error.code,
      `${error.message}; the state role takes an operator who is a user with MFA alone, and one who is a role with a source identity, which they must be allowed to set (orgstrap rights state)`,
      error.exitStatus,
    );
  }
}

function onlyRefusals(error: unknown): undefined {
  if (isRefusal(error)) return undefined;
  throw error;
}

function isRefusal(error: unknown): error is Failure {
  return error instanceof Failure && error.code === 'AwsRefused';
}

/** The last part of the ARN: of a session its name, of a user theirs. */
async function callerName(sts: STSClient): Promise<string> {
  const { Arn: arn = '' } = await awsAnswer('sts:GetCallerIdentity', sts.send(new GetCallerIdentityCommand({})));
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  if (SOURCE_IDENTITY.test(name)) return name;
  throw new Failure(
    'NoSourceIdentity',
    `the session at hand is called '${name}', which says nobody's name to AWS; say who you are with --source-identity NAME, 2 to 64 letters, digits and +=,.@_-`,
    EXIT.unusable,
  );
}
