import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import type { Pipeline } from '../../../lib/domain/org-config';
import { lentRolesOf } from '../../../lib/domain/workspaces';
import { refused } from '../context/refused';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { assume } from '../credentials/ci-identities';
import { clientsFor } from '../emulated/clients';
import type { Credentials } from '../emulated/control';
import { NotProved } from '../report/ledger';
import { type LentParameters, lentParameters } from '../terraform/lent';

/** A pipeline, and what its CI starts with to apply. */
interface PipelineSession {
  readonly pipeline: Pipeline;
  readonly session: Credentials;
}

/** What is lent to pipelines does what it is lent for and nothing beside it, and nobody else enters it. */
export async function lentRoles(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  atWork: readonly PipelineSession[],
): Promise<void> {
  const seen = new Set<string>();
  for (const borrower of atWork) {
    for (const parameters of lentParameters(orgYaml.config, borrower.pipeline)) {
      if (seen.has(parameters.lent.name)) continue;
      seen.add(parameters.lent.name);
      await useLent(rehearsal, orgYaml, borrower, parameters);
      await refuseOthers(rehearsal, orgYaml, atWork, parameters);
    }
  }
}

async function useLent(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  { pipeline, session }: PipelineSession,
  { lent, readOnly, below }: LentParameters,
): Promise<void> {
  const region = config.homeRegion;
  const inside = async () =>
    clientsFor(rehearsal.gateway, await assume(rehearsal, region, session, lent.roles.apply), region).ssm;
  const name = `${below}rehearsal`;
  const here = await administratorOf(rehearsal, config, lent.account);
  await here.ssm.send(new PutParameterCommand({ Name: name, Type: 'String', Value: 'lent', Overwrite: true }));
  await rehearsal.ledger.prove(
    `a run of ${pipeline.name} ${readOnly ? 'reads' : 'writes'} what ${lent.account} lends as ${lent.name}`,
    async () => {
      const ssm = await inside();
      if (!readOnly) {
        await ssm.send(new PutParameterCommand({ Name: name, Type: 'String', Value: 'borrowed', Overwrite: true }));
      }
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
      if (Parameter?.Value !== (readOnly ? 'lent' : 'borrowed')) throw new NotProved(`it reads ${Parameter?.Value}`);
      return `${name}, as ${lent.roles.apply}`;
    },
  );
  const beside = readOnly ? name : `${below.replace(/[^/]*\/$/, '')}beside-${lent.name}`;
  await refused(
    rehearsal,
    {
      claim: `a run of ${pipeline.name} ${readOnly ? 'does not write' : 'writes nothing beside'} what is lent as ${lent.name}`,
    },
    async () =>
      (await inside()).send(new PutParameterCommand({ Name: beside, Type: 'String', Value: 'taken', Overwrite: true })),
  );
}

/** Of the pipelines at work, the first to which it is not lent. */
async function refuseOthers(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  atWork: readonly PipelineSession[],
  { lent }: LentParameters,
): Promise<void> {
  const other = atWork.find(({ pipeline }) => lentRolesOf(config, pipeline).every(({ name }) => name !== lent.name));
  if (other === undefined) return;
  await refused(
    rehearsal,
    {
      claim: `${other.pipeline.name}, to which it is not lent, does not enter what is lent as ${lent.name}`,
      alarms: ['role-is-refused'],
    },
    () => assume(rehearsal, config.homeRegion, other.session, lent.roles.apply),
  );
}
