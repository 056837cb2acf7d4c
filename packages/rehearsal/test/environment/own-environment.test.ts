import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListUsersCommand } from '@aws-sdk/client-iam';
import { clientsFor } from '../../emulated/clients';
import { environmentVariables } from '../../emulated/environment-variables';
import { ownEnvironment, replaceEnvironment } from '../../emulated/own-environment';
import { ChildProcesses } from '../../machine/child-processes';

/** What a machine at work may have set. */
const OF_USER = {
  AWS_ACCESS_KEY_ID: 'AKIAOFUSER',
  AWS_CONFIG_FILE: '/home/user/.aws/config',
  AWS_CA_BUNDLE: '/no/such/bundle',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_ENDPOINT_URL_IAM: 'http://127.0.0.1:9',
  AWS_PROFILE: 'production',
  AWS_USE_DUALSTACK_ENDPOINT: 'true',
  AWS_USE_FIPS_ENDPOINT: 'true',
  TF_CLI_ARGS_plan: '-destroy',
  TF_DATA_DIR: '/home/user/data',
  TF_VAR_access: 'plan',
  TF_WORKSPACE: 'production',
};
const PROXIES = {
  HTTP_PROXY: 'http://127.0.0.1:9',
  http_proxy: 'http://127.0.0.1:9',
  https_proxy: 'http://127.0.0.1:9',
};
const CREDENTIALS = { accessKeyId: 'AKIAEMULATED', secretAccessKey: 'secret' };

test('nothing of AWS and of a Terraform working directory is left of whoever starts it', () => {
  const own = ownEnvironment({
    ...OF_USER,
    PATH: '/bin',
    TF_CLI_CONFIG_FILE: '/mirror',
    TF_PLUGIN_CACHE_DIR: '/cache',
  });
  const left = Object.keys(OF_USER).filter((name) => own[name] === OF_USER[name as keyof typeof OF_USER]);
  expect(left).toEqual([]);
  expect(own).toMatchObject({
    PATH: '/bin',
    TF_CLI_CONFIG_FILE: '/mirror',
    TF_PLUGIN_CACHE_DIR: '/cache',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
});

test('proxies stay, for what must be fetched, and are not asked for this machine', () => {
  expect(ownEnvironment({ ...PROXIES, NO_PROXY: 'intra.example, 10.0.0.1', no_proxy: 'localhost' })).toMatchObject({
    ...PROXIES,
    NO_PROXY: 'intra.example,10.0.0.1,localhost,127.0.0.1,::1',
    no_proxy: 'intra.example,10.0.0.1,localhost,127.0.0.1,::1',
  });
});

test('the environment of a process is replaced as a whole', () => {
  const env: NodeJS.ProcessEnv = { AWS_PROFILE: 'production', PATH: '/bin' };
  replaceEnvironment(env, ownEnvironment(env));
  expect(env).toEqual(ownEnvironment({ PATH: '/bin' }));
});

describe('whatever a machine has set, the emulator is what is asked', () => {
  const before = { ...process.env };
  const server = createServer((_, response) => {
    response.end('<ListUsersResponse><ListUsersResult><Users/></ListUsersResult></ListUsersResponse>');
  });
  let endpoints = { endpoint: '', s3Endpoint: '' };
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    endpoints = { endpoint: `http://localhost:${port}`, s3Endpoint: `http://127.0.0.1:${port}` };
  });
  afterAll(() => {
    server.close();
    replaceEnvironment(process.env, before);
  });

  test('by the SDK in this process', async () => {
    replaceEnvironment(process.env, ownEnvironment({ ...before, ...OF_USER, ...PROXIES }));
    const { iam } = clientsFor(endpoints, CREDENTIALS, 'eu-west-1');
    await expect(iam.send(new ListUsersCommand({}))).resolves.toMatchObject({ Users: [] });
  });

  test('by an SDK in a process of its own, with that endpoint, Region and credentials', async () => {
    const env = environmentVariables({ ...before, ...OF_USER, ...PROXIES }, endpoints, CREDENTIALS, 'eu-west-1');
    const script = `
      const { IAMClient, ListUsersCommand } = require('@aws-sdk/client-iam');
      new IAMClient({}).send(new ListUsersCommand({})).then(({ Users }) => console.log(JSON.stringify(Users)));`;
    const children = new ChildProcesses(new AbortController().signal);
    const { status, output } = await children.run(process.execPath, ['-e', script], { cwd: '.', env });
    expect({ status, output }).toEqual({ status: 0, output: '[]\n' });
  });
});
