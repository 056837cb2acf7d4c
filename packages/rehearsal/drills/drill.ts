import type { Document } from 'yaml';
import type { OrgYaml } from '../context/rehearsal';
import type { Scene } from './scene';

/** A story of what happens to an organization after its first day, and of how that ends well. */
export interface Drill {
  /** What it is called on the command line. */
  readonly name: string;
  /** What happens, as the table says it. */
  readonly title: string;
  /** An `org.yaml` of its own, with the tree of the organization in a file beside it. @default - `drills/org.yaml`, each OU below the root */
  readonly organization?: string;
  /** How what it begins with differs from that `org.yaml`. @default - it does not */
  readonly begins?: (org: Document) => void;
  /** Whether nothing is deployed yet when it begins. @default - its `org.yaml` is deployed, and workloads are there */
  readonly isUntouched?: boolean;
  /** Whether nobody has prepared the organization: no trusted access, no delegation. Then nothing is deployed either. @default - it is prepared */
  readonly isUnprepared?: boolean;
  /**
   * @returns the `org.yaml` that is true at the end
   * @throws StoryEnds by the steps of the scene, where something is not as the story says
   */
  readonly play: (scene: Scene) => Promise<OrgYaml>;
}

/** Drills that belong together. */
export interface DrillGroup {
  readonly name: string;
  readonly says: string;
  readonly drills: readonly Drill[];
}
