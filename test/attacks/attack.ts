import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { LAYERS } from '../../packages/iam-gateway/iam/request';

const context = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** `boundary EveryRoleWearsTheBoundaryOfWorkloads`: that statement denies it; `permissions`: no statement of that layer allows it. */
const denial = z.string().regex(/^(permissions|boundary|resource|scp|rcp)( [A-Za-z0-9]+)?$/);

const step = z.strictObject({
  /** Who takes it. @default - the Terraform role of a product account */
  as: z.string().optional(),
  action: z.string().regex(/^[a-z0-9-]+:[A-Za-z]+$/),
  /** With the placeholders of `places.ts`; where one stands for many, each of them is tried. */
  resource: z.string(),
  context: context.optional(),
  /** What denies it, each entry by itself; nothing where the step succeeds. */
  denied: z.array(denial).min(1).optional(),
});

const attack = z.strictObject({
  /** What the attacker is after. */
  name: z.string(),
  /** By collection, the names that the path has there. */
  sources: z.record(z.string(), z.array(z.string()).min(1)),
  /** All of them are needed: where one is denied the path is. */
  steps: z.array(step).min(1),
  /** Whose rights the attacker has in the end; `gained-rights.json` is tried with them. */
  gains: z.enum(['administrator with the boundary', 'administrator without the boundary']).optional(),
  outcome: z.enum(['denied', 'accepted']),
  /** The heading in SECURITY.md that says why it is accepted. */
  reason: z.string().optional(),
});

const limit = z.strictObject({
  name: z.string(),
  action: z.string(),
  resource: z.string(),
  context: context.optional(),
  /** What denies it to somebody with AdministratorAccess and the boundary. */
  'administrator with the boundary': z.array(denial).min(1),
  /** What denies it to somebody with AdministratorAccess and no boundary. */
  'administrator without the boundary': z.array(denial).min(1),
});

const exemption = z.strictObject({
  name: z.string(),
  as: z.string(),
  action: z.string(),
  resource: z.string(),
  context: context.optional(),
  /** The layers that are asked. @default - all */
  only: z.array(z.enum(LAYERS)).optional(),
});

export type Exemption = z.infer<typeof exemption>;
export type Step = z.infer<typeof step>;
export type Attack = z.infer<typeof attack>;
export type Gained = NonNullable<Attack['gains']>;

/** The attack catalogue by theme. */
export const CATALOGUE: ReadonlyMap<string, readonly Attack[]> = new Map(
  readdirSync(join(__dirname, 'catalogue'))
    .sort()
    .map((file) => [file.replace(/\.json$/, ''), z.array(attack).parse(json('catalogue', file))]),
);

/** The theme whose attacks are tried where there are people: in test/access/organizations/people.yaml. */
export const PEOPLE = 'people';

/** The theme whose attacks are tried where there is a trail and alarms. */
export const AUDIT = 'audit';

/** What nobody reaches with rights that an attack gains, as a step of whoever gained them. */
export function limitsOf(gained: Gained): readonly (Step & { readonly name: string })[] {
  return z
    .array(limit)
    .parse(json('gained-rights.json'))
    .map(({ name, action, resource, context, [gained]: denied }) => ({
      name,
      as: gained,
      action,
      resource,
      ...(context && { context }),
      denied,
    }));
}

/** What the guardrails leave alone. */
export const EXEMPTIONS: readonly Exemption[] = z.array(exemption).parse(json('exemptions.json'));

/** What a collection calls its paths: each of them is to be tried. */
export const COLLECTIONS: Readonly<Record<string, { readonly url: string; readonly paths: readonly string[] }>> = z
  .record(
    z.string(),
    z.strictObject({
      url: z.url(),
      /** The release, and the day, that the paths are of; `npm run escalation-paths` writes both. */
      version: z.string().optional(),
      read: z.iso.date().optional(),
      paths: z.array(z.string()),
    }),
  )
  .parse(json('collections.json'));

function json(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(__dirname, ...path), 'utf8'));
}
