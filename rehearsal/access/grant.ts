import type { Right } from './matrix';

/** What `org.yaml` lets somebody do with something. */
export interface Grant {
  readonly principal: string;
  readonly target: string;
  readonly rights: readonly Right[];
}
