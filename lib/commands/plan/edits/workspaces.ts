import type { OrgConfig } from '../../../domain/org-config';
import { accountsIn, WORKSPACE_RECORD, workspaceRecord } from '../../../domain/workspace-record';
import { workspacesOf } from '../../../domain/workspaces';
import type { Edit, Step } from './edit';
import { deployedStack, type Edited, recordIn } from './edited';

/**
 * Workspaces that have another name, or another account. A state is kept under the name of its workspace, so CI would begin with none, or
 * with that of another account.
 */
export function workspaceEdits(edited: Edited): readonly Edit[] {
  const was = accountsIn(recordIn(deployedStack(edited, 'TerraformAccount'), WORKSPACE_RECORD));
  const is = accountsIn(workspaceRecord(edited.config));
  const renamed = [...was].flatMap(([name, account]) => {
    if (is.has(name)) return [];
    const [now] = [...is].find(([, other]) => other === account) ?? [];
    return now === undefined ? [] : [{ name, now }];
  });
  const swapped = [...was].flatMap(([name, account]) => {
    const now = is.get(name);
    return now === undefined || now === account ? [] : [{ name, account, now }];
  });
  return [
    ...renamed.map(
      ({ name, now }): Edit => ({
        verdict: 'to be accepted',
        accept: 'moved-states',
        found: `the workspace ${name} is called ${now} now`,
        why: `its state stays under ${name}: CI would begin with an empty one, and make everything a second time`,
        steps: movesOf(edited.config, name, now),
      }),
    ),
    ...swapped.map(
      ({ name, account, now }): Edit => ({
        verdict: 'to be accepted',
        accept: 'moved-states',
        found: `the workspace ${name} is of account ${now}, and was of ${account}`,
        why: `the state of ${name} knows what is in ${account}: CI would look for that in ${now}, forget it, and make it there a second time`,
        steps: [{ doByHand: `give ${now} a workspace of its own in org.yaml, and take ${name} out of it` }],
      }),
    ),
  ];
}

/** CI alone touches states, so each pipeline moves its own; Terraform evaluates no configuration for that. */
function movesOf(config: OrgConfig, from: string, to: string): readonly Step[] {
  return config.pipelines
    .filter((pipeline) => workspacesOf(config, pipeline).some(({ name }) => name === to))
    .flatMap(({ name }) => [
      { doByHand: `In a job of the pipeline ${name} that may apply, while no other runs:` },
      { run: `terraform workspace select ${from} && terraform state pull > state.json` },
      { run: `terraform workspace select -or-create ${to} && terraform state push state.json` },
    ]);
}
