import { randomUUID } from 'node:crypto';
import { EXIT, type ExitStatus } from '../../domain/failure';
import { stateToWrite, writeState } from '../../estate/states/write-state';
import type { CommandContext } from '../command';
import { usableConfig } from '../usable-config';
import { chosenPlace } from './chosen-place';
import { confirmed } from './confirmed';
import type { StateOptions } from './parameters';
import { storedVersion } from './read-version';
import { restoredText, restoreText } from './restore.text';

export interface RestoreOptions extends StateOptions {
  readonly versionId: string;
  readonly otherLineage?: true;
  readonly yes?: true;
}

/** Puts a version back, after a question, and to its end even where somebody presses Ctrl-C. */
export async function restore(options: RestoreOptions, context: CommandContext): Promise<ExitStatus> {
  const { io, now, stateAccess, uninterrupted } = context;
  const config = usableConfig(options.config, io.isColoured);
  const place = chosenPlace(config, options);
  const { states, who } = await stateAccess(config, options.sourceIdentity);
  const [wanted, current] = await Promise.all([
    storedVersion(states, place, options.versionId),
    states.read(place, place.key),
  ]);
  if (wanted.version === current?.version) {
    io.stdout(`${options.versionId} is the current version of ${place.workspace} already; nothing was written\n`);
    return EXIT.done;
  }
  const { serial, lineage } = stateToWrite(wanted.text);
  io.stderr(restoreText(place, { version: wanted, serial, lineage, current }));
  await confirmed(context, `Make it the current state of ${place.workspace}?`, options.yes === true);
  await uninterrupted(async () => {
    const locker = { id: randomUUID(), who, operation: 'orgstrap state restore', now: now() };
    const isOther = options.otherLineage === true;
    const written = await writeState(states, place, wanted.text, { locker, otherLineage: isOther });
    io.stdout(restoredText(place, options.versionId, written));
  });
  return EXIT.done;
}
