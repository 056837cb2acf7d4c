import { CreateAccessKeyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Access } from '../../../lib/domain/ci-identity';
import type { AccountId } from '../../../lib/domain/ids';
import { ciUserName } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { Pipeline } from '../../../lib/domain/org-config';
import { workspacesOf } from '../../../lib/domain/workspaces';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { clientsFor } from '../emulated/clients';
import type { Credentials } from '../emulated/control';
import { NotProved } from '../report/ledger';
import { runOf } from '../terraform/terraform-folder';

/** Keys for the CI user of a pipeline, as an operator makes them: no template holds any. */
export function keysOf(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  pipeline: Pipeline,
  access: Access,
): Promise<Credentials> {
  return keysOfUser(rehearsal, orgYaml, ciUserName(access, pipeline.name));
}

/** Keys of a user, of the Terraform account unless another is given. */
export async function keysOfUser(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  user: string,
  account: AccountId = config.accounts.terraform,
): Promise<Credentials> {
  const { iam } = await administratorOf(rehearsal, config, account);
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: user }));
  return credentialsFrom(AccessKey);
}

/** Walks the chain of a pipeline into each of its accounts: CI user, CI Terraform role, Terraform role. */
export async function enterEveryAccount(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  pipeline: Pipeline,
  keys: Credentials,
): Promise<void> {
  const { config } = orgYaml;
  const workspaces = workspacesOf(config, pipeline);
  await rehearsal.ledger.prove(
    `the CI identity of ${pipeline.name} enters each of its accounts through the chain of roles`,
    async () => {
      const ci = await becomeCiRole(rehearsal, orgYaml, pipeline, 'apply', keys);
      for (const { account, roles } of workspaces) {
        const inside = await assume(rehearsal, config.homeRegion, ci, roles.apply);
        const { sts } = clientsFor(rehearsal.gateway, inside, config.homeRegion);
        const caller = await sts.send(new GetCallerIdentityCommand({}));
        if (caller.Account !== account) throw new NotProved(`the chain to ${account} ends as ${caller.Arn}`);
      }
      return `${workspaces.length} accounts, temporary credentials`;
    },
  );
}

/** What a CI job does first: from the keys of a CI user to a session of its CI role, which says which run it is. */
export function becomeCiRole(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  pipeline: Pipeline,
  access: Access,
  keys: Credentials,
): Promise<Credentials> {
  const ciRole = namesOf(config).ciRoleArn(access, pipeline.deployedAs);
  return assume(rehearsal, config.homeRegion, keys, ciRole, runOf(pipeline));
}

/** @throws the error of AWS where the role cannot be assumed */
export async function assume(
  rehearsal: Rehearsal,
  region: string,
  as: Credentials,
  role: string,
  run?: string,
): Promise<Credentials> {
  const { sts } = clientsFor(rehearsal.gateway, as, region);
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'rehearsal', SourceIdentity: run }),
  );
  return credentialsFrom(given);
}

interface Given {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
}

/** @throws NotProved where STS gave none */
export function credentialsFrom(given: Given | undefined): Credentials {
  if (!given?.AccessKeyId || !given.SecretAccessKey) throw new NotProved('no credentials were given');
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    ...(given.SessionToken === undefined ? {} : { sessionToken: given.SessionToken }),
  };
}
