import { randomUUID } from 'node:crypto';
import { EXIT, type ExitStatus } from '../../domain/failure';
import { partitionOf } from '../../domain/region';
import { oldPlace } from '../../domain/state/old-place';
import { workspacesOf } from '../../domain/workspaces';
import { choosePipeline } from '../../estate/chosen-pipeline';
import { named } from '../../estate/named';
import type { CommandContext } from '../command';
import { chosenPlace } from '../state/chosen-place';
import { confirmed } from '../state/confirmed';
import { usableConfig } from '../usable-config';
import { adoptState } from './adopt-state';
import { adoptedText, adoptionText } from './adopt-state.text';
import type { AdoptStateOptions } from './adopt-state-options';

/** Takes a state over, after a question, and to its end even where somebody presses Ctrl-C. */
export async function runAdoptState(options: AdoptStateOptions, context: CommandContext): Promise<ExitStatus> {
  const { io, now, oldState, stateAccess, uninterrupted } = context;
  const { from: address, lockTable, profile, sourceIdentity } = options;
  const config = usableConfig(options.config, io.isColoured);
  const from = oldPlace({ from: address, region: options.region ?? config.homeRegion, lockTable });
  const to = chosenPlace(config, options);
  const pipeline = choosePipeline(config, options.pipeline);
  named('workspace', workspacesOf(config, pipeline), options.workspace, `of the pipeline ${pipeline.name}`);
  const makeReadOnly = options.makeReadOnly === true;
  io.stderr(adoptionText(from, to, makeReadOnly));
  await confirmed(context, `Copy it to ${to.workspace}?`, options.yes === true);
  const { states, who } = await stateAccess(config, sourceIdentity);
  const old = await oldState(from, profile);
  await uninterrupted(async () => {
    const locker = { id: randomUUID(), who, operation: 'orgstrap adopt state', now: now() };
    const adoption = { from, to, partition: partitionOf(config.homeRegion), locker, makeReadOnly };
    io.stdout(adoptedText(from, to, await adoptState(old, states, adoption)));
  });
  return EXIT.done;
}
