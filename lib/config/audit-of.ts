import type { Audit } from '../domain/audit';
import type { ParsedOrg } from './schema/org-schema';

/** A year: what most standards ask for at least. */
const RETENTION_DAYS = 365;

const OBJECT_LOCKS = { governance: 'GOVERNANCE', compliance: 'COMPLIANCE' } as const;

/** Turns the block `audit` into the domain's. */
export function auditOf({
  trail,
  retentionDays,
  objectLock,
  email = [],
  unusedAccessDays,
  regions,
}: NonNullable<ParsedOrg['audit']>): Audit {
  return {
    trail,
    retentionDays: retentionDays ?? RETENTION_DAYS,
    email,
    ...(objectLock && { objectLock: OBJECT_LOCKS[objectLock] }),
    ...(unusedAccessDays !== undefined && { unusedAccessDays }),
    ...(regions && { regions }),
  };
}
