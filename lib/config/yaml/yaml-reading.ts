import type { Finding } from '../finding';
import type { Tree } from './tree';

/** The file's values, where its syntax lets them be known, and everything in it that is not plain YAML. */
export interface YamlReading {
  readonly tree: Tree | undefined;
  readonly findings: readonly Finding[];
}
