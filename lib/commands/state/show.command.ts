import { EXIT } from '../../domain/failure';
import { command, JSON_RESULT } from '../command';
import {
  FROM_REPLICA,
  INCOMPLETE_STATE,
  SOURCE_IDENTITY_OPTION,
  type StateOptions,
  UNUSABLE_STATE,
  WHICH_STATE,
} from './parameters';

interface ShowOptions extends StateOptions {
  readonly fromReplica?: true;
  readonly versionId?: string;
  readonly against?: string;
  readonly json?: true;
}

/** `orgstrap state show`: what is in a version of a state, or what differs between two. */
export const stateShowCommand = command<ShowOptions>({
  name: 'show',
  description:
    'Show what is in a version of the state of a workspace: its resources by their addresses and its outputs by their names, and no value of them. With --against, what differs from another version, by resource, with values only where the state does not mark them as sensitive.',
  statuses: {
    done: 'it has shown it',
    failed: 'a version is damaged or encrypted, so that nobody can say what is in it',
    unusable: `${UNUSABLE_STATE}; or no such version`,
    incomplete: INCOMPLETE_STATE,
  },
  parameters: {
    ...WHICH_STATE,
    versionId: {
      syntax: '--version-id <id>',
      description: 'the version, from orgstrap state history; the current one without it',
    },
    against: { syntax: '--against <id>', description: 'another version: show what differs since that one' },
    fromReplica: FROM_REPLICA,
    sourceIdentity: SOURCE_IDENTITY_OPTION,
    json: JSON_RESULT,
  },
  examples: ['orgstrap state show prod', 'orgstrap state show prod --against 3HL4kqtJvjVBH40Nrjfkd'],
  run: async (
    { config: file, fromReplica, sourceIdentity, versionId, against, json, ...wanted },
    { io, stateAccess },
  ) => {
    const { usableConfig } = await import('../usable-config');
    const { chosenPlace } = await import('./chosen-place');
    const { readableState, storedVersion } = await import('./read-version');
    const { stateDifference } = await import('../../domain/state/state-difference');
    const { differenceJson, differenceText, shownJson, shownText } = await import('./show.text');
    const { readFrom } = await import('./read-from');
    const config = readFrom(usableConfig(file, io.isColoured), fromReplica);
    const place = chosenPlace(config, wanted);
    const { states } = await stateAccess(config, sourceIdentity);
    const version = await storedVersion(states, place, versionId);
    const state = readableState(version);
    if (against === undefined) {
      io.stdout((json ? shownJson : shownText)(place, version, state));
      return EXIT.done;
    }
    const before = await storedVersion(states, place, against);
    const difference = stateDifference(readableState(before), state);
    io.stdout((json ? differenceJson : differenceText)(place, { from: before, to: version, difference }));
    return EXIT.done;
  },
});
