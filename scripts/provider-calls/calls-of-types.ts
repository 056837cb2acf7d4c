import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CallsOfSdk, functionsByName, isShipped, type ProviderFunction, reachedFrom } from './calls';
import { nameOfFile } from './source';

/** What the index says of a type: the files of its functions. */
interface IndexedType {
  readonly terraform_type: string;
  /** The package of Go. */
  readonly namespace: string;
  readonly create_index?: string;
  readonly read_index?: string;
  readonly update_index?: string;
  readonly delete_index?: string;
}

/**
 * What each resource type and data source of the shipped services comes to, as `SDK.CALL`, by `aws_vpc` and `data.aws_vpc`. Like all that
 * is read from the source, it may be more than the provider does. What a type inherits from another one is not found: it has no calls.
 *
 * @param index - the folder `index`, with `resources` and `datasources`
 */
export function callsOfTypes(
  index: string,
  functions: readonly ProviderFunction[],
): Readonly<Record<string, CallsOfSdk>> {
  const byName = functionsByName(functions);
  const of = (folder: string, prefix: string) =>
    readdirSync(join(index, folder))
      .map((file): IndexedType => JSON.parse(readFileSync(join(index, folder, file), 'utf8')))
      .filter(({ namespace }) => isShipped(packageOf(namespace)))
      .flatMap((type) => namesOf(type).map((name) => [`${prefix}${name}`, callsOfType(type, byName)] as const));
  return Object.fromEntries([...of('resources', ''), ...of('datasources', 'data.')]);
}

/** A load balancer has two names, of which the index has the older one. */
function namesOf({ terraform_type: name }: IndexedType): readonly string[] {
  return name.startsWith('aws_alb') ? [name, name.replace('aws_alb', 'aws_lb')] : [name];
}

function callsOfType(type: IndexedType, byName: ReadonlyMap<string, ProviderFunction>): CallsOfSdk {
  const name = packageOf(type.namespace);
  const reached = (names: readonly string[]) =>
    reachedFrom(
      names.flatMap((one) => byName.get(`${name}.${one}`) ?? []),
      byName,
    );
  const named = (files: readonly (string | undefined)[]) =>
    files.flatMap((file) => (file === undefined ? [] : [nameOfFile(file)]));
  const changing = named([type.create_index, type.update_index, type.delete_index]);
  const tagging = taggingOf(type.terraform_type, reached(changing), name);
  const reads = callsIn(reached([...named([type.read_index]), ...tagging.map((one) => `${one}ListTags`)]));
  const all = callsIn(reached([...changing, ...tagging.map((one) => `${one}UpdateTags`)]));
  return { reads, others: all.filter((call) => !reads.includes(call)) };
}

/**
 * The provider itself reads and changes the tags of what takes them where it is made: through its package, or, where that has several kinds of
 * resources to tell apart, through the functions of that kind.
 */
function taggingOf(type: string, changing: readonly ProviderFunction[], name: string): readonly string[] {
  const [own] = changing.flatMap((one) => /\.([a-z]\w*)CreateTags$/.exec(one.name)?.[1] ?? []);
  if (own !== undefined) return [own];
  // Of S3, what is neither bucket nor object has its tags through S3 Control.
  if (name === 's3' && !type.includes('object')) return [];
  return changing.some((one) => one.name === `${name}.getTagsIn`) ? ['(*servicePackage).'] : [];
}

function callsIn(functions: readonly ProviderFunction[]): readonly string[] {
  return [...new Set(functions.flatMap(({ calls }) => [...calls]))].sort();
}

function packageOf(namespace: string): string {
  return namespace.split('/').at(-1) ?? '';
}
