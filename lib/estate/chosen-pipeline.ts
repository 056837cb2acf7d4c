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

/**
 * The state of a name, or the only one of a pipeline, which has no name.
 *
 * @throws Failure `StateNeeded` where there are several and none is named, `UnknownState`
 */
export function chooseState(
  { name, states }: Pick<Pipeline, 'name' | 'states'>,
  state: string | undefined,
): string | undefined {
  if (state === undefined && states.length > 0) {
    throw new Failure(
      'StateNeeded',
      `the pipeline ${name} has several states; say which with --state: ${states.join(', ')}`,
      EXIT.unusable,
    );
  }
  if (state !== undefined && !states.includes(state)) {
    const expected = states.length === 0 ? 'none: it has one state, without a name' : `one of ${states.join(', ')}`;
    throw new Failure(
      'UnknownState',
      `the pipeline ${name} has no state '${state}' in org.yaml, expected ${expected}`,
      EXIT.unusable,
    );
  }
  return state;
}
