/** @throws Error where two things have one name: the second could not be made. */
export function uniqueMap<Value>(entries: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value> {
  const map = new Map<string, Value>();
  for (const [name, value] of entries) {
    if (map.has(name)) throw new Error(`${name} is made twice`);
    map.set(name, value);
  }
  return map;
}
