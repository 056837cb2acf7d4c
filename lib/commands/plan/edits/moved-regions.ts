import { REGION_RECORD, regionRecord } from '../../../domain/terraform-regions';
import type { Edit } from './edit';
import { deployedStack, type Edited, recordIn } from './edited';

/** Environments that are deployed, and whose Region is another one: Terraform's provider would look elsewhere for what it made. */
export function movedRegions(edited: Edited): readonly Edit[] {
  const { homeRegion, environments } = edited.config;
  const was = regionsIn(recordIn(deployedStack(edited, 'TerraformAccount'), REGION_RECORD));
  const is = regionsIn(regionRecord(edited.config));
  return environments.flatMap(({ name, deployedAs }): readonly Edit[] => {
    if (deployedStack(edited, `ProductAccounts-${deployedAs}`) === undefined) return [];
    const [before, after] = [was.get(deployedAs) ?? homeRegion, is.get(deployedAs) ?? homeRegion];
    if (before === after) return [];
    return [
      {
        verdict: 'to be accepted',
        accept: 'moved-states',
        found: `Terraform's provider works in ${after} in the accounts of ${name}, and did in ${before}`,
        why: `it would look in ${after} for what it made in ${before}: the next plan forgets that or replaces it`,
        steps: [
          {
            doByHand: `destroy with Terraform what it made in ${before}, or keep that: list ${before} in environments.${name}.furtherRegions, and give these resources its provider`,
          },
        ],
      },
    ];
  });
}

function regionsIn(record: readonly string[]): ReadonlyMap<string, string> {
  return new Map(record.map((text) => [text.split(' ')[0] ?? '', text.split(' ')[1] ?? '']));
}
