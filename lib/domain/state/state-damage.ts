import { isList, isObject, type Json, type JsonObject } from '../json';
import { isCutOff } from './state-json';
import { instancesOf } from './state-resources';

export function howNoJson(text: string): string {
  if (text === '') return 'it is empty';
  if (text.trim() === '') return 'it is nothing but white space';
  if (/^\0+$/.test(text)) return 'it is nothing but zero bytes';
  if (text.startsWith('\ufeff')) return 'a byte order mark stands before it, which Terraform does not read';
  if (text.startsWith('PK\u0003\u0004')) return 'it is a ZIP file, as a saved plan is, and no state';
  if (text.trimStart().startsWith('<'))
    return 'it is HTML or XML instead of JSON, as a proxy or a failed download leaves it';
  if (/^\s*[{[]/.test(text) && isCutOff(text)) return `it ends in the middle, behind ${text.length} characters`;
  return 'it is no JSON';
}

export function howNoVersion(value: JsonObject): string {
  const { version } = value;
  if (version === undefined) {
    if (typeof value.ID === 'string' && typeof value.Operation === 'string') return 'it is a lock, and no state';
    return 'it is JSON, but has no version, as every state has';
  }
  if (typeof version !== 'number') return 'its version is no number';
  return version < 4
    ? `it has the version ${version} of Terraform 0.11 and older, from which no state of today goes on`
    : `it has the version ${version}, and 4 is the only one that is known`;
}

export function howNoSerial(serial: Json | undefined): string {
  if (serial === undefined) return 'it has no serial, so nobody can say whether it is newer than another';
  return 'its serial is no whole number from 0 that can be counted on';
}

export const NO_LINEAGE = 'it has no lineage, so nobody can say which states came before it';

/** What is wrong with the resources of a state; Terraform refuses each of it, too. */
export function howNoResources(state: JsonObject): string | undefined {
  const { resources = null, outputs = null } = state;
  if (outputs !== null && !isObject(outputs)) return 'its outputs are no object';
  if (resources === null) return undefined;
  if (!isList(resources)) return 'its resources are no list';
  if (!resources.every(isWhole)) return 'it has a resource without a type, a name or a list of instances';
  const twice = firstTwice(instancesOf(state).map(({ address }) => address));
  return twice === undefined ? undefined : `it has ${twice} twice`;
}

function isWhole(resource: Json): boolean {
  if (!isObject(resource)) return false;
  const { type, name, instances = [] } = resource;
  return typeof type === 'string' && typeof name === 'string' && isList(instances) && instances.every(isObject);
}

function firstTwice(texts: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return texts.find((text) => {
    const isKnown = seen.has(text);
    seen.add(text);
    return isKnown;
  });
}
