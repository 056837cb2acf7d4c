import { isList, isObject, type Json, type JsonObject, parsedJson } from '../../domain/json';
import { argumentsIn, blank, blocksIn, type HclBlock, maskedHcl } from './hcl-blocks';
import { WRITTEN_BY_ORGSTRAP } from './workspace-module';

/** A block that somebody wrote by hand where orgstrap writes one. */
export interface OwnBlock {
  /** `main.tf:3`; of a file in JSON, the file alone. */
  readonly place: string;
  readonly block: string;
}

const DEFAULT_PROVIDER = 'provider "aws" block without an alias';

/** A file of a configuration without what orgstrap writes. */
export interface WithoutOwnBlocks {
  /** The text that is left; lines stay where they are. */
  readonly left: string;
  /** What was taken out, and where it is. */
  readonly blocks: readonly OwnBlock[];
}

/**
 * A file without its backend, cloud and default provider blocks: Terraform takes no second one beside those of orgstrap, which are left as they are.
 *
 * @param name - of the file, which says how it is written: `main.tf`, `main.tf.json`
 */
export function withoutOwnBlocks(name: string, text: string): WithoutOwnBlocks {
  if (text.startsWith(WRITTEN_BY_ORGSTRAP)) return { left: text, blocks: [] };
  const { left, blocks } = name.endsWith('.json') ? withoutInJson(text) : withoutInHcl(text);
  return {
    left,
    blocks: blocks.map(({ line, block }) => ({ place: line === undefined ? name : `${name}:${line}`, block })),
  };
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

function listed(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
