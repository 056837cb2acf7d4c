import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackSetsOfEnvironment } from '../../lib/domain/environment-stack-sets';

/** What stands in front of the name of an environment, in the sources of the stacks that are StackSets over its accounts. */
function wavesInSources(): readonly string[] {
  const folder = join(__dirname, '..', '..', 'lib', 'stacks');
  const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  return sources.flatMap((text: string) =>
    [...text.matchAll(/\bwaves\(app, config, '(\w+)'/g)].map(([, id = '']) => id),
  );
}

test('every StackSet over the accounts of an environment is known by name', () => {
  const waves = wavesInSources();
  expect(waves.length).toBeGreaterThan(5);
  expect([...stackSetsOfEnvironment('dev')].sort()).toEqual(waves.map((id) => `orgstrap-${id}-dev`).sort());
});
