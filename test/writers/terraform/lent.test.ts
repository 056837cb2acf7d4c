import { terraformWiring } from '../../../lib/writers/terraform/wiring';
import { accessSnapshot } from '../../access/organizations';

const { config } = accessSnapshot('platform');

function wiringOf(name: string): Readonly<Record<string, string>> {
  const pipeline = config.pipelines.find((one) => one.name === name);
  if (pipeline === undefined) throw new Error(`there is no pipeline ${name}`);
  return terraformWiring(config, pipeline);
}

function workspacesIn(files: Readonly<Record<string, string>>) {
  return JSON.parse(files['workspaces.auto.tfvars.json'] ?? '').workspaces;
}

describe('the wiring of a borrower', () => {
  const files = wiringOf('delivery');
  const provider = files['provider.tf'] ?? '';

  test('has a provider under the name of each role that is lent, with the role of the phase', () => {
    expect(provider.match(/alias +=.*/g)).toEqual([
      'alias               = "dns"',
      'alias               = "outputs"',
      'alias               = "registry"',
    ]);
    expect(provider).toContain(
      'role_arn        = try(module.workspace.lent["dns"].role_arns, module.workspace.role_arns)[var.access]',
    );
    expect(provider.match(/source_identity = var.run/g)).toHaveLength(4);
  });

  test('knows in each workspace what is lent there, and where', () => {
    const { dev, prod } = workspacesIn(files);
    expect(Object.keys(dev.lent)).toEqual(['dns', 'outputs', 'registry']);
    expect(prod.lent).toEqual({
      outputs: {
        account_id: '555555555555',
        role_arns: {
          apply: 'arn:aws:iam::555555555555:role/orgstrap/orgstrap-terraform-apply-lent-outputs',
          plan: 'arn:aws:iam::555555555555:role/orgstrap/orgstrap-terraform-plan-lent-outputs',
        },
      },
    });
  });

  test('enters no account but its own and those that lend', () => {
    expect(provider.match(/allowed_account_ids = .*/g)).toEqual([
      'allowed_account_ids = [module.workspace.account_id]',
      ...['dns', 'outputs', 'registry'].map(
        (name) =>
          `allowed_account_ids = [try(module.workspace.lent["${name}"].account_id, module.workspace.account_id)]`,
      ),
    ]);
  });
});

describe('the wiring of a pipeline of a platform account', () => {
  const files = wiringOf('platform');

  test('has the account as its workspace, and the roles there', () => {
    expect(workspacesIn(files)).toEqual({
      network: {
        account_id: '555555555555',
        environment: 'platform',
        role_arns: {
          apply: 'arn:aws:iam::555555555555:role/orgstrap/orgstrap-terraform-apply-platform',
          plan: 'arn:aws:iam::555555555555:role/orgstrap/orgstrap-terraform-plan-platform',
        },
      },
    });
  });

  test('reads the boundary from the role of that account', () => {
    expect(files['provider.tf']).toContain('  name = basename(module.workspace.role_arns["apply"])\n');
  });
});

test('a pipeline to which nothing is lent has the wiring that it had', () => {
  const { platformAccounts: _, ...others } = config;
  const [, sandbox] = config.pipelines;
  if (sandbox === undefined) throw new Error('there is no second pipeline');
  expect(wiringOf('sandbox')).toEqual(terraformWiring({ ...others, platformAccounts: [] }, sandbox));
  expect(Object.values(wiringOf('sandbox')).join()).not.toContain('lent');
});

test('a pipeline of both kinds of account reads a boundary where Terraform may make roles, and nowhere else', () => {
  const [delivery] = config.pipelines;
  const [network] = config.platformAccounts;
  if (delivery === undefined || network === undefined) throw new Error('there is neither');
  const managed = { services: ['ram'], pipelines: ['delivery'] };
  const mixed = { ...config, platformAccounts: [{ ...network, managed }] };
  const provider = terraformWiring(mixed, delivery)['provider.tf'];
  expect(provider).toContain('  count = contains(["dev", "prod"], terraform.workspace) ? 1 : 0\n');
  expect(provider).toContain('orgstrap_boundary = one(data.aws_iam_role.orgstrap[*].permissions_boundary)\n');
});
