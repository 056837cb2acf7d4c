import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { usableConfig } from '../../lib/commands/usable-config';
import { EXIT, type ExitStatus } from '../../lib/domain/failure';
import type { Pipeline } from '../../lib/domain/org-config';
import type { Io } from '../../lib/terminal/terminal';
import type { OrgYaml, Rehearsal } from './context/rehearsal';
import type { ChildProcesses } from './machine/child-processes';
import { programName } from './machine/project';
import type { Options } from './options';
import { readTree, treeFileBeside } from './organization/tree-file';
import { writeJson } from './report/json';
import type { Proof } from './report/ledger';
import { Ledger, NotProved, type Observer } from './report/ledger';
import { temporaryFilesMustHaveAPlace } from './report/machine-trouble';
import { chaptersOf } from './report/outcome';
import { mustBeWritable, present } from './report/present';
import { table, total } from './report/table';
import { makeSandbox, type Sandbox, sandboxText } from './sandbox/sandbox';
import { rehearse } from './scenario';
import { findMachine, startRehearsal } from './start-rehearsal';
import { ownTerraformIn } from './steps/own-terraform';
import { MOST_AT_WORK } from './steps/terraform';

export interface RunContext {
  readonly io: Io;
  readonly observer: Observer;
  readonly children: ChildProcesses;
  readonly env: NodeJS.ProcessEnv;
  /** The folder of the project. */
  readonly root: string;
  /** Aborted when the user asks for the end. */
  readonly end: AbortSignal;
}

/**
 * Rehearses, shows what came of it, and leaves nothing behind.
 *
 * @throws Failure where the configuration or the tree cannot be used, or Python is missing; the reason of `end`, once that is aborted
 */
export async function run(options: Options, context: RunContext): Promise<ExitStatus> {
  const { io, children, env, root, observer, end } = context;
  const start = performance.now();
  const file = resolve(options.config);
  const config = usableConfig(file, io.isColoured);
  const treeFile = options.tree ?? treeFileBeside(file);
  const tree = treeFile === undefined ? undefined : readTree(treeFile, config);
  const own = ownTerraformIn(config, options);
  temporaryFilesMustHaveAPlace();
  mustBeWritable([options.json, options.report]);
  const machine = await findMachine(children, root, env, (text) => io.stderr(`${text}\n`));
  const work = mkdtempSync(join(tmpdir(), 'orgstrap-rehearsal-'));
  const ledger = new Ledger(observer, end);
  let started: Rehearsal | undefined;
  try {
    started = await startRehearsal(machine, { children, ledger, work, config, tree });
    const { control, gateway } = started;
    const deployed = await rehearse(started, { file, config }, own);
    if (options.keep) {
      show(options, context, ledger, start);
      const sandbox = deployed && (await sandboxIn(io, started, deployed, config.pipelines));
      await keepUp(io, { control, gateway, work, sandbox }, end);
    } else {
      await gateway.close();
      await children.stop();
      await nothingIsLeft(ledger, [control.port, gateway.port]);
      show(options, context, ledger, start);
    }
  } finally {
    await started?.gateway.close();
    await children.stop();
    rmSync(work, { recursive: true, force: true });
  }
  return statusOf(ledger.proofs, options.strict);
}

function show(options: Options, { io, observer }: RunContext, ledger: Ledger, start: number): void {
  const { config, json, report } = options;
  ledger.close();
  observer.finish();
  const { proofs } = ledger;
  const seconds = (performance.now() - start) / 1000;
  const outcome = {
    title: `${config}, rehearsed on an emulated organization`,
    chapters: chaptersOf(proofs, `${programName()} --config ${config} --keep, which leaves the organization up`),
    seconds,
  };
  const everyClaim = () => `${table(proofs, io.isColoured)}\n${total(proofs, seconds)}\n`;
  present(outcome, io, { report, verbose: options.verbose ? everyClaim : undefined });
  if (json !== undefined) writeJson(json, { proofs, seconds });
}

function statusOf(proofs: readonly Proof[], strict: boolean): ExitStatus {
  if (proofs.length === 0 || proofs.some(({ verdict }) => verdict === 'failed')) return EXIT.failed;
  return strict && proofs.some(({ verdict }) => verdict === 'not run') ? EXIT.incomplete : EXIT.done;
}

/** What has been proved is shown already: it must not get lost because a profile cannot be made. */
function sandboxIn(
  io: Io,
  rehearsal: Rehearsal,
  deployed: OrgYaml,
  pipelines: readonly Pipeline[],
): Promise<Sandbox | undefined> {
  return makeSandbox(rehearsal, deployed, pipelines.slice(0, MOST_AT_WORK)).catch((error: unknown) => {
    io.stderr(`\nthere are no profiles: ${error instanceof Error ? error.message : error}\n`);
    return undefined;
  });
}

interface KeptUp extends Pick<Rehearsal, 'control' | 'gateway' | 'work'> {
  /** Undefined where nothing is deployed. */
  readonly sandbox: Sandbox | undefined;
}

async function keepUp(io: Io, { control, gateway, work, sandbox }: KeptUp, end: AbortSignal): Promise<void> {
  const { endpoint, s3Endpoint } = gateway;
  const controls = `http://127.0.0.1:${control.port}/_orgstrap`;
  const text = sandbox && sandboxText(sandbox);
  io.stderr(
    text ??
      `\nThe emulated organization is up, until Ctrl-C: AWS_ENDPOINT_URL=${endpoint} AWS_ENDPOINT_URL_S3=${s3Endpoint}\n`,
  );
  io.stderr(
    `Keys of an account's administrator: curl -X POST ${controls}/credentials -d '{"account": "ID"}'\n` +
      `The folder of the rehearsal: ${work}\n`,
  );
  if (!end.aborted) await once(end, 'abort');
}

function nothingIsLeft(ledger: Ledger, ports: readonly number[]): Promise<boolean> {
  return ledger.prove('every process and port of the rehearsal is gone', async () => {
    await Promise.all(ports.map(isClosed));
    return `the ports ${ports.join(' and ')} are closed`;
  });
}

function isClosed(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      reject(new NotProved(`port ${port} still answers`));
    });
    socket.once('error', () => resolve());
  });
}
