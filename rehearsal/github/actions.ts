import { cpSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Credentials } from '../emulated/control';
import { credentialVariables } from '../emulated/environment-variables';
import type { ActionStep } from './workflow';

/** Where a job works, and with whose credentials. */
export interface Place {
  /** The folder of what was committed. */
  readonly repository: string;
  /** The folder that a job has of it. */
  readonly checkout: string;
  /** The folder of what jobs hand on to each other, by name. */
  readonly artifacts: string;
  readonly become: Become;
}

/** Shows the token of the job to AWS, and answers with a session of the role that it wants to be. */
export type Become = (roleArn: string) => Promise<Credentials>;

type Inputs = ActionStep['inputs'];
type Action = (place: Place, inputs: Inputs) => NodeJS.ProcessEnv | Promise<NodeJS.ProcessEnv>;

/** What each of them does for a job of `orgstrap pipeline github`, and nothing that no such job asks for. */
const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  [
    'actions/checkout',
    ({ repository, checkout }) => {
      cpSync(repository, checkout, { recursive: true });
      return {};
    },
  ],
  // It is installed already.
  ['hashicorp/setup-terraform', () => ({})],
  [
    'aws-actions/configure-aws-credentials',
    async ({ become }, inputs) => credentialVariables(await become(input(inputs, 'role-to-assume'))),
  ],
  [
    'actions/upload-artifact',
    ({ artifacts, checkout }, inputs) => {
      for (const path of input(inputs, 'path').split('\n')) {
        // Of files of one folder, only their names are kept.
        cpSync(join(checkout, path), join(artifacts, input(inputs, 'name'), basename(path)));
      }
      return {};
    },
  ],
  [
    'actions/download-artifact',
    ({ artifacts, checkout }, inputs) => {
      const artifact = join(artifacts, input(inputs, 'name'));
      for (const file of readdirSync(artifact))
        cpSync(join(artifact, file), join(checkout, input(inputs, 'path'), file));
      return {};
    },
  ],
]);

/**
 * Does what an action does, and answers what the steps behind it find in their environment.
 *
 * @throws Error for an action that is not known here; what the action itself fails with
 */
export function act(place: Place, { action, inputs }: ActionStep): ReturnType<Action> {
  const known = ACTIONS.get(action);
  if (known === undefined) throw new Error(`nobody here knows what ${action} does`);
  return known(place, inputs);
}

function input(inputs: Inputs, name: string): string {
  const value = inputs[name];
  if (value === undefined) throw new Error(`the input ${name} is missing`);
  return value;
}
