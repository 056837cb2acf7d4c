import { CodeClock, CodeVerifier } from '../authorization/totp';
import { SnapshotCache } from '../store/snapshot-cache';
import { TrailHistory } from '../trail/trail-history';
import { EmulatorStore } from './emulator-store';
import { Gateway, type GatewayProps } from './gateway';
import { Journal } from './journal';
import { PassingFaults } from './passing-faults';
import { Emulator, type Endpoints, endpointsAt, hostsOf, serve } from './serve';

/** What a gateway is told that is not in the emulator. */
export interface GatewaySettings extends Pick<GatewayProps, 'keysOfIssuer' | 'homeRegion'> {
  /** Where it listens, on the loopback. @default - a port that is free */
  readonly port?: number;
}

/** A gateway that decides about every request as IAM would, and what it knows of those that it has had. */
export interface RunningGateway extends Endpoints {
  readonly port: number;
  readonly journal: Journal;
  /** What CloudTrail would have recorded of all that was asked. */
  readonly trail: TrailHistory;
  /** Who verifies the codes of MFA devices, and by which clock. */
  readonly codes: CodeVerifier;
  readonly codeClock: CodeClock;
  /** What keeps requests from the gateway; nothing, unless it is told to. */
  readonly faults: PassingFaults;
  /** Must be told what was changed behind its back. */
  changed(): void;
  close(): Promise<void>;
}

/** Starts a gateway in front of the emulator, which listens on the loopback. */
export async function startGateway(
  emulatorPort: number,
  { keysOfIssuer, homeRegion, port: wanted }: GatewaySettings,
): Promise<RunningGateway> {
  const journal = new Journal();
  const trail = new TrailHistory();
  const cache = new SnapshotCache(new EmulatorStore(emulatorPort));
  const emulator = new Emulator(emulatorPort);
  const codeClock = new CodeClock();
  const codes = new CodeVerifier((seed) => codeClock.at(seed));
  const faults = new PassingFaults();
  const served = await serve((port) => {
    const gateway = new Gateway({
      hosts: new Set(hostsOf(port)),
      cache,
      journal,
      emulator,
      keysOfIssuer,
      now: () => new Date(),
      codes,
      trail,
      homeRegion,
    });
    return { answer: async (wire) => faults.insteadOf(wire) ?? (await gateway.answer(wire)) };
  }, wanted);
  return {
    ...endpointsAt(served.port),
    port: served.port,
    journal,
    trail,
    codes,
    codeClock,
    faults,
    changed: () => cache.changed(),
    close: async () => {
      await served.close();
      emulator.close();
    },
  };
}
