import { isList, isObject, type Json, type JsonObject } from '../json';
import { instancesOf, outputsOf, type StateInstance } from './state-resources';

/** The keys and indexes that lead to a value. */
export type ValuePath = readonly (string | number)[];

/**
 * What must not be shown of a resource: at which paths of its attributes a secret begins.
 *
 * @param bodies - the resource in each of the states that are compared: what one of them marks is hidden in all
 */
export function secretsOf(resource: { readonly type: string }, bodies: readonly JsonObject[]): IsSecret {
  if (SECRET_TYPE.test(resource.type)) return () => true;
  const marked = bodies.flatMap(({ sensitive_attributes: paths = [] }) => (isList(paths) ? paths.map(pathOf) : ALL));
  return (path) =>
    path.some((key) => typeof key === 'string' && SECRET_NAME.test(key)) ||
    marked.some((mark) => mark.every((key, index) => path[index] === key));
}

/** Whether a value at a path is a secret, or a part of one. */
export type IsSecret = (path: ValuePath) => boolean;

/**
 * Older versions of Terraform mark only what the configuration calls sensitive, not what a provider does, and nobody can ask the
 * provider here. So what is called like a secret is one.
 */
const SECRET_TYPE =
  /secret|sensitive|password|passphrase|private_key|access_key|credential|token|certificate|^random_|^vault_|_ssm_parameter/;
const SECRET_NAME =
  /secret|sensitive|passw|passphrase|private|access_key|api_?key|credential|token|auth|user_data|environment|connection|certificate|^pem|_pem$/i;

/** The mark of everything. */
const ALL: readonly ValuePath[] = [[]];

/** A path as the state writes it; what cannot be read marks everything. */
function pathOf(steps: Json): ValuePath {
  if (!isList(steps)) return [];
  const keys = steps.map((step) => {
    if (!isObject(step)) return undefined;
    const { type, value } = step;
    if (type === 'get_attr') return keyOf(value);
    return type === 'index' && isObject(value) ? keyOf(value.value) : undefined;
  });
  const known = keys.indexOf(undefined);
  return keys.slice(0, known === -1 ? keys.length : known).flatMap((key) => key ?? []);
}

function keyOf(value: Json | undefined): string | number | undefined {
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** A secret that is shorter is in harmless text by chance, and hidden only where it is the whole value. */
const LEAST = 6;

/**
 * Tells whether a text has in it what is a secret somewhere else in one of the states: a password in a command line is in an attribute
 * that nothing marks.
 */
export function hasSecretOf(states: readonly Json[]): (text: string) => boolean {
  const secrets = new Set(states.flatMap(secretTexts));
  const long = [...secrets].filter((secret) => secret.length >= LEAST).flatMap((secret) => [secret, escaped(secret)]);
  return (text) => secrets.has(text) || long.some((secret) => text.includes(secret));
}

/** As it is in a text that is JSON itself. */
function escaped(secret: string): string {
  return JSON.stringify(secret).slice(1, -1);
}

function secretTexts(state: Json): readonly string[] {
  return [
    ...instancesOf(state).flatMap((instance) => textsAt(instance.body.attributes, marksOf(instance), [])),
    ...Object.values(outputsOf(state)).flatMap(({ value, sensitive }) =>
      sensitive === true ? textsAt(value, () => true, []) : [],
    ),
  ];
}

/** Without what is only called like a secret: the names and ARNs of one are in harmless attributes, too. */
function marksOf({ body }: StateInstance): IsSecret {
  return secretsOf({ type: '' }, [body]);
}

function textsAt(value: Json | undefined, isSecret: IsSecret, path: ValuePath): readonly string[] {
  if (typeof value === 'string') return value !== '' && isSecret(path) ? [value] : [];
  if (isList(value)) return value.flatMap((each, index) => textsAt(each, isSecret, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => textsAt(each, isSecret, [...path, key]));
}
