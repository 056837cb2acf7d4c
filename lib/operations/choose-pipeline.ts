import { EXIT, Failure } from '../domain/failure';
import type { OrgConfig, Pipeline } from '../domain/org-config';

/**
 * The pipeline of a name, or the only one that there is.
 *
 * @throws Failure `UnknownPipeline`; `PipelineNeeded` where there are several and none is named.
 */
export function choosePipeline({ pipelines }: OrgConfig, name: string | undefined): Pipeline {
  const names = pipelines.map((pipeline) => pipeline.name).join(', ');
  const [first, ...others] = pipelines;
  if (name === undefined && first !== undefined && others.length === 0) return first;
  if (name === undefined) {
    throw new Failure(
      'PipelineNeeded',
      `there are several pipelines, so say which with --pipeline: ${names}`,
      EXIT.unusable,
    );
  }
  const chosen = pipelines.find((pipeline) => pipeline.name === name);
  if (chosen === undefined) {
    throw new Failure(
      'UnknownPipeline',
      `there is no pipeline '${name}' in org.yaml; there are: ${names}`,
      EXIT.unusable,
    );
  }
  return chosen;
}
