import { ACCEPTED_LOSSES } from '../plan/accepted-losses';

/** What `orgstrap deploy` takes the word for: what plan asks for, and that what doctor found holds nothing up. */
export const DEPLOY_ACCEPTANCES = [...ACCEPTED_LOSSES, 'doctor-findings'] as const;

export type DeployAcceptance = (typeof DEPLOY_ACCEPTANCES)[number];
