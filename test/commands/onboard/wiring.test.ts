import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { requireKnownPipelines, wired, wiredFolder } from '../../../lib/commands/onboard/wiring';
import { FakeOrganization, ORG_YAML } from './fake-organization';

const TWO = `${ORG_YAML}  apps:\n    identity: { iamUser: {} }\n    environments: [dev]\n    states: [network, app]\n`;

describe('the wiring of Terraform', () => {
  const organization = new FakeOrganization(TWO);
  afterAll(() => organization.remove());
  const { config, folder } = organization;

  test('is for a pipeline and a state by what stands before the folder', () => {
    expect(wiredFolder('infra')).toEqual({ pipeline: undefined, state: undefined, folder: 'infra' });
    expect(wiredFolder('apps/network=infra')).toEqual({ pipeline: 'apps', state: 'network', folder: 'infra' });
  });

  test('is written where a folder is given; the commands for the rest are said', () => {
    const out = join(folder, 'network');
    const { written, commands } = wired(config, 'org.yaml', ['dev'], [wiredFolder(`apps/network=${out}`)]);
    expect(written).toContain(join(out, 'backend.tf'));
    expect(existsSync(join(out, 'workspaces.auto.tfvars.json'))).toBe(true);
    expect(commands).toEqual([
      'orgstrap terraform --config org.yaml --pipeline delivery --out FOLDER',
      'orgstrap terraform --config org.yaml --pipeline apps --state app --out FOLDER',
    ]);
  });

  test('is of the pipelines of the environment alone', () => {
    expect(wired(config, 'org.yaml', ['prod'], []).commands).toHaveLength(1);
  });

  test('for a pipeline that is not there is refused before anything is done', () => {
    expect(() => requireKnownPipelines(config, [wiredFolder('other=infra')])).toThrow(
      /no pipeline other; org.yaml has delivery, apps/,
    );
  });
});
