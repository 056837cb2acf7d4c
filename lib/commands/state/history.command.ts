import { EXIT } from '../../domain/failure';
import type { StateLock } from '../../domain/state/state-lock';
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
  readonly runs?: true;
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
    runs: {
      syntax: '--runs',
      description:
        'ask the event history of CloudTrail, too, in which run of CI each was written; a second or two for each version',
    },
    json: JSON_RESULT,
  },
  examples: [
    'orgstrap state history prod',
    'orgstrap state history prod --runs',
    'orgstrap state history prod --limit 100 --json',
  ],
  run: async (
    { config: file, fromReplica, sourceIdentity, limit, runs, json, ...wanted },
    { io, stateAccess, eventHistoryAccess },
  ) => {
    const { usableConfig } = await import('../usable-config');
    const { chosenPipeline, chosenPlace } = await import('./chosen-place');
    const { namesOfRuns } = await import('./lock-run');
    const { stateHistory } = await import('./state-history');
    const { historyJson, historyText } = await import('./history.text');
    const { readFrom } = await import('./read-from');
    const config = readFrom(usableConfig(file, io.isColoured), fromReplica);
    const place = chosenPlace(config, wanted);
    const { states } = await stateAccess(config, sourceIdentity);
    const { name } = chosenPipeline(config, wanted.pipeline);
    const reasons = new Set<string>();
    const runsOf = async (lock: StateLock) => {
      const { names, why } = await namesOfRuns(config, name, place, lock, () => eventHistoryAccess(config));
      if (why !== undefined) reasons.add(why);
      return names;
    };
    const history = await stateHistory(states, place, limit, runs && runsOf);
    io.stdout((json ? historyJson : historyText)(place, history));
    for (const why of reasons) io.stderr(`of some versions the run is not known: ${why}\n`);
    return EXIT.done;
  },
});

function aHundredAtMost(text: string): number | undefined {
  const value = Number(text);
  return /^[1-9]\d*$/.test(text) && value <= 100 ? value : undefined;
}
