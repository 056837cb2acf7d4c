import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig, Pipeline } from '../../domain/org-config';
import { type StateBucketPlace, type StatePlace, stateBucketOf, statePlace } from '../../domain/state/state-place';
import { choosePipeline, chooseState } from '../../estate/chosen-pipeline';
import { refuseWithoutOperators } from '../../estate/operators-needed';

/** What says which state is meant. */
export interface WantedState {
  readonly workspace: string;
  readonly pipeline?: string;
  readonly state?: string;
}

/** A pipeline with states, which may be retired. */
interface PipelineWithStates {
  readonly name: string;
  readonly bucket: StateBucketPlace;
  /** @default - it is retired, and no longer says what states it has */
  readonly states?: Pipeline['states'];
}

/**
 * The pipeline of a name, also one that is retired, or the only one that there is.
 *
 * @throws Failure `NoOperators`, `UnknownPipeline`, `PipelineNeeded`
 */
export function chosenPipeline(config: OrgConfig, name: string | undefined): PipelineWithStates {
  refuseWithoutOperators(config);
  const retired = config.retiredPipelines.find((pipeline) => pipeline.name === name);
  if (retired !== undefined) return { name: retired.name, bucket: stateBucketOf(config, retired.deployedAs) };
  const { name: own, deployedAs, states } = choosePipeline(config, name);
  return { name: own, bucket: stateBucketOf(config, deployedAs), states };
}

/**
 * Where the state of a workspace is. The workspace need not be in `org.yaml` any more: its states stay when its account leaves.
 *
 * @throws Failure `NoOperators`, `UnknownPipeline`, `PipelineNeeded`, `UnknownState`, `StateNeeded`, `NotAWorkspace`
 */
export function chosenPlace(config: OrgConfig, { workspace, pipeline, state }: WantedState): StatePlace {
  if (!/^[A-Za-z0-9_-]+$/.test(workspace)) {
    throw new Failure(
      'NotAWorkspace',
      `found '${workspace}', expected the name of a workspace, letters, digits, - and _; orgstrap state list names those with a state`,
      EXIT.unusable,
    );
  }
  const { name, bucket, states } = chosenPipeline(config, pipeline);
  return statePlace(bucket, workspace, states === undefined ? state : chooseState({ name, states }, state));
}
