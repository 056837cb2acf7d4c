import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { LAYERS } from '../../packages/iam-gateway/iam/request';

/** What a case says about the answer, with its reason. */
const answer = z.discriminatedUnion('expect', [
  z.strictObject({
    expect: z.literal('Allowed'),
    /** The `Sid`s of all statements that allow it. */
    by: z.array(z.string()).nonempty(),
  }),
  z.strictObject({
    expect: z.literal('ExplicitlyDenied'),
    /** The `Sid`s of all statements that deny it. */
    by: z.array(z.string()).nonempty(),
  }),
  z.strictObject({
    expect: z.literal('ImplicitlyDenied'),
    /** The layers that must allow it, and do not; or the OIDC provider. */
    silent: z.array(z.enum([...LAYERS, 'provider'])).nonempty(),
  }),
]);

const question = z
  .strictObject({
    name: z.string().min(10),
    /** `symbols.ts` says what can be asked for by name. */
    caller: z.string(),
    action: z.string().regex(/^[a-z0-9-]+:[A-Za-z][A-Za-z0-9]*$/),
    resource: z.string(),
    /** Of the caller `token`, which an OIDC issuer signed. */
    token: z.record(z.string(), z.string()).optional(),
    /** `null` takes a key away; `${…}` is a name from `symbols.ts`. */
    context: z.record(z.string(), z.string().nullable()).optional(),
    /** The layers to ask; the others are switched off. */
    only: z.array(z.enum(LAYERS)).nonempty().optional(),
    /** The name of the allowed case of which this is the nearest that is denied. */
    near: z.string().optional(),
  })
  .refine(
    ({ caller, token }) => (caller === 'token') === (token !== undefined),
    'a token belongs to the caller `token`',
  );

const table = z.strictObject({
  about: z.string(),
  /** Every case is decided in each of these: files of `examples/`, of `organizations/` beside the tables, or variants. */
  organizations: z.array(z.string()).nonempty(),
  cases: z.array(z.unknown()).nonempty(),
});

export type Case = z.infer<typeof question> & { readonly answer: z.infer<typeof answer> };

export interface Table {
  readonly file: string;
  readonly about: string;
  readonly organizations: readonly string[];
  readonly cases: readonly Case[];
}

const FOLDER = join(__dirname, 'tables');

/** The tables of `test/access/tables`. @throws Error where one has a field that is not known, or lacks one that is. */
export function readTables(): readonly Table[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => readTable(file, readFileSync(join(FOLDER, file), 'utf8')));
}

/** @throws Error where the text is not a table. */
export function readTable(file: string, text: string): Table {
  const { cases, ...others } = table.parse(JSON.parse(text));
  return { file, ...others, cases: cases.map(caseOf) };
}

function caseOf(value: unknown): Case {
  const { expect, by, silent, ...asked } = z.looseObject({}).parse(value);
  const given = { expect, ...(by !== undefined && { by }), ...(silent !== undefined && { silent }) };
  return { ...question.parse(asked), answer: answer.parse(given) };
}
