import { isObject } from '../../domain/json';
import { stackName } from '../../domain/names';
import { isVersion, LAST_WITHOUT_RECORD, VERSION_OUTPUT, type Version } from '../../domain/version';
import type { DeployedStack } from './wave';

/**
 * Which orgstrap made what is deployed, as its first stack says. A deployment that failed after that stack counts as one of the new version:
 * whoever goes on with it deploys the same.
 *
 * @returns undefined where nothing is deployed
 */
export function deployedVersion(
  stacks: readonly (Pick<DeployedStack, 'template'> & { readonly name: string })[],
): Version | undefined {
  const first = stacks.find(({ name }) => name === stackName('TerraformAccount'));
  if (first === undefined) return undefined;
  const outputs = first.template?.sections.Outputs;
  const output = isObject(outputs) ? outputs[VERSION_OUTPUT] : undefined;
  const value = isObject(output) ? output.Value : undefined;
  return typeof value === 'string' && isVersion(value) ? value : LAST_WITHOUT_RECORD;
}
