import * as fc from 'fast-check';
import type { OrganizationTree } from '../../../lib/aws/organization';

export const ROOT_ID = 'r-ab12';
export const MANAGEMENT = '100000000000';

const NAMED_SYSTEM = fc.constantFrom(
  'orders',
  'billing',
  'app-001',
  'network',
  'log-archive',
  'cicd',
  'Website',
  'x y',
);
const STAGE = fc.constantFrom('', '', '-dev', '-prod', '-test', '-staging', '-non-prod', 'Prod', '-sandbox');
const NAMED_UNIT = fc.constantFrom(
  'Dev',
  'Prod',
  'Workloads',
  'SDLC',
  'Security',
  'Sandbox',
  'PolicyStaging',
  'Suspended',
  'app-001',
  'Infra-Dev',
  '2024',
  'ÄÖ',
);
/** Whatever somebody may have called it. */
const ANYTHING = fc.string({ unit: 'binary', maxLength: 80 });
const SYSTEM = fc.oneof({ weight: 9, arbitrary: NAMED_SYSTEM }, ANYTHING);
const UNIT = fc.oneof({ weight: 9, arbitrary: NAMED_UNIT }, ANYTHING);
const STATE = fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'SUSPENDED', 'PENDING_ACTIVATION', 'CLOSED');

/** An organization in any shape: OUs in each other, names that say much or nothing, accounts in any state. */
export const anyOrganization: fc.Arbitrary<OrganizationTree> = fc
  .record({
    units: fc.array(fc.record({ name: UNIT, above: fc.nat(20) }), { maxLength: 8 }),
    accounts: fc.array(fc.record({ system: SYSTEM, stage: STAGE, in: fc.nat(20), state: STATE }), {
      minLength: 2,
      maxLength: 16,
    }),
    managementIn: fc.nat(20),
  })
  .map(({ units, accounts, managementIn }): OrganizationTree => {
    const idOf = (index: number) => `ou-ab12-${String(index).padStart(8, '0')}`;
    // Each OU is in one that stands before it, or in the root.
    const placeOf = (number: number, among: number) => {
      const index = number % (among + 1);
      return index === among ? ROOT_ID : idOf(index);
    };
    return {
      root: ROOT_ID,
      units: units.map(({ name, above }, index) => ({ id: idOf(index), name, parent: placeOf(above, index) })),
      accounts: [
        ...accounts.map(({ system, stage, in: place, state }, index) => ({
          id: String(200000000000 + index),
          name: `${system}${stage}`,
          parent: placeOf(place, units.length),
          // The Ops and the Terraform account are the first two.
          state: index < 2 ? 'ACTIVE' : state,
        })),
        { id: MANAGEMENT, name: 'management', parent: placeOf(managementIn, units.length), state: 'ACTIVE' },
      ],
    };
  });

export const OPS = '200000000000';
export const TERRAFORM = '200000000001';
