import { createHash } from 'node:crypto';
import type { PlacedFinding } from './report';

/**
 * What tells a finding from all others for as long as it exists: its rule, its construct and what was found there. Lines are
 * not part of it, so it survives changes elsewhere in a file.
 */
export function fingerprintOf({ rule, construct, found = '', message }: PlacedFinding): string {
  // Some findings differ by their message alone: several statements of one policy, say.
  return createHash('sha256')
    .update(JSON.stringify([rule, construct, found, message]))
    .digest('hex');
}
