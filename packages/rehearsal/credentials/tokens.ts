import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Access } from '../../../lib/domain/ci-identity';
import { isOidc } from '../../../lib/domain/ci-identity';
import { TERRAFORM_ROLES } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { Pipeline } from '../../../lib/domain/org-config';
import { workspacesOf } from '../../../lib/domain/workspaces';
import { type Job, jobOf } from '../access/jobs';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { clientsFor } from '../emulated/clients';
import type { Credentials } from '../emulated/control';
import { NotProved } from '../report/ledger';
import { assume, credentialsFrom } from './ci-identities';

/** What a job of a CI system with tokens does first. */
export function becomeWithToken(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  pipeline: Pipeline,
  access: Access,
  token: string,
): Promise<Credentials> {
  const role = namesOf(config).ciRoleArn(access, pipeline.deployedAs);
  return assumeWithToken(rehearsal, config.homeRegion, token, role);
}

/** @throws the error of AWS where the token is refused, or not trusted by the role */
export async function assumeWithToken(
  { gateway }: Rehearsal,
  region: string,
  token: string,
  RoleArn: string,
): Promise<Credentials> {
  // Nobody signs this request: the token is the proof.
  const sts = new STSClient({ endpoint: gateway.endpoint, region });
  const { Credentials: given } = await sts.send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'rehearsal', WebIdentityToken: token }),
  );
  return credentialsFrom(given);
}

/** @throws Error where the pipeline has keys instead */
export function jobOfPipeline({ name, identity }: Pipeline, access: Access, part?: string): Job {
  if (!isOidc(identity)) throw new Error(`${name} has no tokens`);
  return jobOf(identity, access, part);
}

/** From the tokens of a pipeline's jobs into its accounts, for apply and for plan. */
export async function enterWithTokens(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<void> {
  const { homeRegion } = orgYaml.config;
  const workspaces = workspacesOf(orgYaml.config, pipeline);
  for (const access of ['apply', 'plan'] as const) {
    await rehearsal.ledger.prove(
      `the job of ${pipeline.name} that may ${access} enters each of its accounts with a token, and no key`,
      async () => {
        const token = await rehearsal.issuers.tokenOf(jobOfPipeline(pipeline, access));
        const ci = await becomeWithToken(rehearsal, orgYaml, pipeline, access, token);
        for (const { account, roles } of workspaces) {
          const { sts } = clientsFor(
            rehearsal.gateway,
            await assume(rehearsal, homeRegion, ci, roles[access]),
            homeRegion,
          );
          const caller = await sts.send(new GetCallerIdentityCommand({}));
          if (caller.Account !== account) throw new NotProved(`the chain to ${account} ends as ${caller.Arn}`);
        }
        return `${workspaces.length} accounts, as ${TERRAFORM_ROLES[access]}`;
      },
    );
  }
}
