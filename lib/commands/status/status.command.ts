import { CONFIG, command, JSON_RESULT } from '../command';

interface StatusOptions {
  readonly config: string;
  readonly verify?: string;
  readonly json?: true;
}

/** `orgstrap status`: the whole fleet on one screen. */
export const statusCommand = command<StatusOptions>({
  name: 'status',
  description:
    'Show environments in rollout order with the state and the drift of what StackSets delivered, when the CI of each pipeline last ran, how old ' +
    'its keys are, and what doctor and verify find. It judges nothing itself: ends with 0, and with 3 where it could not see a part. Pipelines and keys are ' +
    'seen by operators of org.yaml, the rest with credentials of the deployment account. Changes nothing.',
  statuses: {
    done: 'every part was seen, whatever it found',
    unusable: 'an org.yaml with problems, or --verify names no file of orgstrap verify',
    incomplete: 'a part could not be seen',
  },
  parameters: {
    config: CONFIG,
    verify: { syntax: '--verify <file>', description: 'what orgstrap verify --json wrote; its findings are shown' },
    json: JSON_RESULT,
  },
  examples: [
    'orgstrap status --config org.yaml',
    'orgstrap verify --json > verify.json; orgstrap status --verify verify.json',
  ],
  run: async ({ config: file, verify, json }, { io, now, during, doctorAccess, auditorAccess, keyAccess }) => {
    const { usableConfig } = await import('../usable-config');
    const { fleetOf } = await import('./fleet');
    const { readVerifyFile } = await import('./verify-file');
    const { fleetJson, fleetStatus, fleetText } = await import('./status.text');
    const config = usableConfig(file, io.isColoured);
    const verified = verify === undefined ? undefined : readVerifyFile(verify);
    const at = now();
    const view = {
      doctor: () => doctorAccess(config),
      roles: async () => (await (await auditorAccess(config)).enter(config.accounts.terraform)).roles,
      keys: (role: string) => keyAccess(config, role),
    };
    const fleet = await during('status', (tell) => {
      tell('asking AWS about the fleet');
      return fleetOf(config, view, at);
    });
    io.stdout(json ? fleetJson(fleet, verified, at) : fleetText(fleet, verified));
    return fleetStatus(fleet);
  },
});
