import { CONFIG } from '../command';

/** What names a state, the same for every command about one. */
export const WHICH_STATE = {
  workspace: { syntax: '<workspace>', description: 'the workspace, which is one product account' },
  config: CONFIG,
  pipeline: {
    syntax: '-p, --pipeline <name>',
    description: 'the pipeline, also one that is retired; needed where there are several',
  },
  state: { syntax: '--state <name>', description: 'the state; needed where the pipeline has several' },
} as const;

/** Who asks, for CloudTrail. */
export const SOURCE_IDENTITY_OPTION = {
  syntax: '--source-identity <name>',
  description: 'who you are, for every record of CloudTrail; without it the name of your session or user',
  read: {
    expected: '2 to 64 letters, digits and +=,.@_-',
    of: (text: string) => (/^[\w+=,.@-]{2,64}$/.test(text) ? text : undefined),
  },
} as const;

/** Where it is read. What is written is written in the home Region alone. */
export const FROM_REPLICA = {
  syntax: '--from-replica',
  description: 'read the copies in the Region of state.replica, and ask nothing of the home Region',
} as const;

export interface StateOptions {
  readonly workspace: string;
  readonly config: string;
  readonly pipeline?: string;
  readonly state?: string;
  readonly sourceIdentity?: string;
}

export const UNUSABLE_STATE =
  'wrong usage, no such pipeline or state, no operators, or AWS refuses the state role: without MFA, or without a source identity';
export const INCOMPLETE_STATE = 'no usable credentials, or AWS cannot be reached';
