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

interface HistoryOptions extends StateOptions {
  readonly fromReplica?: true;
  readonly limit: number;
  readonly json?: true;
}

/** `orgstrap state history`: the versions of a state, and who wrote them. */
export const stateHistoryCommand = command<HistoryOptions>({
  name: 'history',
  description:
    'Show the versions of the state of a workspace, the newest first: when each was written, its serial and lineage, its size, and by the locks that are kept who wrote it.',
  statuses: {
    done: 'it has looked, also where there is no version, which it says',
    unusable: UNUSABLE_STATE,
    incomplete: INCOMPLETE_STATE,
  },
  parameters: {
    ...WHICH_STATE,
    fromReplica: FROM_REPLICA,
    sourceIdentity: SOURCE_IDENTITY_OPTION,
    limit: {
      syntax: '--limit <versions>',
      description: 'how many versions to read, the newest first; 100 at most',
      read: { expected: 'a whole number from 1 to 100', of: aHundredAtMost },
      default: 20,
    },
    json: JSON_RESULT,
  },
  examples: ['orgstrap state history prod', 'orgstrap state history prod --limit 100 --json'],
  run: async ({ config: file, fromReplica, sourceIdentity, limit, json, ...wanted }, { io, stateAccess }) => {
    const { usableConfig } = await import('../usable-config');
    const { chosenPlace } = await import('./chosen-place');
    const { stateHistory } = await import('./state-history');
    const { historyJson, historyText } = await import('./history.text');
    const { readFrom } = await import('./read-from');
    const config = readFrom(usableConfig(file, io.isColoured), fromReplica);
    const place = chosenPlace(config, wanted);
    const { states } = await stateAccess(config, sourceIdentity);
    io.stdout((json ? historyJson : historyText)(place, await stateHistory(states, place, limit)));
    return EXIT.done;
  },
});

function aHundredAtMost(text: string): number | undefined {
  const value = Number(text);
  return /^[1-9]\d*$/.test(text) && value <= 100 ? value : undefined;
}
