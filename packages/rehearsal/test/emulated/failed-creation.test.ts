import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../../test/support/examples';
import { accountId } from '../../../../test/support/org-config';
import { Control, type Credentials } from '../../emulated/control';
import { startEmulator } from '../../emulated/emulator';
import { environmentVariables } from '../../emulated/environment-variables';
import { ChildProcesses } from '../../machine/child-processes';
import { MOTO, pythonCandidates, VERSION_OF_MOTO } from '../../machine/find-python';

jest.setTimeout(120_000);

const ACCOUNT = accountId('111111111111');
const REGION = 'eu-west-1';
const MENDED = { Only: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'mended' } } };
const BROKEN = { Only: { Type: 'AWS::No::Such' } };

// A visible skip where no Python has moto: the summary of the tests counts it.
const python = pythonCandidates(join(ROOT, '.rehearsal', 'venv'), process.env).find(
  (candidate) => spawnSync(candidate, ['-c', VERSION_OF_MOTO], { encoding: 'utf8' }).stdout?.trim() === MOTO,
);

(python === undefined ? describe.skip : describe)(
  'a stack whose first creation fails, with the real cdk deploy',
  () => {
    const children = new ChildProcesses(new AbortController().signal);
    const folder = mkdtempSync(join(tmpdir(), 'orgstrap-failed-creation-'));
    let environment: NodeJS.ProcessEnv = {};

    beforeAll(async () => {
      const port = await startEmulator(children, python ?? '', ROOT, process.env);
      const control = new Control(port, () => undefined);
      await control.makeOrganization({
        organizationId: 'o-exampleorgid',
        rootId: 'r-abcd',
        managementAccount: ACCOUNT,
        partition: 'aws',
        units: [],
        accounts: [],
      });
      const credentials: Credentials = await control.administratorOf(ACCOUNT);
      const endpoints = { endpoint: `http://localhost:${port}`, s3Endpoint: `http://127.0.0.1:${port}` };
      environment = {
        ...environmentVariables(process.env, endpoints, credentials, REGION),
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        CDK_DISABLE_VERSION_CHECK: '1',
      };
    });

    afterAll(async () => {
      await children.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    test('is created once its cause is mended, where nothing protects it', async () => {
      const failed = await deploy('open', BROKEN, false);
      expect([failed.status, failed.output]).toEqual([1, expect.stringContaining('ROLLBACK_COMPLETE')]);
      expect((await deploy('open', MENDED, false)).status).toBe(0);
    });

    test('is never created again, where the CLI protected it before it was there', async () => {
      expect((await deploy('shut', BROKEN, true)).status).toBe(1);
      // The CLI turns protection off after it has deleted the stack, which is never.
      const { status, output } = await deploy('shut', MENDED, false);
      expect([status, output]).toEqual([
        1,
        expect.stringContaining('cannot be deleted while TerminationProtection is enabled'),
      ]);
    });

    function deploy(stackName: string, Resources: object, terminationProtection: boolean) {
      const properties = {
        templateFile: 'stack.template.json',
        stackName,
        terminationProtection,
        validateOnSynth: false,
      };
      const artifact = { type: 'aws:cloudformation:stack', environment: `aws://${ACCOUNT}/${REGION}`, properties };
      writeFileSync(
        join(folder, 'manifest.json'),
        JSON.stringify({ version: '36.0.0', artifacts: { [stackName]: artifact } }),
      );
      writeFileSync(join(folder, 'stack.template.json'), JSON.stringify({ Resources }));
      const cdk = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
      const args = [cdk, 'deploy', '--all', '--app', folder, '--require-approval', 'never', '--progress', 'events'];
      return children.run(process.execPath, args, { cwd: folder, env: environment });
    }
  },
);
