import { NotProved } from '../../report/ledger';
import type { Stage } from '../../stage';

/**
 * Tries something with a key that is inactive or gone. It is not denied anything: AWS does not know it.
 *
 * @throws NotProved where it works, or fails for another reason
 */
export async function disbelieved({ gateway }: Stage, attempt: () => Promise<unknown>): Promise<string> {
  const outcome: { error?: unknown } = {};
  await gateway.journal.denialsOf(
    () =>
      attempt().catch((error: unknown) => {
        outcome.error = error;
      }),
    ['not believed'],
  );
  const { error } = outcome;
  if (!(error instanceof Error)) throw new NotProved('it went through');
  if (error.name !== 'InvalidClientTokenId') throw new NotProved(`it failed for another reason: ${error}`);
  return `${error.name}: ${error.message}`;
}
