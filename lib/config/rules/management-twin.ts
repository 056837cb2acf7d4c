import type { Draft, DraftTwin, Mention } from '../draft';
import type { Finding } from '../finding';
import { unknownNameFindings } from './known-names';
import { repetitionFindings } from './repetition';
import { verdictAt } from './verdict-at';

/** The management account gets roles only where it deploys them itself, and only for pipelines that exist. */
export function managementTwinFindings({ managementTwin, deployFrom, pipelines, environments = [] }: Draft): Finding[] {
  if (managementTwin === undefined) return [];
  const namesakes = environments.map(({ name }) => name).filter(({ value }) => value === 'management');
  return [
    ...(deployFrom?.value === 'ops' ? [outOfReach(managementTwin)] : []),
    ...repetitionFindings(managementTwin.pipelines),
    ...unknownPipelines(managementTwin, pipelines),
    ...namesakes.map(namesake),
  ];
}

function unknownPipelines(twin: DraftTwin, pipelines: Draft['pipelines']): Finding[] {
  if (pipelines === undefined) return [];
  const known = pipelines.map(({ name }) => name.value);
  return unknownNameFindings(twin.pipelines, { noun: 'pipeline', known, home: 'pipelines' });
}

function outOfReach(twin: DraftTwin): Finding {
  return verdictAt(twin.block, {
    found: 'managementAccount together with deployFrom: ops',
    expected: 'managementAccount only with deployFrom: management; from Ops the management account cannot be reached',
    fix: 'remove managementAccount, or deploy from the management account',
  });
}

/** The workspaces of the management account are listed under that name. */
function namesake(environment: Mention<string>): Finding {
  return verdictAt(environment, {
    found: 'the environment "management" beside managementAccount',
    expected: 'another name; this one stands for the management account, which is in no environment',
    fix: 'rename the environment',
  });
}
