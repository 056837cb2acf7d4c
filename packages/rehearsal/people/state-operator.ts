import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { type OrgYaml, processEnvironment, type Rehearsal } from '../context/rehearsal';
import { credentialsFrom } from '../credentials/ci-identities';
import { clientsFor } from '../emulated/clients';
import { ADMINISTRATOR, type Credentials } from '../emulated/control';
import type { Finished } from '../machine/child-processes';
import { NotProved } from '../report/ledger';
import { enableDevice } from './first-sign-in';

/** The operator of `org.yaml`, signed in with MFA on a machine from which the CI system is reached, too. */
export class StateOperator {
  private constructor(
    private readonly rehearsal: Rehearsal,
    private readonly orgYaml: OrgYaml,
    private readonly session: Credentials,
    private readonly variables: NodeJS.ProcessEnv,
  ) {}

  /** @param variables - of the environment of what they run */
  static async signIn(rehearsal: Rehearsal, orgYaml: OrgYaml, variables: NodeJS.ProcessEnv): Promise<StateOperator> {
    const { config } = orgYaml;
    const keys = await rehearsal.control.administratorOf(config.accounts.ops);
    const clients = clientsFor(rehearsal.gateway, keys, config.homeRegion);
    const { device, phone } = await enableDevice(rehearsal, clients, ADMINISTRATOR);
    const code = { SerialNumber: device, TokenCode: phone.nextCode() };
    const { Credentials: given } = await clients.sts.send(new GetSessionTokenCommand(code));
    return new StateOperator(rehearsal, orgYaml, credentialsFrom(given), variables);
  }

  /** Runs a command of `orgstrap state`, to its end; no exit status is a failure. */
  tryRun(...args: readonly string[]): Promise<Finished> {
    const { children, program, root } = this.rehearsal;
    const { file, config } = this.orgYaml;
    return children.run(process.execPath, [...program, 'state', ...args, '--config', file], {
      cwd: root,
      env: { ...processEnvironment(this.rehearsal, config, this.session), ...this.variables },
    });
  }

  /** @throws NotProved where it fails */
  async run(...args: readonly string[]): Promise<Finished> {
    const finished = await this.tryRun(...args);
    if (finished.status === 0) return finished;
    throw new NotProved(`orgstrap state ${args.join(' ')} ended with ${finished.status}\n${finished.output}`);
  }
}
