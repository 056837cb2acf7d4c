import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { WORLDS } from './worlds';

const attempt = z
  .strictObject({
    name: z.string(),
    /** @default every */
    world: z.literal(Object.keys(WORLDS) as (keyof typeof WORLDS)[]).optional(),
    as: z.string(),
    action: z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9]+$/),
    /** With the placeholders of `places.ts`; where one stands for many, each of them is tried. */
    resource: z.string(),
    context: z.record(z.string(), z.string()).optional(),
    /** Whom the policy of what is reached lets in, where orgstrap did not make it. */
    lets: z.enum(['everybody', 'its account']).optional(),
    /** `accepted` is possible, and SECURITY.md says why; `allowed` is what somebody needs. */
    outcome: z.enum(['denied', 'allowed', 'accepted']),
    /** The heading in SECURITY.md under which it is accepted; or what somebody needs it for. */
    reason: z.string().optional(),
  })
  .refine(({ outcome, reason }) => (outcome === 'denied') === (reason === undefined), 'what is possible has a reason');

export type Attempt = z.infer<typeof attempt>;

/** Single calls that somebody may try, by theme, each with its outcome. */
export const ATTEMPTS: ReadonlyMap<string, readonly Attempt[]> = new Map(
  readdirSync(join(__dirname, 'attempts'))
    .sort()
    .map((file) => [
      file.replace(/\.json$/, ''),
      z.array(attempt).parse(JSON.parse(readFileSync(join(__dirname, 'attempts', file), 'utf8'))),
    ]),
);
