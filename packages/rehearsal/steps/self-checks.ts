import { type Entry, medianAdded, SERVED } from '../../iam-gateway/gateway/journal';
import type { Rehearsal } from '../context/rehearsal';
import { NotProved } from '../report/ledger';

/** What the gateway adds to a request at the median, at the most. */
const MOST_MS = 15;

/** Everything that was asked of AWS went through the gateway, which could decide about all of it. */
export async function everythingWasDecided({ ledger, gateway, control }: Rehearsal): Promise<void> {
  const { entries, unexpected } = gateway.journal;
  await ledger.prove('IAM decided about every request, and refused only what had to be refused', () => {
    if (unexpected.length > 0) throw new NotProved([...new Set(unexpected.map(described))].join('\n'));
    const refused = entries.filter(({ outcome }) => !SERVED.has(outcome));
    return `${entries.length} requests, ${refused.length} of them refused`;
  });
  await ledger.prove('the emulator served what the gateway let through, and nothing else', async () => {
    const served = (await control.requestsSince(0)).map(({ service, action }) => `${service} ${action}`);
    const passed = entries.filter(({ outcome }) => outcome === 'passed on').map(({ emulators }) => emulators ?? '');
    const differing = difference(served, passed);
    if (differing.length > 0) throw new NotProved(differing.join('\n'));
    return `${served.length} requests`;
  });
  ledger.inert(
    'what CloudFormation does by itself is not decided about',
    'it makes resources inside the emulator, with whatever StackSets or the caller may do; the calls of cdk deploy are decided',
  );
  await ledger.prove(`the gateway adds less than ${MOST_MS} ms to a request`, () => {
    const median = medianAdded(entries);
    if (median >= MOST_MS) throw new NotProved(`${median.toFixed(1)} ms at the median`);
    return `${median.toFixed(1)} ms at the median of ${entries.length} requests`;
  });
}

/** What is in one list more often than in the other. */
function difference(served: readonly string[], passed: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const each of served) counts.set(each, (counts.get(each) ?? 0) + 1);
  for (const each of passed) counts.set(each, (counts.get(each) ?? 0) - 1);
  return [...counts]
    .filter(([, count]) => count !== 0)
    .map(([each, count]) => `${each}: ${count} more at the emulator`);
}

function described({ outcome, asked, caller = 'nobody', reason = '' }: Entry): string {
  return `${outcome}: ${asked} by ${caller}: ${reason}`;
}

/** What the emulator passed over would look as if it had worked. */
export async function nothingWasIgnored(rehearsal: Rehearsal): Promise<void> {
  const report = await rehearsal.control.report();
  await rehearsal.ledger.prove('the emulator knew every resource type and had no error of its own', () => {
    const wrong = [
      ...report.unknownTypes.map(({ type, stack, logicalId }) => `${type} (${logicalId} of ${stack}) is unknown`),
      ...report.failures.map(({ stack, logicalId, error }) => `${logicalId} of ${stack}: ${error}`),
      ...report.stackSets.flatMap(({ name, instances }) =>
        instances
          .filter(({ status }) => status !== 'CURRENT')
          .map(({ account, status, reason }) => `${name} in ${account} is ${status}: ${reason ?? 'no reason given'}`),
      ),
    ];
    if (wrong.length > 0) throw new NotProved(wrong.join('\n'));
    const instances = report.stackSets.reduce((sum, stackSet) => sum + stackSet.instances.length, 0);
    return `${report.stackSets.length} StackSets, ${instances} stack instances, all current`;
  });
  for (const { type, reason, count } of report.inert) {
    rehearsal.ledger.inert(`${type} is only recorded, ${count} times`, reason);
  }
}
