/** Whether a pattern of a policy, with `*` and `?`, fits a text, in which these are themselves. */
export function fits(pattern: string, text: string): boolean {
  const expression = [...pattern]
    .map((character) => {
      if (character === '*') return '[\\s\\S]*';
      return character === '?' ? '[\\s\\S]' : character.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${expression}$`).test(text);
}

/** Whether there is a text that two patterns fit. A variable of a policy (`${aws:username}`) may be anything. */
export function overlaps(one: string, other: string): boolean {
  const [left, right] = [one, other].map((pattern) => pattern.replaceAll(/\$\{[^}]*\}/g, '*'));
  return meet(left ?? '', right ?? '');
}

/** Walks both at once; `reached` holds where in the second one may be when the first is read so far. */
function meet(one: string, other: string): boolean {
  let reached = skippingStars(new Set([0]), other);
  for (const character of one) {
    const next = new Set<number>();
    for (const at of reached) {
      if (character === '*') for (let place = at; place <= other.length; place++) next.add(place);
      else if (other[at] === '*') next.add(at);
      else if (at < other.length && (character === '?' || other[at] === '?' || other[at] === character))
        next.add(at + 1);
    }
    reached = skippingStars(next, other);
  }
  return reached.has(other.length);
}

/** A star may be nothing. */
function skippingStars(places: ReadonlySet<number>, pattern: string): ReadonlySet<number> {
  const all = new Set(places);
  for (const place of all) if (pattern[place] === '*') all.add(place + 1);
  return all;
}
