import type { Document } from 'yaml';
import { partitionOf } from '../../../lib/domain/region';
import { EmulatorStore } from '../../iam-gateway/gateway/emulator-store';
import { NotProved } from '../report/ledger';
import type { Scene } from './scene';

/**
 * People come from Identity Center, of which one group is known: the developers.
 *
 * @param people - what stands below `people:` besides
 * @param account - that administers it. @default - the deployment account
 */
export function identityCenterOrg(org: Document, people: object, account?: string): void {
  org.setIn(['deployFrom'], 'management');
  org.setIn(['people'], {
    source: 'identityCenter',
    identityCenter: {
      instance: `arn:${partitionOf('eu-west-1')}:sso:::instance/ssoins-1234567890abcdef`,
      ...(account !== undefined && { account }),
      groups: { developers: '2f2e3d4c-aaaa-4bbb-8ccc-0123456789ab' },
    },
    ...people,
  });
}

/** The roles that Identity Center makes in accounts for a permission set are there as long as somebody is assigned. */
export async function reservedRoles({ rehearsal }: Scene, role: string, expected: number): Promise<string> {
  const { roles } = await new EmulatorStore(rehearsal.control.port).snapshot();
  const found = roles.filter(({ arn }) => arn.includes(`/AWSReservedSSO_orgstrap-${role}_`)).map(({ arn }) => arn);
  if (found.length !== expected) throw new NotProved(`there are ${found.join(', ') || 'none'}`);
  return found.join(', ') || 'no such role in any account';
}
