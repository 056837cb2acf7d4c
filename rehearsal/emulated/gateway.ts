import { Emulator } from '../gateway/forward';
import { Gateway } from '../gateway/gateway';
import { Journal } from '../gateway/journal';
import { CodeDesk } from '../gateway/mfa/code-desk';
import { serve } from '../gateway/serve';
import { WorldCache } from '../gateway/world/world-cache';
import { TrailHistory } from '../trail/trail-history';
import { CodeClock } from './code-clock';
import { type Endpoints, endpointsAt, hostsOf } from './endpoints';
import type { LocalIssuers } from './local-issuers';
import { StoredWorld } from './stored-world';

/** The only way to AWS in a rehearsal: a gateway that decides about every request as IAM would. */
export interface RunningGateway extends Endpoints {
  readonly port: number;
  readonly journal: Journal;
  /** What CloudTrail would have recorded of all that was asked. */
  readonly trail: TrailHistory;
  /** Who verifies the codes of MFA devices, and by which clock. */
  readonly codes: CodeDesk;
  readonly codeClock: CodeClock;
  /** Must be told what was changed behind its back. */
  changed(): void;
  close(): Promise<void>;
}

/**
 * Starts a gateway in front of the emulator.
 *
 * @param issuers - whose tokens it can verify
 * @param homeRegion - where calls take place that are not signed for a Region
 */
export async function startGateway(
  emulatorPort: number,
  issuers: LocalIssuers,
  homeRegion: string,
): Promise<RunningGateway> {
  const journal = new Journal();
  const trail = new TrailHistory();
  const cache = new WorldCache(new StoredWorld(emulatorPort));
  const emulator = new Emulator(emulatorPort);
  const codeClock = new CodeClock();
  const codes = new CodeDesk((seed) => codeClock.at(seed));
  const served = await serve((port) => {
    return new Gateway({
      hosts: new Set(hostsOf(port)),
      cache,
      journal,
      emulator,
      keysOfIssuer: (url) => issuers.keysOf(url),
      now: () => new Date(),
      codes,
      trail,
      homeRegion,
    });
  });
  return {
    ...endpointsAt(served.port),
    port: served.port,
    journal,
    trail,
    codes,
    codeClock,
    changed: () => cache.changed(),
    close: async () => {
      await served.close();
      emulator.close();
    },
  };
}
