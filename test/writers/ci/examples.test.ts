import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipelineFiles } from '../../../lib/writers/ci/pipeline-files';
import { rolloutOf } from '../../../lib/writers/ci/rollout';
import { ROOT } from '../../support/examples';
import { SEVEN } from './written';

describe.each(['github', 'gitlab', 'jenkins'] as const)('examples/pipelines/%s', (system) => {
  const pipeline = SEVEN.pipelines.find(({ name }) => name === system);
  if (pipeline === undefined) throw new Error(`there is no pipeline ${system}`);
  const files = Object.entries(pipelineFiles(system, rolloutOf(SEVEN, pipeline, 'infrastructure')));

  test.each(files)(`%s is what orgstrap pipeline ${system} writes for examples/seven-systems.yaml`, (path, text) => {
    expect(readFileSync(join(ROOT, 'examples', 'pipelines', system, path), 'utf8')).toBe(text);
  });
});
