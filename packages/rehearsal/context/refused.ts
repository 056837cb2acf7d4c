import { NotProved } from '../report/ledger';
import type { Rehearsal } from './rehearsal';

export interface ExpectedRefusal {
  readonly claim: string;
  /** What AWS must give as the reason, where there is more than one way to be refused. */
  readonly because?: string;
  /** The alarms that it must raise. @default - none: it is what anybody may do by mistake */
  readonly alarms?: readonly string[];
}

/** Proves that AWS refuses something; its error is the evidence. */
export function refused(
  { ledger, gateway, alarmMonitor }: Rehearsal,
  { claim, because, alarms = [] }: ExpectedRefusal,
  attempt: () => Promise<unknown>,
): Promise<boolean> {
  const attack = async () => {
    const outcome = { error: undefined as unknown };
    const denials = await alarmMonitor.during({ claim, alarms }, () =>
      gateway.journal.denialsOf(() =>
        attempt().catch((error: unknown) => {
          outcome.error = error;
        }),
      ),
    );
    const reasons = denials.map(({ reason = '' }) => reason);
    if (outcome.error === undefined) throw new NotProved('it went through');
    if (reasons.length === 0) throw new NotProved(`it failed, but IAM did not refuse it: ${outcome.error}`);
    if (because !== undefined && !reasons.some((reason) => reason.includes(because))) {
      throw new NotProved(`it was refused for another reason than "${because}":\n${reasons.join('\n')}`);
    }
    return `${denials[0]?.code ?? 'AccessDenied'}: ${reasons[0]}`;
  };
  return ledger.prove(claim, attack, 'refused');
}

/**
 * Tries something with a key that is inactive or gone. It is not denied anything: AWS does not know it.
 *
 * @throws NotProved where it works, or fails for another reason
 */
export async function refusedAsUnknown({ gateway }: Rehearsal, attempt: () => Promise<unknown>): Promise<string> {
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
