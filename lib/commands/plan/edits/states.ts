import { isOidc } from '../../../domain/ci-identity';
import type { Pipeline } from '../../../domain/org-config';
import { STATE_RECORD } from '../../../domain/workspace-record';
import type { Edit, Step } from './edit';
import { deployedStack, type Edited, recordIn } from './edited';

/**
 * Pipelines whose states are others than those of the last deployment. A state is kept under its name, so what one that leaves the list
 * manages would be managed by nobody, and a pipeline that gets its first states would begin with empty ones.
 */
export function stateEdits(edited: Edited): readonly Edit[] {
  return edited.config.pipelines.flatMap((pipeline) => {
    const stack = deployedStack(edited, `Pipeline-${pipeline.deployedAs}`);
    if (stack === undefined) return [];
    const was = recordIn(stack, STATE_RECORD);
    if (was.length === 0) return pipeline.states.length === 0 || isInHcp(pipeline) ? [] : [firstStates(pipeline)];
    return was.filter((state) => !pipeline.states.includes(state)).map((state) => left(pipeline, state, was));
  });
}

function firstStates({ name, states }: Pipeline): Edit {
  return {
    verdict: 'to be accepted',
    accept: 'moved-states',
    found: `the pipeline ${name} has the states ${states.join(', ')} now, and had one in each workspace`,
    why: 'what it manages is in the state without a name: CI would begin with empty ones, and make everything a second time',
    steps: moves(name, 'without a name', states),
  };
}

/** HCP Terraform keeps the states of its workspaces itself, under their names there. */
function isInHcp({ identity }: Pipeline): boolean {
  return isOidc(identity) && identity.hcpTerraform !== undefined;
}

function left(pipeline: Pipeline, state: string, was: readonly string[]): Edit {
  const { name, states } = pipeline;
  const added = states.filter((other) => !was.includes(other));
  return {
    verdict: 'to be accepted',
    accept: 'moved-states',
    found: `the state ${state} is no longer one of the pipeline ${name}`,
    why: isInHcp(pipeline)
      ? 'runs of its workspaces in HCP Terraform are not let in any more: what it manages stays, and nobody manages it'
      : `what it manages stays in AWS and in its objects ${state}/ of the state bucket, and nobody manages it any more`,
    steps:
      !isInHcp(pipeline) && (states.length === 0 || added.length > 0)
        ? moves(name, state, added)
        : [
            {
              doByHand: `destroy with Terraform what ${state} manages in each workspace, or move it into another state`,
            },
          ],
  };
}

/** Terraform itself takes all workspaces along when the key of a backend changes. */
function moves(pipeline: string, from: string, to: readonly string[]): readonly Step[] {
  const wiring = to.length === 0 ? 'without --state' : `of ${to.join(' or ')}, the one that goes on with it,`;
  return [
    {
      doByHand:
        `In a job of the pipeline ${pipeline} that may apply, while no other runs, in the configuration of the state ${from}: ` +
        `terraform init, write the wiring ${wiring} over that of ${from}, and then:`,
    },
    { run: 'terraform init -migrate-state -force-copy' },
  ];
}
