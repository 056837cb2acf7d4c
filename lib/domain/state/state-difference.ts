import { canonical, isList, isObject, type Json, type JsonObject } from '../json';
import { withoutEscapes } from '../masked-text';
import type { StateFile } from './state-file';
import { exactJson, shownJson } from './state-json';
import { instancesOf, outputsOf, type StateInstance } from './state-resources';
import { hasSecretOf, type IsSecret, secretsOf, type ValuePath } from './state-secrets';

/** What one state has and another has not. No secret is in it, and each text of it is short. */
export interface StateDifference {
  /** The addresses that only the state behind has. */
  readonly added: readonly string[];
  /** The addresses that only the state before has. */
  readonly removed: readonly string[];
  readonly changed: readonly ChangedResource[];
  /** The path is the name of the output. */
  readonly outputs: readonly ChangedValue[];
}

export interface ChangedResource {
  readonly address: string;
  /** Twenty at most. */
  readonly values: readonly ChangedValue[];
  /** How many more there are. */
  readonly more: number;
}

export interface ChangedValue {
  /** As Terraform writes it: `tags["Name"]`, `ingress[0].from_port`. */
  readonly path: string;
  /** As JSON, cut after 80 characters, or `SENSITIVE`; absent where there was nothing. */
  readonly before?: string;
  readonly after?: string;
}

/** In the place of every value that may not be shown. */
export const SENSITIVE = '(sensitive)';

const MOST_VALUES = 20;
const MOST_CHARACTERS = 80;

/**
 * Compares two states by the addresses of their resources. Values are shown only where neither state marks them sensitive, where they
 * are not called like a secret, and where no secret of the states is in them.
 *
 * @param before - undefined where there was no state that could be read
 */
export function stateDifference(before: StateFile | undefined, after: StateFile | undefined): StateDifference {
  const [old, now] = [before, after].map((state) => (state === undefined ? {} : exactJson(state.text)));
  const hasSecret = hasSecretOf([old ?? {}, now ?? {}]);
  const [oldOnes, newOnes] = [byAddress(old ?? {}), byAddress(now ?? {})];
  return {
    added: [...newOnes.keys()].filter((address) => !oldOnes.has(address)),
    removed: [...oldOnes.keys()].filter((address) => !newOnes.has(address)),
    changed: [...newOnes].flatMap(([address, instance]) =>
      changedResource(address, oldOnes.get(address), instance, hasSecret),
    ),
    outputs: changedOutputs(outputsOf(old ?? {}), outputsOf(now ?? {}), hasSecret),
  };
}

function byAddress(state: Json): ReadonlyMap<string, StateInstance> {
  return new Map(instancesOf(state).map((instance) => [instance.address, instance]));
}

function changedResource(
  address: string,
  before: StateInstance | undefined,
  { type, body }: StateInstance,
  hasSecret: HasSecret,
): readonly ChangedResource[] {
  if (before === undefined) return [];
  const rules = { isSecret: secretsOf({ type }, [before.body, body]), hasSecret };
  const values = [
    ...changesAt([], before.body.attributes, body.attributes, rules),
    // Whether it is tainted, and in which form its provider keeps it: no secret is ever in these.
    ...BESIDE.flatMap((key) => changesAt([key], before.body[key], body[key], { isSecret: () => false, hasSecret })),
  ];
  const shown = values.slice(0, MOST_VALUES);
  return values.length === 0 ? [] : [{ address, values: shown, more: values.length - shown.length }];
}

const BESIDE = ['status', 'schema_version'];

type HasSecret = (text: string) => boolean;

interface Rules {
  readonly isSecret: IsSecret;
  readonly hasSecret: HasSecret;
}

function changedOutputs(
  before: Readonly<Record<string, JsonObject>>,
  after: Readonly<Record<string, JsonObject>>,
  hasSecret: HasSecret,
): readonly ChangedValue[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    if (canonical(old?.value) === canonical(now?.value)) return [];
    const isSecret = () => old?.sensitive === true || now?.sensitive === true || secretsOf({ type: '' }, [])([name]);
    return [changedValue([name], old?.value, now?.value, { isSecret, hasSecret })];
  });
}

/** The changes at and below a path: as deep as both have the same kind of value, and no deeper than where a secret begins. */
function changesAt(
  path: ValuePath,
  before: Json | undefined,
  after: Json | undefined,
  rules: Rules,
): readonly ChangedValue[] {
  if (canonical(before) === canonical(after)) return [];
  if (path.length > 0 && rules.isSecret(path)) return [changedValue(path, before, after, rules)];
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => changesAt([...path, key], before[key], after[key], rules));
  }
  if (isList(before) && isList(after)) {
    const longest = before.length > after.length ? before : after;
    return longest.flatMap((_, index) => changesAt([...path, index], before[index], after[index], rules));
  }
  return [changedValue(path, before, after, rules)];
}

function changedValue(path: ValuePath, before: Json | undefined, after: Json | undefined, rules: Rules): ChangedValue {
  const text = pathText(path);
  return {
    path: rules.hasSecret(text) ? SENSITIVE : cut(withoutEscapes(text)),
    ...(before !== undefined && { before: shown(before, path, rules) }),
    ...(after !== undefined && { after: shown(after, path, rules) }),
  };
}

function shown(value: Json, path: ValuePath, rules: Rules): string {
  const harmless = withoutSecrets(value, path, rules);
  return harmless === SENSITIVE ? SENSITIVE : cut(withoutEscapes(shownJson(harmless)));
}

function withoutSecrets(value: Json, path: ValuePath, rules: Rules): Json {
  if (rules.isSecret(path)) return SENSITIVE;
  if (typeof value === 'string') return rules.hasSecret(value) ? SENSITIVE : value;
  if (isList(value)) return value.map((each, index) => withoutSecrets(each, [...path, index], rules));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      rules.hasSecret(key) ? SENSITIVE : key,
      withoutSecrets(each, [...path, key], rules),
    ]),
  );
}

function cut(text: string): string {
  const characters = [...text];
  if (characters.length <= MOST_CHARACTERS) return text;
  return `${characters.slice(0, MOST_CHARACTERS).join('')}... (${characters.length} characters)`;
}

function pathText(path: ValuePath): string {
  return path
    .map((key, index) => {
      if (typeof key === 'string' && /^[A-Za-z_][\w-]*$/.test(key)) return index === 0 ? key : `.${key}`;
      return `[${JSON.stringify(key)}]`;
    })
    .join('');
}
