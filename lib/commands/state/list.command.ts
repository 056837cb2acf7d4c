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

interface ListOptions extends Pick<StateOptions, 'config' | 'pipeline' | 'sourceIdentity'> {
  readonly fromReplica?: true;
  readonly json?: true;
}

/** `orgstrap state list`: which states a pipeline has. */
export const stateListCommand = command<ListOptions>({
  name: 'list',
  description:
    'Show the states of a pipeline: of which workspace, since when, how large, and which are locked. Reads none of them.',
  statuses: {
    done: 'it has looked, also where there is no state, which it says',
    unusable: UNUSABLE_STATE,
    incomplete: INCOMPLETE_STATE,
  },
  parameters: {
    config: WHICH_STATE.config,
    pipeline: WHICH_STATE.pipeline,
    fromReplica: FROM_REPLICA,
    sourceIdentity: SOURCE_IDENTITY_OPTION,
    json: JSON_RESULT,
  },
  examples: ['orgstrap state list --pipeline delivery'],
  run: async ({ config: file, fromReplica, pipeline, sourceIdentity, json }, { io, stateAccess }) => {
    const { usableConfig } = await import('../usable-config');
    const { chosenPipeline } = await import('./chosen-place');
    const { listedStates } = await import('./listed-states');
    const { listJson, listText } = await import('./list.text');
    const { readFrom } = await import('./read-from');
    const config = readFrom(usableConfig(file, io.isColoured), fromReplica);
    const { name, bucket } = chosenPipeline(config, pipeline);
    const { states } = await stateAccess(config, sourceIdentity);
    io.stdout((json ? listJson : listText)(name, await listedStates(states, bucket)));
    return EXIT.done;
  },
});
