import type { Pipeline } from '../../../lib/domain/org-config';
import type { Stage, Written } from '../../stage';
import { becomeCiRole, keysOf } from '../ci-identities';
import { refused } from './refused';

/** Keys that got out of the networks of their pipeline are worth nothing. */
export async function refuseOtherNetworks(stage: Stage, written: Written, pipeline: Pipeline): Promise<void> {
  for (const access of ['apply', 'plan'] as const) {
    const keys = await keysOf(stage, written, pipeline, access);
    await refused(
      stage,
      {
        claim: `from outside its networks, the CI user of ${pipeline.name} that may ${access} does not become its CI role`,
        because: 'with an explicit deny in an identity-based policy',
        alarms: ['ci-user-is-refused'],
      },
      () => becomeCiRole(stage, written, pipeline, access, keys),
    );
  }
}
