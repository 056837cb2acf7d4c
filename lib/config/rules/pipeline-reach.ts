import type { Draft, DraftEnvironment, DraftPipeline } from '../draft';
import type { Finding } from '../finding';
import { quoted } from '../quoted';
import { unknownNameFindings } from './known-names';
import { repetitionFindings } from './repetition';
import { verdictAt } from './verdict-at';

/** Pipelines name environments that exist, and every environment has a pipeline. */
export function pipelineReachFindings({ environments, pipelines = [] }: Draft): Finding[] {
  const named = pipelines.map((pipeline) => pipeline.environments ?? []);
  const repeated = named.flatMap(repetitionFindings);
  if (environments === undefined) return repeated;
  const known = environments.map(({ name }) => name.value);
  const kind = { noun: 'environment', known, home: 'environments' };
  return [
    ...repeated,
    ...named.flatMap((mentions) => unknownNameFindings(mentions, kind)),
    ...unreached(environments, pipelines),
  ];
}

/** Only where every pipeline could be read: an unreadable one may be the one that reaches the environment. */
function unreached(environments: readonly DraftEnvironment[], pipelines: readonly DraftPipeline[]): Finding[] {
  if (pipelines.length === 0 || pipelines.some((pipeline) => pipeline.environments === undefined)) return [];
  const reached = new Set(pipelines.flatMap((pipeline) => pipeline.environments ?? []).map(({ value }) => value));
  return environments
    .filter(({ name }) => !reached.has(name.value))
    .map(({ name }) =>
      verdictAt(name, {
        found: `the environment ${quoted(name.value)}, which no pipeline may change`,
        expected: 'a pipeline for every environment; a trust policy that names nobody is no policy',
        fix: 'add it to the environments of a pipeline, or remove it',
      }),
    );
}
