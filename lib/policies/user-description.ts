import type { PolicyDescription } from './role-description';

/** An IAM user on orgstrap's path, described once: the CDK app renders it, and verify expects it. What it may do, its groups say. */
export interface UserDescription {
  readonly name: string;
  readonly path: string;
  /** The names of its groups. */
  readonly groups: readonly string[];
  /** The name of its permissions boundary. */
  readonly boundary: string;
}

/** A group of such users. */
export interface GroupDescription {
  readonly name: string;
  readonly path: string;
  /** What its users may do. Worked out when it is asked for: it may take many documents. */
  readonly policies: () => readonly PolicyDescription[];
}
