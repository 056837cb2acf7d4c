import type { PeopleAccess } from '../../aws/people-access';
import type { OrgConfig } from '../../domain/org-config';

/** What people are seen to with; it is loaded only when it is used. */
export interface PeopleHandling {
  /** The accounts of people, as one of the operators' roles; AWS is asked when an account is. */
  connect(config: OrgConfig, role: string): Promise<PeopleAccess>;
  now(): Date;
}
