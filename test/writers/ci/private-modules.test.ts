import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import type { OrgConfig } from '../../../lib/domain/org-config';
import type { PrivateModules } from '../../../lib/domain/private-modules';
import { initialise, moduleSecrets } from '../../../lib/writers/ci/private-modules';
import { rolloutOf } from '../../../lib/writers/ci/rollout';
import { orgConfig } from '../../support/org-config';
import { filesOf, SEVEN, withStates } from './written';

const MODULES: readonly PrivateModules[] = [
  { kind: 'registry', host: 'app.terraform.io' },
  { kind: 'registry', host: 'my-registry.example.com' },
  { kind: 'git', host: 'github.com' },
];
const SECRETS = [
  'ORGSTRAP_REGISTRY_APP_TERRAFORM_IO',
  'ORGSTRAP_REGISTRY_MY__REGISTRY_EXAMPLE_COM',
  'ORGSTRAP_GIT_GITHUB_COM',
];
const TOKENS = Object.fromEntries(SECRETS.map((secret, index) => [secret, `token-${index}`]));

function withModules(config: OrgConfig): OrgConfig {
  return { ...config, pipelines: config.pipelines.map((one) => ({ ...one, privateModules: MODULES })) };
}

const seven = withModules(SEVEN);
const [first] = seven.pipelines;
if (first === undefined) throw new Error('there is no pipeline');
const rollout = rolloutOf(seven, first, 'infrastructure');

/** Runs the script with a `terraform` that does something in its place. */
function run(terraform: string, after = ':', env: Readonly<Record<string, string>> = TOKENS) {
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-euc', `terraform() { ${terraform}; }\n${initialise(rollout)}\n${after}`],
    {
      env: { PATH: process.env.PATH, HOME: '/nonexistent', GIT_TERMINAL_PROMPT: '0', ...env },
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

describe('terraform init of private modules', () => {
  test('gets the token of each registry by the name that Terraform looks for, and none among its arguments', () => {
    const { stdout } = run('env; echo "arguments: $*"');
    expect(stdout).toMatch(/^TF_TOKEN_app_terraform_io=token-0$/m);
    expect(stdout).toMatch(/^TF_TOKEN_my__registry_example_com=token-1$/m);
    expect(stdout).toMatch(/^arguments: init -lockfile=readonly$/m);
  });

  test('lets git have the token of its host, and of no other one', () => {
    const fill = (host: string) => run(`printf 'protocol=https\\nhost=${host}\\n' | git credential fill || :`).stdout;
    expect(fill('github.com')).toContain('username=x-access-token\npassword=token-2\n');
    expect(fill('example.com')).not.toContain('token-2');
  });

  test.each(['git@github.com:acme/m.git', 'ssh://git@github.com/acme/m.git', 'https://github.com/acme/m.git'])(
    'goes by https for %s, without the token in the address',
    (address) => {
      expect(run(`git ls-remote --get-url ${address}`).stdout).toBe('https://github.com/acme/m.git\n');
    },
  );

  test('leaves nothing for what comes behind it', () => {
    expect(run(':', 'env').stdout).not.toContain('token-');
    expect(run(':', 'env').stdout).not.toContain('GIT_CONFIG');
  });

  test('is not run where a secret is not there, and its name is said', () => {
    const { status, stdout, stderr } = run('echo run', ':', { ...TOKENS, ORGSTRAP_GIT_GITHUB_COM: '' });
    expect([status === 0, stdout]).toEqual([false, '']);
    expect(stderr).toContain('ORGSTRAP_GIT_GITHUB_COM: there is no such secret');
  });

  test('that fails ends the script', () => {
    expect(run('return 3').status).not.toBe(0);
  });
});

test('each secret is named in the step of terraform init of GitHub, and in no other step', () => {
  const files = { ...filesOf('github', 'github', seven), ...filesOf('github', 'delivery', statesOf('github')) };
  for (const text of Object.values(files)) {
    const { jobs } = parse(text) as {
      jobs: Record<string, { env?: object; steps: { run?: string; env?: Record<string, string> }[] }>;
    };
    for (const { env, steps } of Object.values(jobs)) {
      expect(JSON.stringify(env ?? {})).not.toContain('secrets.ORGSTRAP_');
      for (const step of steps) {
        const secrets = Object.keys(step.env ?? {});
        expect(secrets).toEqual(step.run?.includes('terraform init') ? SECRETS : []);
      }
    }
  }
});

function statesOf(system: string): OrgConfig {
  const found = SEVEN.pipelines.find(({ name }) => name === system);
  return withModules(withStates(['network', 'app'], orgConfig().environments, found));
}

test.each(['gitlab', 'jenkins'] as const)(
  'every terraform init of %s has the tokens, and is followed by forgetting them',
  (system) => {
    for (const config of [seven, statesOf(system)]) {
      const text = Object.values(filesOf(system, config === seven ? system : 'delivery', config)).join('\n');
      const inits = text.split('terraform init').length - 1;
      expect(inits).toBeGreaterThan(0);
      expect(text.split(`unset ${SECRETS.join(' ')}`)).toHaveLength(inits + 1);
      expect(text).not.toMatch(/echo .*\$ORGSTRAP_REGISTRY/);
    }
  },
);

test('Jenkins binds each token as a secret text beside the keys', () => {
  const text = filesOf('jenkins', 'jenkins', seven)['Jenkinsfile.plan'] ?? '';
  for (const secret of SECRETS) expect(text).toContain(`string(credentialsId: '${secret}', variable: '${secret}')`);
});

test('no two hosts share a secret', () => {
  const hosts = ['a-b.example.com', 'a.b.example.com', 'a.b-example.com', 'a-b-example.com'];
  const privateModules = hosts.flatMap((host): PrivateModules[] => [
    { kind: 'git', host },
    { kind: 'registry', host },
  ]);
  expect(new Set(moduleSecrets({ ...rollout, privateModules })).size).toBe(privateModules.length);
});
