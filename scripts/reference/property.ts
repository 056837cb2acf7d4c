/** Of biome.json. */
const LINE_WIDTH = 120;

/**
 * A property of an object of TypeScript, with an object in it: in one line where there is room, as the formatter wants it.
 *
 * @param entries - its properties, each a line with its indent and a comma
 */
export function propertyOf(name: string, entries: readonly string[], indent: string): string {
  const inside = entries.map((entry) => entry.trim()).join(' ');
  const line = `${indent}${key(name)}: { ${inside.replace(/,$/, '')} },`;
  return line.length <= LINE_WIDTH && !line.includes('\n')
    ? line
    : [`${indent}${key(name)}: {`, ...entries, `${indent}},`].join('\n');
}

export function key(name: string): string {
  return /^\w+$/.test(name) ? name : `'${name}'`;
}
