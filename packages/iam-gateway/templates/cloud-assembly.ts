import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectOf, textOf } from '../iam/json';
import type { DeployedTemplate } from './snapshot-of-templates';

/**
 * What `cdk deploy --all` would deploy of a cloud assembly: the folder that a synth leaves.
 *
 * @throws Error where a stack's account or Region is not in the assembly.
 */
export function readAssembly(folder: string): readonly DeployedTemplate[] {
  const { artifacts } = jsonOf(folder, 'manifest.json');
  return Object.values(objectOf(artifacts, 'the artifacts'))
    .map((artifact) => objectOf(artifact, 'an artifact'))
    .filter(({ type }) => type === 'aws:cloudformation:stack')
    .map(({ environment, properties }) => {
      const { stackName, templateFile } = objectOf(properties, 'the properties of a stack');
      const name = textOf(stackName, 'the name of a stack');
      const template = jsonOf(folder, textOf(templateFile, 'the template of a stack'));
      return { name, template, ...placeOf(textOf(environment, `the environment of ${name}`), name) };
    });
}

function placeOf(environment: string, name: string): Pick<DeployedTemplate, 'account' | 'region'> {
  const [, account, region] = /^aws:\/\/(\d{12})\/([a-z0-9-]+)$/.exec(environment) ?? [];
  if (account === undefined || region === undefined) throw new Error(`${name} is deployed to ${environment}`);
  return { account, region };
}

function jsonOf(folder: string, file: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return objectOf(parsed, file);
}
