import { NotProved } from '../report/ledger';
import type { Stage } from '../stage';

/** What the emulator passed over would look as if it had worked. */
export async function nothingWasIgnored(stage: Stage): Promise<void> {
  const report = await stage.control.report();
  await stage.ledger.prove('the emulator knew every resource type and had no error of its own', () => {
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
    stage.ledger.inert(`${type} is only recorded, ${count} times`, reason);
  }
}
