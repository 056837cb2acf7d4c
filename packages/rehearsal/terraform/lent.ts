import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { partsOfArn } from '../../../lib/domain/lendable';
import type { OrgConfig, Pipeline } from '../../../lib/domain/org-config';
import type { Lend } from '../../../lib/domain/platform-account';
import { type LentRole, lentRolesOf, type Workspace } from '../../../lib/domain/workspaces';
import { administratorOf, type Rehearsal } from '../context/rehearsal';

/** Something lent below which parameters may be written, or read alone. */
export interface LentParameters {
  readonly lent: LentRole;
  readonly readOnly: boolean;
  /** The name below which all are lent, with its slashes. */
  readonly below: string;
}

/** Of what is lent to a pipeline, that of which the rehearsal makes a sample: parameters below a name. */
export function lentParameters(config: OrgConfig, pipeline: Pipeline): readonly LentParameters[] {
  return lentRolesOf(config, pipeline).flatMap((lent) => {
    const lend = config.platformAccounts.flatMap(({ lends }) => lends).find(({ name }) => name === lent.name);
    const below = lend && nameIn(lend);
    return lend === undefined || below === undefined ? [] : [{ lent, readOnly: lend.readOnly, below }];
  });
}

function nameIn({ resources = [] }: Lend): string | undefined {
  const found = resources.find((arn) => partsOfArn(arn)?.service === 'ssm' && arn.endsWith('/*'));
  return found === undefined
    ? undefined
    : partsOfArn(found)
        ?.resource.replace(/^parameter/, '')
        .slice(0, -1);
}

/** What a user writes who borrows: a parameter in the account that lends, for each workspace to which it is lent. */
export function lentWorkload(config: OrgConfig, pipeline: Pipeline): string {
  return lentParameters(config, pipeline)
    .filter(({ readOnly }) => !readOnly)
    .map(
      ({ lent, below }) => `
resource "aws_ssm_parameter" "${lent.name}" {
  count    = contains(keys(module.workspace.lent), "${lent.name}") ? 1 : 0
  provider = aws.${lent.name}
  name     = "${below}\${terraform.workspace}"
  type     = "String"
  value    = module.workspace.account_id
}
`,
    )
    .join('');
}

/**
 * Looks for it in the account that lends, and answers what was made.
 *
 * @throws the error of AWS where something is not there
 */
export async function findLent(
  rehearsal: Rehearsal,
  config: OrgConfig,
  pipeline: Pipeline,
  workspace: Workspace,
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const { lent, readOnly, below } of lentParameters(config, pipeline)) {
    if (readOnly || !workspace.lent.some(({ name }) => name === lent.name)) continue;
    const { ssm } = await administratorOf(rehearsal, config, lent.account);
    await ssm.send(new GetParameterCommand({ Name: `${below}${workspace.name}` }));
    made.push(`${below}${workspace.name} in ${lent.account}`);
  }
  return made;
}
