import { command, JSON_RESULT } from '../command';

interface LookOptions {
  readonly region?: string;
  readonly config?: string;
  readonly json?: true;
}

/** `orgstrap adopt look`: what is there already, and what becomes of each thing. */
export const adoptLookCommand = command<LookOptions>({
  name: 'look',
  description:
    'Show what somebody made before, in the organization and in the account of the credentials, and what to do about each: a line for org.yaml, a command, or nothing. Reads no state, and changes nothing.',
  statuses: {
    done: 'it has seen everything, whatever is there',
    unusable: 'wrong usage',
    incomplete: 'no usable credentials, AWS cannot be reached, or these credentials may not see a part, which it says',
  },
  parameters: {
    region: {
      syntax: '--region <region>',
      description: 'where the trails and the lock tables are; without it the home Region, or that of the environment',
    },
    config: {
      syntax: '-c, --config <file>',
      description: 'the configuration, where there is one: its home Region is looked at',
    },
    json: JSON_RESULT,
  },
  examples: ['orgstrap adopt look --region eu-west-1'],
  run: async ({ region, config: file, json }, { io, adoptionView }) => {
    const { usableConfig } = await import('../usable-config');
    const { look } = await import('./look');
    const { lookJson, lookStatus, lookText } = await import('./look.text');
    const home = file === undefined ? undefined : usableConfig(file, io.isColoured).homeRegion;
    const seen = await look(await adoptionView(region ?? home));
    io.stdout((json ? lookJson : lookText)(seen));
    return lookStatus(seen);
  },
});
