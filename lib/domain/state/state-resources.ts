import { isList, isObject, type Json, type JsonObject } from '../json';
import { withoutEscapes } from '../masked-text';

/** One object of a state: a resource, or one of those that `count` or `for_each` made. */
export interface StateResource {
  /** As Terraform writes it: `module.net["a"].aws_vpc.main[0]`. */
  readonly address: string;
  /** Of the module that it is in; none for the root module. */
  readonly module?: string;
  /** `managed`, or `data` for a data source. */
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly key?: string | number;
  /** The key of an object that was replaced and is still to be destroyed. */
  readonly deposed?: string;
}

/** A resource with what the state says of it. */
export interface StateInstance extends StateResource {
  readonly body: JsonObject;
}

export interface StateOutput {
  readonly name: string;
  readonly sensitive: boolean;
}

/** The objects of the value of a state, in its order; what has no type or name is passed over. */
export function instancesOf(state: Json): readonly StateInstance[] {
  const resources = isObject(state) && isList(state.resources) ? state.resources : [];
  return resources.filter((resource) => isObject(resource)).flatMap(instancesOfResource);
}

function instancesOfResource(resource: JsonObject): readonly StateInstance[] {
  const { mode, type, name, module, instances } = resource;
  if (typeof type !== 'string' || typeof name !== 'string' || !isList(instances)) return [];
  const place = {
    ...(typeof module === 'string' && { module }),
    mode: typeof mode === 'string' ? mode : 'managed',
    type,
    name,
  };
  return instances
    .filter((instance) => isObject(instance))
    .map((body) => {
      const { index_key: key, deposed } = body;
      const own = {
        ...place,
        ...((typeof key === 'string' || typeof key === 'number') && { key }),
        ...(typeof deposed === 'string' && { deposed }),
      };
      return { ...own, address: addressOf(own), body };
    });
}

/** @see https://developer.hashicorp.com/terraform/cli/state/resource-addressing */
function addressOf({ module, mode, type, name, key, deposed }: Omit<StateResource, 'address'>): string {
  const parts = [...(module === undefined ? [] : [module]), ...(mode === 'data' ? ['data'] : []), type, name];
  const index = key === undefined ? '' : `[${JSON.stringify(key)}]`;
  return withoutEscapes(`${parts.join('.')}${index}${deposed === undefined ? '' : ` (deposed ${deposed})`}`);
}

/** The outputs of the value of a state. */
export function outputsOf(state: Json): Readonly<Record<string, JsonObject>> {
  const outputs = isObject(state) && isObject(state.outputs) ? state.outputs : {};
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([name, output]) => (isObject(output) ? [[name, output]] : [])),
  );
}
