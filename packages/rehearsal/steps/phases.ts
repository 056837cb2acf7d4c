import type { Access, HcpTerraform } from '../../../lib/domain/ci-identity';
import type { Pipeline } from '../../../lib/domain/org-config';
import type { Workspace } from '../../../lib/domain/workspaces';
import { refused } from '../context/refused';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import type { Credentials } from '../emulated/control';
import type { TerraformCommand } from '../machine/find-commands';
import { NotProved } from '../report/ledger';
import { TerraformFolder } from '../terraform/terraform-folder';
import { findWorkload, servicesOf } from '../terraform/workload';
import { workedIn } from './terraform';

const PLAN = 'phase.tfplan';

/**
 * The runs of HCP Terraform, phase by phase: the plan phase has the session of the CI plan role, the apply phase that of the CI
 * Terraform role, and nothing else tells them apart.
 */
export async function runInPhases(
  rehearsal: Rehearsal,
  terraform: TerraformCommand,
  orgYaml: OrgYaml,
  pipeline: Pipeline,
  { workspaces }: HcpTerraform,
  sessions: Readonly<Record<Access, Credentials>>,
): Promise<void> {
  const folderOf = (access: Access) =>
    new TerraformFolder(rehearsal, terraform, orgYaml.config, pipeline, access, sessions[access]);
  const phases = { plan: folderOf('plan'), apply: folderOf('apply') };
  const wired = await rehearsal.ledger.prove(`the wiring of ${pipeline.name} is formatted and valid`, async () => {
    await phases.plan.wire(orgYaml);
    await phases.plan.run('fmt', '-check', '-recursive');
    await phases.plan.initialiseLocally();
    await phases.plan.run('validate');
    return 'a cloud block, in place of which the state is kept beside it here';
  });
  if (!wired) return;
  for (const known of workedIn(orgYaml.config, pipeline)) {
    const [first] = pipeline.states;
    const name = workspaces.find(({ workspace, state }) => workspace === known.name && state === first)?.name;
    if (name !== undefined) await runIn(rehearsal, orgYaml, pipeline, { ...known, name }, phases);
  }
}

async function runIn(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  pipeline: Pipeline,
  workspace: Workspace,
  { plan, apply }: Readonly<Record<Access, TerraformFolder>>,
): Promise<void> {
  const { name, account } = workspace;
  const find = async () =>
    findWorkload(
      await administratorOf(rehearsal, config, account),
      pipeline.name,
      servicesOf(config, pipeline),
      workspace,
    );
  const applied = await rehearsal.ledger.prove(
    `a run of ${name} plans as the plan roles and applies as the Terraform roles, with the same variables`,
    async () => {
      await plan.runIn(name, 'plan', `-out=${PLAN}`);
      const { output } = await apply.runIn(name, 'apply', PLAN);
      await find();
      return /Apply complete!.*/.exec(output)?.[0] ?? 'nothing to do';
    },
  );
  if (!applied) return;
  const claim = `a destroy run of ${name} is refused in its apply phase, which Terraform takes for another`;
  await refused(rehearsal, { claim, alarms: ['role-is-refused'] }, async () => {
    await plan.runIn(name, 'plan', '-destroy', `-out=${PLAN}`);
    const { status, output } = await apply.tryRunIn(name, 'apply', PLAN);
    await find();
    if (status !== 0) throw new NotProved(output);
  });
}
