import { join } from 'node:path';
import type { OrgConfig } from '../../lib/domain/org-config';
import { partitionOf } from '../../lib/domain/region';
import { oidcIssuersOf } from '../../lib/domain/workspaces';
import { packageRoot } from '../../lib/policies/policies-folder';
import { LocalIssuers } from '../iam-gateway/gateway/local-issuers';
import { startGateway } from '../iam-gateway/gateway/start-gateway';
import { AlarmMonitor } from './alarms/alarm-monitor';
import type { Rehearsal } from './context/rehearsal';
import { Control } from './emulated/control';
import { startEmulator } from './emulated/emulator';
import type { ChildProcesses } from './machine/child-processes';
import { findAwsCli, findTerraform } from './machine/find-commands';
import { findOrgstrap } from './machine/find-orgstrap';
import { findProviderMirror } from './machine/find-provider-mirror';
import { findPython } from './machine/find-python';
import { privateFolder } from './machine/project';

/** Of the pipeline that every rehearsal adds, and of those of the drills. */
const GITHUB = 'token.actions.githubusercontent.com';

/** What was found on this machine, once for all that is rehearsed on it. */
export interface Machine extends Pick<Rehearsal, 'root' | 'env' | 'program' | 'terraform' | 'provider' | 'aws'> {
  readonly python: string;
}

/** @throws Failure `NoPython` or `NoMoto` that says what to install */
export async function findMachine(
  children: ChildProcesses,
  root: string,
  env: NodeJS.ProcessEnv,
  tell: (text: string) => void,
): Promise<Machine> {
  return {
    root,
    env,
    python: await findPython(children, join(privateFolder(), 'venv'), env),
    program: await findOrgstrap(children, packageRoot(), env),
    terraform: await findTerraform(children, env, tell),
    provider: findProviderMirror(env),
    aws: await findAwsCli(children, env),
  };
}

interface RehearsalProps extends Pick<Rehearsal, 'children' | 'ledger' | 'work' | 'tree'> {
  readonly config: OrgConfig;
}

/** Starts an emulator of its own, without an organization in it, and the gateway before it. Both must be ended: the gateway, then `children`. */
export async function startRehearsal(
  { python, ...machine }: Machine,
  { config, ...props }: RehearsalProps,
): Promise<Rehearsal> {
  const port = await startEmulator(props.children, python, machine.root, machine.env);
  const issuers = await LocalIssuers.of([GITHUB, ...oidcIssuersOf(config).map(({ issuer }) => issuer)]);
  const gateway = await startGateway(port, {
    keysOfIssuer: (url) => issuers.keysOf(url),
    homeRegion: config.homeRegion,
  });
  const control = new Control(port, gateway.changed);
  const alarmMonitor = new AlarmMonitor(gateway.trail, control, partitionOf(config.homeRegion));
  return { ...machine, ...props, control, gateway, alarmMonitor, issuers };
}
