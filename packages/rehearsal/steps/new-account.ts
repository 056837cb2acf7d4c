import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetPolicyCommand, ListPoliciesCommand } from '@aws-sdk/client-iam';
import { MoveAccountCommand } from '@aws-sdk/client-organizations';
import { parseDocument } from 'yaml';
import { loadOrgConfig } from '../../../lib/config/load-org-config';
import { type AccountId, isAccountId } from '../../../lib/domain/ids';
import { boundaryName, IAM_PATH } from '../../../lib/domain/names';
import type { Environment } from '../../../lib/domain/org-config';
import { serviceNames } from '../../../lib/policies/policies-folder';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { NotProved } from '../report/ledger';
import { JOINED } from '../terraform/workload';
import { findRole } from './terraform-roles';

/** An account that is in the organization, and in no environment yet. */
export interface NewAccount {
  readonly id: AccountId;
  readonly workspace: string;
}

/**
 * Makes an account and moves it to where an environment's accounts are. Where the environment is all that is below its OUs, it is ready
 * without a deploy; where it is its accounts alone, it has nothing before it is one of them.
 */
export async function accountJoins(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  environment: Environment,
): Promise<NewAccount | undefined> {
  const { organization } = config;
  const joining: NewAccount = { id: freeAccountId(JSON.stringify(config)), workspace: `${environment.name}${JOINED}` };
  const unit = unitOf(environment);
  const isPart = environment.only === 'accounts';
  const claim = isPart
    ? `a new account beside those of ${environment.name} has nothing, as it is none of them`
    : `a new account enters ${environment.name} and has the Terraform role, without a deploy`;
  const ready = await rehearsal.ledger.prove(claim, async () => {
    await rehearsal.control.makeAccount({ id: joining.id, name: joining.workspace, parent: organization.rootId });
    const { iam } = await administratorOf(rehearsal, config, joining.id);
    if ((await findRole(iam, joining.id)) !== undefined)
      throw new NotProved('it had the role before it entered the OU');
    await move(rehearsal, config, joining.id, organization.rootId, unit);
    const role = await findRole(iam, joining.id);
    if ((role === undefined) !== isPart) {
      throw new NotProved(`it entered ${unit} and has ${role === undefined ? 'no' : 'the'} role`);
    }
    if (role === undefined) return `${joining.id} is in ${unit}`;
    await iam.send(new GetPolicyCommand({ PolicyArn: role.boundary }));
    return `${joining.id} moved into ${unit}; boundary and role are there`;
  });
  return ready ? joining : undefined;
}

/** Adds an account to a copy of `org.yaml`, as its owner would. */
export function addToOrgYaml(
  rehearsal: Rehearsal,
  { file }: OrgYaml,
  environment: Environment,
  joined: NewAccount,
): OrgYaml {
  const document = parseDocument(readFileSync(file, 'utf8'));
  document.setIn(['environments', environment.name, 'accounts', joined.workspace], joined.id);
  const copy = join(rehearsal.work, `org-with-${joined.workspace}.yaml`);
  writeFileSync(copy, document.toString());
  const result = loadOrgConfig(copy, serviceNames);
  if (!result.ok) throw new NotProved(result.problems.map(({ path, found }) => `${path}: ${found}`).join('\n'));
  return { file: copy, config: result.config };
}

/** Moves the account out again: what lets CI in goes, the boundary that its roles may wear stays. */
export async function accountLeaves(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  environment: Environment,
  joined: NewAccount,
): Promise<void> {
  const isPart = environment.only === 'accounts';
  await rehearsal.ledger.prove(
    `an account that leaves ${environment.name} loses the Terraform role and keeps the boundary`,
    async () => {
      // What is a part has lost it by the deployment without it.
      if (!isPart) await move(rehearsal, config, joined.id, unitOf(environment), config.organization.rootId);
      const { iam } = await administratorOf(rehearsal, config, joined.id);
      if ((await findRole(iam, joined.id)) !== undefined) throw new NotProved('it left and still has the role');
      const { Policies = [] } = await iam.send(new ListPoliciesCommand({ PathPrefix: IAM_PATH, Scope: 'Local' }));
      const boundaries = Policies.filter(({ PolicyName }) => PolicyName?.startsWith(boundaryName('')));
      if (boundaries.length !== 1) throw new NotProved(`it left and has ${boundaries.length} boundaries`);
      return isPart ? `${joined.id} is no longer in org.yaml` : `${joined.id} moved back to the root`;
    },
  );
}

/** The OU that an account of the environment enters; the root, where it is accounts of the whole organization. */
function unitOf({ organizationalUnits }: Environment): string {
  return String(organizationalUnits[0]);
}

async function move(
  rehearsal: Rehearsal,
  config: OrgYaml['config'],
  account: AccountId,
  from: string,
  to: string,
): Promise<void> {
  if (from === to) return;
  const { organizations } = await administratorOf(rehearsal, config, config.organization.managementAccount);
  const move = { AccountId: account, SourceParentId: from, DestinationParentId: to };
  await organizations.send(new MoveAccountCommand(move));
}

function freeAccountId(config: string): AccountId {
  for (let number = 777777777777; ; number++) {
    const id = String(number);
    if (isAccountId(id) && !config.includes(id)) return id;
  }
}
