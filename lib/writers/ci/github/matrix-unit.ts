import type { Rollout } from '../rollout';
import type { YamlMap } from '../text';
import { hasStates, type Unit, unitOf } from '../unit';

/** The unit of a job of a matrix. */
export function matrixUnit(rollout: Rollout): Unit {
  return unitOf(rollout, '${{ matrix.workspace }}', hasStates(rollout) ? '${{ matrix.state }}' : undefined);
}

/** The defaults of a job, where they are not those of the workflow: its folder. */
export function defaultsOf(rollout: Rollout, { folder }: Unit): YamlMap | undefined {
  return hasStates(rollout) ? { run: { 'working-directory': folder } } : undefined;
}
