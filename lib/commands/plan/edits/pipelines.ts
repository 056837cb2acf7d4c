import { replicationRoleName, stackName } from '../../../domain/names';
import type { OrgConfig, Pipeline } from '../../../domain/org-config';
import { workspacesOf } from '../../../domain/workspaces';
import { deletionOf } from './delete-stack';
import { DEPLOY, type Edit, type Step } from './edit';
import type { Edited } from './edited';
import { type EstateStack, nameOf, retainedIn } from './estate';

const PREFIX = stackName('Pipeline-');

/** Pipelines that went without being retired, those that have another name now, and those that are retired. */
export function pipelineEdits(edited: Edited): readonly Edit[] {
  const { pipelines, retiredPipelines } = edited.config;
  return edited.before
    .filter(({ name }) => name.startsWith(PREFIX))
    .filter(hasIdentity)
    .flatMap((stack) => {
      const is = ({ deployedAs }: { readonly deployedAs: string }) => PREFIX + deployedAs === stack.name;
      const retired = retiredPipelines.find(is);
      if (retired !== undefined) return [retirement(edited, stack, retired.name)];
      return pipelines.some(is) ? [] : [disappearance(edited, stack)];
    });
}

/** Whether there is somebody of CI in it: of a retired pipeline there is its state alone, and what S3 works as to copy that. */
function hasIdentity({ content }: EstateStack): boolean {
  const own = replicationRoleName('');
  return Object.values(content.resources).some(
    (resource) => resource.Type === 'AWS::IAM::Role' && !nameOf(resource)?.startsWith(own),
  );
}

function disappearance(edited: Edited, gone: EstateStack): Edit {
  const old = gone.name.slice(PREFIX.length);
  const heir = heirsOf(edited, gone)[0];
  return heir === undefined ? removal(edited, gone, old) : renaming(edited, gone, old, heir);
}

/** New pipelines that may change an account which it may change. */
function heirsOf({ config, before }: Edited, { content }: EstateStack): readonly Pipeline[] {
  const deployed = before.map(({ name }) => name);
  const text = JSON.stringify(content.resources);
  return config.pipelines
    .filter(({ deployedAs }) => !deployed.includes(PREFIX + deployedAs))
    .filter((pipeline) => workspacesOf(config, pipeline).some(({ roles }) => text.includes(`"${roles.apply}"`)));
}

function renaming({ config }: Edited, gone: EstateStack, old: string, heir: Pipeline): Edit {
  return {
    verdict: 'refused',
    found: `the pipeline ${old} is gone and ${heir.name} is new`,
    why:
      `if that is one pipeline under another name: ${heir.name} would begin with an empty state bucket and would make everything a second time, ` +
      `and the states of ${old} would be in a bucket that nobody may read`,
    steps: [
      { edit: `under pipelines.${heir.name} write deployedAs: ${old}` },
      DEPLOY,
      {
        doByHand:
          `Or, where it shall have new names in AWS, too: put pipelines.${old} back beside pipelines.${heir.name}, npx cdk deploy --all, and move each state: ` +
          `${moves(config, heir).join('; ')}. Then write retired: true under pipelines.${old}, deploy, remove it, deploy, and ${commandsOf(deletionOf(gone, config.homeRegion))}`,
      },
    ],
  };
}

/** Only CI's own roles touch states, so each half runs as a job of its pipeline. */
function moves(config: OrgConfig, heir: Pipeline): readonly string[] {
  return workspacesOf(config, heir).map(
    ({ name }) =>
      `in a job of the old pipeline terraform workspace select ${name} && terraform state pull > ${name}.tfstate, ` +
      `in a job of the new one terraform workspace select -or-create ${name} && terraform state push ${name}.tfstate`,
  );
}

function removal(edited: Edited, gone: EstateStack, old: string): Edit {
  return {
    verdict: 'refused',
    found: `the pipeline ${old} is no longer in org.yaml, and its CI still has its identities and roles`,
    why: `cdk deploy deletes no stack: CI of ${old} could go on signing in and reading its states, and nothing would look at that any more`,
    steps: [
      {
        doByHand: `destroy with Terraform what shall not stay, or move its states to another pipeline: nobody reads them afterwards`,
      },
      { edit: `put pipelines.${old} back as it was, and write retired: true under it` },
      DEPLOY,
      ...afterRetirement(edited, gone, old),
    ],
  };
}

function retirement(edited: Edited, stack: EstateStack, name: string): Edit {
  const kept = retainedIn(stack).join(', ');
  return {
    verdict: 'note',
    found: `the pipeline ${name} is retired`,
    why: `nobody is its CI any more, and nobody manages what its states hold. ${kept} stay; removing the line again brings the pipeline back to them`,
    steps: afterRetirement(edited, stack, name),
  };
}

function afterRetirement({ config }: Edited, stack: EstateStack, name: string): readonly Step[] {
  return [{ edit: `remove pipelines.${name}` }, DEPLOY, ...deletionOf(stack, config.homeRegion)];
}

function commandsOf(steps: readonly Step[]): string {
  return steps.flatMap((step) => ('run' in step ? step.run : [])).join(' && ');
}
