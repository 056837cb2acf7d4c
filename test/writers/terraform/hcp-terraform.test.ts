import type { HcpTerraform } from '../../../lib/domain/ci-identity';
import type { Pipeline } from '../../../lib/domain/org-config';
import { terraformWiring } from '../../../lib/writers/terraform/wiring';
import { orgConfig, pipeline } from '../../support/org-config';

const config = orgConfig();

function runsIn(workspaces: HcpTerraform['workspaces'], hostname = 'app.terraform.io'): Pipeline {
  const jobs = {
    audience: 'aws.workload.identity',
    subjects: ['its jobs are not what the wiring is about'],
    runs: false,
  };
  return {
    ...pipeline('delivery', ['dev', 'prod']),
    identity: {
      kind: 'oidc',
      system: 'hcpTerraform',
      issuer: hostname,
      jobs: { apply: jobs, plan: jobs },
      hcpTerraform: { hostname, organization: 'acme', project: 'Default Project', anyWorkspace: false, workspaces },
    },
  };
}

const DEV = { workspace: 'dev', name: 'network-dev' };
const PROD = { workspace: 'prod', name: 'network-prod' };
const wiring = terraformWiring(config, runsIn([DEV, PROD]));

test('HCP Terraform keeps the state: there is a cloud block in place of the backend, and no profiles', () => {
  expect(
    wiring['backend.tf'],
  ).toBe(`# Written by "orgstrap terraform" from org.yaml. Change org.yaml and write it again.
# For the pipeline delivery.

terraform {
  required_version = ">= 1.11"

  cloud {
    hostname     = "app.terraform.io"
    organization = "acme"

    workspaces {
      project = "Default Project"
      tags    = ["orgstrap-delivery"]
    }
  }
}
`);
  expect(Object.keys(wiring)).not.toContain('aws.config');
});

test('Terraform Enterprise is its own host', () => {
  expect(terraformWiring(config, runsIn([DEV], 'tfe.example.com'))['backend.tf']).toContain(
    'hostname     = "tfe.example.com"',
  );
});

test('the phase of the run decides the role: there is no variable that would say the same in both', () => {
  expect(wiring['provider.tf']).toContain(
    'role_arn        = module.workspace.role_arns[terraform.applying ? "apply" : "plan"]\n',
  );
  expect(wiring['provider.tf']).not.toContain('"access"');
});

test('the run itself says which it is', () => {
  expect(wiring['provider.tf']).toContain('source_identity = var.TFC_RUN_ID\n');
  expect(wiring['provider.tf']).toMatch(/variable "TFC_RUN_ID" \{[^}]+default {5}= null\n\}/);
  expect(wiring['provider.tf']).not.toContain('"run"');
});

test('the map has the names of HCP Terraform, which are what terraform.workspace is there', () => {
  const { workspaces } = JSON.parse(wiring['workspaces.auto.tfvars.json'] ?? '');
  expect(workspaces).toMatchObject({
    'network-dev': { account_id: '444444444444', environment: 'dev' },
    'network-prod': {
      account_id: '666666666666',
      role_arns: { apply: 'arn:aws:iam::666666666666:role/orgstrap/orgstrap-terraform' },
    },
  });
  expect(Object.keys(workspaces)).toHaveLength(2);
});

test('an account without a workspace in HCP Terraform is left out', () => {
  const text = terraformWiring(config, runsIn([PROD]))['workspaces.auto.tfvars.json'] ?? '';
  expect(Object.keys(JSON.parse(text).workspaces)).toEqual(['network-prod']);
});

test('everything else is as with the other CI systems', () => {
  const others = terraformWiring(config, pipeline('delivery', ['dev', 'prod']));
  expect(wiring['workspace/main.tf']).toBe(others['workspace/main.tf']);
  expect(wiring['provider.tf']).toContain(
    others['provider.tf']?.match(/variable "workspaces" [\s\S]*allowed_.*\n/)?.[0],
  );
});

test.each([
  ['of an environment that the pipeline may not change', 'stage'],
  ['that there is not', 'prd'],
])('the workspace of an account %s is refused, with those that there are', (_, workspace) => {
  const misspelt = runsIn([DEV, { workspace, name: 'network-other' }]);
  expect(() => terraformWiring(config, misspelt)).toThrow(
    `pipelines.delivery.identity.hcpTerraform.workspaces: found ${workspace}, expected workspaces of the accounts of its environments: dev, prod;`,
  );
});

describe('of one of several states', () => {
  const several = {
    ...runsIn([
      { ...DEV, state: 'network' },
      { ...PROD, state: 'network' },
      { workspace: 'dev', state: 'app', name: 'app-dev' },
    ]),
    states: ['network', 'app'],
  };

  test('the cloud block finds its workspaces by a tag of their own, and the map has no others', () => {
    const [network, app] = several.states.map((state) => terraformWiring(config, several, state));
    expect(network?.['backend.tf']).toContain('tags    = ["orgstrap-delivery", "orgstrap-state-network"]\n');
    expect(app?.['backend.tf']).toContain('tags    = ["orgstrap-delivery", "orgstrap-state-app"]\n');
    const names = (files = network) => Object.keys(JSON.parse(files?.['workspaces.auto.tfvars.json'] ?? '').workspaces);
    expect(names()).toEqual(['network-dev', 'network-prod']);
    expect(names(app)).toEqual(['app-dev']);
  });
});
