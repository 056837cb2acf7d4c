import { isOidc } from '../../domain/ci-identity';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig, Pipeline } from '../../domain/org-config';
import { choosePipeline } from '../../estate/chosen-pipeline';
import { NOT_OURS, writeFiles } from '../../estate/files';
import { otherOwner } from '../../writers/ci/owner';
import { pipelineFiles } from '../../writers/ci/pipeline-files';
import { type Rollout, rolloutOf } from '../../writers/ci/rollout';
import { SYSTEMS, type System } from '../../writers/ci/systems';
import { WRITTEN_BY_ORGSTRAP } from '../../writers/ci/text';

export interface PipelineChoice {
  /** That of the pipeline's own identity, unless it is given. */
  readonly system?: System;
  /** Needed where there is more than one pipeline. */
  readonly pipeline?: string;
  /** The folder of the Terraform configuration in the repository. */
  readonly terraformFolder: string;
}

/** A path inside the repository that means the same to a shell, to YAML and to Groovy, without quotes. */
const PLAIN_FOLDER = /^(?:\.|[A-Za-z0-9_][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*)$/;

/**
 * Writes the files of a pipeline for its CI system into a repository, over earlier ones, and answers their paths.
 *
 * @throws Failure `UnknownPipeline`, `PipelineNeeded`, `SystemNeeded`, `NotAFolder`, and those of {@link pipelineFiles};
 *   `NotOurs` before anything is written, where it would replace a file that it did not write,
 *   or wrote for another pipeline or another folder.
 */
export function writePipeline(config: OrgConfig, choice: PipelineChoice, repository: string): readonly string[] {
  if (!PLAIN_FOLDER.test(choice.terraformFolder)) {
    throw new Failure(
      'NotAFolder',
      `'${choice.terraformFolder}' is no folder for Terraform: name one inside the repository, of letters, digits, '.', '_', '-' and '/'`,
      EXIT.unusable,
    );
  }
  const pipeline = choosePipeline(config, choice.pipeline);
  const rollout = rolloutOf(config, pipeline, choice.terraformFolder);
  const texts = pipelineFiles(choice.system ?? systemOf(pipeline), rollout);
  return writeFiles(texts, repository, (_, text) => objectionTo(text, rollout));
}

function objectionTo(text: string, rollout: Rollout): string | undefined {
  // Not at the very beginning: how a comment begins differs from system to system.
  if (text.split('\n', 1)[0]?.endsWith(WRITTEN_BY_ORGSTRAP) !== true) return NOT_OURS;
  const owner = otherOwner(text, rollout);
  return owner === undefined
    ? undefined
    : `is ${owner}, and a file is for one pipeline and one folder: write into another repository, or make them the states of one pipeline (pipelines.${rollout.pipeline}.states); delete the file first where this one replaces it`;
}

function systemOf({ name, identity }: Pipeline): System {
  const own = isOidc(identity) ? identity.system : 'iamUser';
  const system = SYSTEMS.find((known) => known === own);
  if (system !== undefined) return system;
  throw new Failure(
    'SystemNeeded',
    isOidc(identity)
      ? `orgstrap writes no files for ${own}, the system of ${name}: docs/pipelines.md has an example; it writes those of ${SYSTEMS.join(', ')}`
      : `${name} has keys, which fit every system, so say which: orgstrap pipeline ${SYSTEMS.filter((known) => known !== 'gitlab').join('|')}`,
    EXIT.unusable,
  );
}
