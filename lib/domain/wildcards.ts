/**
 * Patterns as IAM's `StringLike` reads them: `*` stands for any characters, `?` for one, and case counts.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */

/**
 * Whether a text fits a pattern. It goes on from the last asterisk where something does not fit, so that no pattern takes longer than
 * its length times the text's.
 */
export function fitsPattern(pattern: string, text: string): boolean {
  let at = 0;
  let asterisk = -1;
  let resumed = 0;
  let position = 0;
  while (position < text.length) {
    if (pattern[at] === '*') {
      asterisk = at++;
      resumed = position;
    } else if (pattern[at] === '?' || pattern[at] === text[position]) {
      at++;
      position++;
    } else if (asterisk >= 0) {
      at = asterisk + 1;
      position = ++resumed;
    } else return false;
  }
  return [...pattern.slice(at)].every((character) => character === '*');
}

/** Whether a pattern fits one text alone. */
export function isExact(pattern: string): boolean {
  return !/[*?]/.test(pattern);
}

/**
 * A text that fits both patterns and none of those that are left out, as short as there is one; `undefined` where there is none.
 *
 * It walks through both patterns at once. Where neither asks for a character of its own, any one that no pattern names will do: what
 * such a text does not fit, no other text in its place could make fit less.
 */
export function commonText(one: string, other: string, leftOut: readonly string[] = []): string | undefined {
  if (differAtAnEnd(one, other)) return undefined;
  const free = freeCharacter(leftOut);
  const seen = new Set<string>();
  const start = { one: 0, other: 0, leftOut: leftOut.map((pattern) => passed(pattern, [0])), text: '' };
  let level = closed([start], one, other, seen);
  while (level.length > 0) {
    const found = level.find((place) => isEnd(place, one, other, leftOut));
    if (found !== undefined) return found.text;
    const next = level.flatMap((place) => step(place, { one, other, leftOut, free }));
    level = closed(next, one, other, seen);
  }
  return undefined;
}

/** Whether the characters that two patterns begin or end with contradict each other, as those of most patterns do: it saves the walk. */
function differAtAnEnd(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  const differ = (a: string, b: string) => a !== b && a !== '?' && b !== '?';
  for (let at = 0; ; at++) {
    const [first, second] = [one.charAt(at), other.charAt(at)];
    if (first === '*' || second === '*') break;
    // Where both are at their end they are one text, as far as they are texts.
    if (at === shorter) return one.length !== other.length;
    if (differ(first, second)) return true;
  }
  for (let at = 1; at <= shorter; at++) {
    const [first, second] = [one.charAt(one.length - at), other.charAt(other.length - at)];
    if (first === '*' || second === '*') return false;
    if (differ(first, second)) return true;
  }
  return false;
}

/** How far a text has come in each pattern. */
interface Place {
  readonly one: number;
  readonly other: number;
  /** In each of those that are left out, everywhere that it may have come to. */
  readonly leftOut: readonly (readonly number[])[];
  readonly text: string;
}

/** With all that is reached without a further character, for an asterisk may stand for nothing; each place once. */
function closed(places: readonly Place[], one: string, other: string, seen: Set<string>): readonly Place[] {
  const all: Place[] = [];
  const waiting = [...places];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const key = `${place.one} ${place.other} ${place.leftOut.join(' ')}`;
    if (seen.has(key)) continue;
    seen.add(key);
    all.push(place);
    if (one[place.one] === '*') waiting.push({ ...place, one: place.one + 1 });
    if (other[place.other] === '*') waiting.push({ ...place, other: place.other + 1 });
  }
  return all;
}

function step(
  place: Place,
  { one, other, leftOut, free }: Readonly<Record<'one' | 'other' | 'free', string>> & { leftOut: readonly string[] },
): readonly Place[] {
  const [first, second] = [one[place.one], other[place.other]];
  if (first === undefined || second === undefined) return [];
  const character = [first, second].find((wanted) => isExact(wanted)) ?? free;
  if ([first, second].some((wanted) => isExact(wanted) && wanted !== character)) return [];
  return [
    {
      one: first === '*' ? place.one : place.one + 1,
      other: second === '*' ? place.other : place.other + 1,
      leftOut: leftOut.map((pattern, index) => read(pattern, place.leftOut[index] ?? [], character)),
      text: place.text + character,
    },
  ];
}

function isEnd(place: Place, one: string, other: string, leftOut: readonly string[]): boolean {
  if (place.one < one.length || place.other < other.length) return false;
  return !leftOut.some((pattern, index) => place.leftOut[index]?.includes(pattern.length));
}

function read(pattern: string, places: readonly number[], character: string): readonly number[] {
  const next = places.flatMap((place) => {
    if (pattern[place] === '*') return [place];
    return pattern[place] === '?' || pattern[place] === character ? [place + 1] : [];
  });
  return passed(pattern, next);
}

/** Places in a pattern, with those behind asterisks, which may stand for nothing: sorted, each once. */
export function passed(pattern: string, places: readonly number[]): readonly number[] {
  const all = new Set<number>();
  for (const start of places) {
    let place = start;
    all.add(place);
    while (pattern[place] === '*') all.add(++place);
  }
  return [...all].sort((a, b) => a - b);
}

/** One that people can read, as far as there is one that no pattern names. */
function freeCharacter(patterns: readonly string[]): string {
  const taken = new Set(patterns.join(''));
  return [...'x0123456789abcdefghijklmnopqrstuvwyz', '\uE000'].find((character) => !taken.has(character)) ?? '\uE001';
}
