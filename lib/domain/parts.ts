/** How a list is spread over stacks. */
interface Spread<Item> {
  /** What an item is known by; it is in a part by that alone. */
  readonly nameOf: (item: Item) => string;
  /** How much of a part it takes. */
  readonly sizeOf: (item: Item) => number;
  /** How much one part takes. */
  readonly most: number;
}

/**
 * A list in parts that fit into a template each: one, two, four or so on. An item is in a part by its name, so that one more moves none; and
 * where the parts are doubled, what moves comes into one that is new.
 */
export function inParts<Item>(items: readonly Item[], spread: Spread<Item>): readonly (readonly Item[])[] {
  const { nameOf, sizeOf, most } = spread;
  const placed = items.map((item) => ({ item, place: placeOf(nameOf(item)) }));
  for (let parts = 1; ; parts *= 2) {
    const lists = Array.from({ length: parts }, (_, part) =>
      placed.filter(({ place }) => place % parts === part).map(({ item }) => item),
    );
    // One item by itself is never split, however large it is.
    if (lists.some((list) => list.length > 1 && list.reduce((sum, item) => sum + sizeOf(item), 0) > most)) continue;
    return lists;
  }
}

/** The name of the stack of a part, counted from 0. No name of org.yaml has two hyphens side by side. */
export function partId(id: string, part: number): string {
  return part === 0 ? id : `${id}--${part + 1}`;
}

/** A number of 32 bits, by FNV-1a: what matters is that it is the same each time, and spread. */
function placeOf(name: string): number {
  const mixed = [...name].reduce(
    (hash, character) => Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193),
    0x811c9dc5,
  );
  // The low bits of FNV alone are spread badly.
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
