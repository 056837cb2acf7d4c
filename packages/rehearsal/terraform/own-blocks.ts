import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WRITTEN_BY_ORGSTRAP } from '../../../lib/writers/terraform/workspace-module';
import { isObject, parsedJson } from '../../iam-gateway/iam/json';
import { argumentsIn, blank, blocksIn, type HclBlock, maskedHcl } from './hcl-blocks';

/** A block that somebody wrote by hand where orgstrap writes one. */
export interface OwnBlock {
  /** `main.tf:3`; of a file in JSON, the file alone. */
  readonly place: string;
  readonly block: string;
}

const DEFAULT_PROVIDER = 'provider "aws" block without an alias';

/**
 * Takes the backend, cloud and default provider blocks out of the files of a copy, without those that orgstrap wrote: Terraform takes no second one. Lines stay
 * where they are.
 *
 * @param taken - names of files that orgstrap is about to write; a file that is called so gets another name
 * @returns what was taken out, and where it is in the original
 */
export function takeOutOwnBlocks(folder: string, taken: readonly string[]): readonly OwnBlock[] {
  return readdirSync(folder)
    .filter((name) => /\.tf(\.json)?$/.test(name))
    .sort()
    .flatMap((name) => {
      const file = join(folder, name);
      const text = readFileSync(file, 'utf8');
      if (text.startsWith(WRITTEN_BY_ORGSTRAP)) return [];
      const { left, blocks } = name.endsWith('.json') ? withoutInJson(text) : withoutInHcl(text);
      if (blocks.length > 0) writeFileSync(file, left);
      if (taken.includes(name)) renameSync(file, join(folder, `own-${name}`));
      return blocks.map(({ line, block }) => ({ place: line === undefined ? name : `${name}:${line}`, block }));
    });
}

interface Edited {
  readonly left: string;
  readonly blocks: readonly { readonly line?: number; readonly block: string }[];
}

function withoutInHcl(text: string): Edited {
  const masked = maskedHcl(text);
  const all = blocksIn(text, masked, [0, text.length]);
  const found = [
    ...all.filter(({ type }) => type === 'terraform').flatMap(({ body }) => statesIn(text, masked, body)),
    ...all.filter((block) => isDefaultProvider(block, masked)),
  ].sort((one, other) => one.begin - other.begin);
  const left = found.reduce(
    (edited, { begin, end }) => `${edited.slice(0, begin)}${blank(edited.slice(begin, end))}${edited.slice(end)}`,
    text,
  );
  const line = ({ begin }: HclBlock) => text.slice(0, begin).split('\n').length;
  return { left, blocks: found.map((each) => ({ line: line(each), block: inWords(each, masked) })) };
}

function statesIn(text: string, masked: string, body: HclBlock['body']): readonly HclBlock[] {
  return blocksIn(text, masked, body).filter(({ type }) => type === 'backend' || type === 'cloud');
}

/** One with an alias is a further provider, which may stand beside those of orgstrap. */
function isDefaultProvider({ type, labels, body }: HclBlock, masked: string): boolean {
  return type === 'provider' && labels[0] === 'aws' && !argumentsIn(masked, body).includes('alias');
}

function inWords({ type, body }: HclBlock, masked: string): string {
  if (type !== 'provider') return `${type} block`;
  const settings = argumentsIn(masked, body);
  return settings.length === 0 ? DEFAULT_PROVIDER : `${DEFAULT_PROVIDER} (${settings.join(', ')})`;
}

/** Files in JSON, where each of these may be an object or a list of them. Terraform says what is wrong with one that cannot be read. */
function withoutInJson(text: string): Edited {
  const document = parsedJson(text);
  if (!isObject(document)) return { left: text, blocks: [] };
  const blocks: { block: string }[] = [];
  const terraform = listed(document.terraform).map((each) => {
    if (!isObject(each)) return each;
    for (const type of ['backend', 'cloud']) if (type in each) blocks.push({ block: `${type} block` });
    return without(each, ['backend', 'cloud']);
  });
  const providers = listed(document.provider).map((each) => {
    if (!isObject(each) || !('aws' in each)) return each;
    const further = listed(each.aws).filter((provider) => isObject(provider) && 'alias' in provider);
    if (further.length < listed(each.aws).length) blocks.push({ block: DEFAULT_PROVIDER });
    return { ...without(each, ['aws']), ...(further.length > 0 ? { aws: further } : {}) };
  });
  const left = {
    ...document,
    ...(terraform.length > 0 ? { terraform } : {}),
    ...(providers.length > 0 ? { provider: providers } : {}),
  };
  return { left: `${JSON.stringify(left, null, 2)}\n`, blocks };
}

function listed(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function without(object: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
