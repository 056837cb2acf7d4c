import type { Draft, DraftTwin } from '../draft';
import type { Finding } from '../finding';
import { unknownNameFindings } from './known-names';
import { repetitionFindings } from './repetition';
import { verdictAt } from './verdict-at';

/** The management account gets roles only where it deploys them itself, and only for pipelines that exist. */
export function managementTwinFindings({ managementTwin, deployFrom, pipelines, environments }: Draft): Finding[] {
  if (managementTwin === undefined) return [];
  const names = pipelines?.map(({ name }) => name.value);
  return [
    ...(deployFrom?.value === 'ops' ? [outOfReach(managementTwin)] : []),
    ...repetitionFindings(managementTwin.pipelines),
    ...(names === undefined ? [] : unknownNameFindings('pipeline', managementTwin.pipelines, names)),
    ...(environments ?? [])
      .filter(({ name }) => name.value === 'management')
      .map(({ name }) =>
        verdictAt(name, {
          found: 'the environment "management" beside managementAccount',
          expected: 'another name; this one stands for the management account, which is in no environment',
          fix: 'rename the environment',
        }),
      ),
  ];
}

function outOfReach(twin: DraftTwin): Finding {
  return verdictAt(twin.block, {
    found: 'managementAccount together with deployFrom: ops',
    expected: 'managementAccount only with deployFrom: management; from Ops the management account cannot be reached',
    fix: 'remove managementAccount, or deploy from the management account',
  });
}
