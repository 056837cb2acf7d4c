import type { ChildProcesses } from '../../machine/child-processes';
import { findAwsCli, findTerraform } from '../../machine/find-commands';

const found = (answer: { readonly status: number; readonly output: string } | undefined) =>
  findAwsCli({ runIfThere: () => Promise.resolve(answer) } as unknown as ChildProcesses, {});

test.each([
  ['aws-cli/1.45.11 Python/3.11.7 Linux/6.18.44 botocore/1.43.11\n', '1.45.11'],
  ['aws-cli/2.31.0 Python/3.13.7 Darwin/24.6.0 exe/arm64\n', '2.31.0'],
])('the AWS CLI that says %j is version %s', async (output, version) => {
  expect(await found({ status: 0, output })).toEqual({ command: 'aws', version });
});

test.each([
  ['there is none', undefined],
  ['it does not run with another home', { status: 1, output: 'ModuleNotFoundError: awscli' }],
  ['another program has its name', { status: 0, output: 'aws, a web server\n' }],
])('nothing is found where %s', async (_, answer) => {
  expect(await found(answer)).toBeUndefined();
});

describe('Terraform', () => {
  const says = (version: string) => ({ status: 0, stdout: JSON.stringify({ terraform_version: version }), output: '' });

  /** What is found where some commands answer, and what is told meanwhile. */
  async function terraformOf(answers: Readonly<Record<string, { readonly status: number; readonly stdout: string }>>) {
    const told: string[] = [];
    const children = { runIfThere: (command: string) => Promise.resolve(answers[command]) };
    const found = await findTerraform(children as unknown as ChildProcesses, {}, (text) => told.push(text));
    return { found, told };
  }

  test.each(['1.11.0', '1.11.4', '1.12.0-beta1', '2.0.0'])('%s is taken', async (version) => {
    expect(await terraformOf({ terraform: says(version) })).toEqual({
      found: { command: 'terraform', version },
      told: [],
    });
  });

  test.each(['1.10.5', '0.15.0'])('%s is too old, which is told with what to do', async (version) => {
    const { found, told } = await terraformOf({ terraform: says(version) });
    expect(found).toBeUndefined();
    expect(told).toEqual([
      expect.stringMatching(`^terraform is ${version}, and what runs Terraform is left out: install Terraform 1.11`),
    ]);
  });

  test('OpenTofu takes the place of one that is too old', async () => {
    const { found } = await terraformOf({ terraform: says('1.5.7'), tofu: says('1.11.1') });
    expect(found).toEqual({ command: 'tofu', version: '1.11.1' });
  });

  test('what is no Terraform, as a version manager without a version, is told', async () => {
    const { found, told } = await terraformOf({ terraform: { status: 1, stdout: 'No version is set' } });
    expect(found).toBeUndefined();
    expect(told[0]).toMatch(/^terraform does not say its version/);
  });

  test('nothing is told where there is none', async () => {
    expect(await terraformOf({})).toEqual({ found: undefined, told: [] });
  });
});
