import { ACCEPTED_LOSSES } from '../plan/accepted-losses';

/** What `orgstrap destroy` takes the word for, because nobody sees it from the deployment account. */
export const DESTROY_ACCEPTANCES = [...ACCEPTED_LOSSES, 'guardrails-gone'] as const;

export type DestroyAcceptance = (typeof DESTROY_ACCEPTANCES)[number];
