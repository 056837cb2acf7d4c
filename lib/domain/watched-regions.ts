import type { OrgConfig } from './org-config';
import { globalRegionsOf, type HomeRegion, partitionOf } from './region';

/**
 * Where what orgstrap made is used, so that something may be seen there: the home Region, those in which global services
 * record what happens, and those that `audit` names. Each is there once.
 */
export function watchedRegions({ homeRegion, audit }: OrgConfig): readonly HomeRegion[] {
  return [...new Set([homeRegion, ...globalRegionsOf(partitionOf(homeRegion)), ...(audit?.regions ?? [])])];
}
