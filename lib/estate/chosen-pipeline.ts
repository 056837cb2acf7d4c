import { EXIT, Failure } from '../domain/failure';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { named } from './named';

/**
 * The pipeline of a name, or the only one that there is.
 *
 * @throws Failure `UnknownPipeline`; `PipelineNeeded` where there are several and none is named.
 */
export function choosePipeline({ pipelines }: OrgConfig, name: string | undefined): Pipeline {
  if (name !== undefined) return named('pipeline', pipelines, name);
  const [first, ...others] = pipelines;
  if (first !== undefined && others.length === 0) return first;
  const names = pipelines.map((pipeline) => pipeline.name).join(', ');
  throw new Failure(
    'PipelineNeeded',
    `there are several pipelines, so say which with --pipeline: ${names}`,
    EXIT.unusable,
  );
}
