import * as z from 'zod';
import { type NameKind, unfitName } from './names';
import { entriesOf, keyOf, type Node, nodeAt, type Text, textOf } from './node';
import { problemAt, quoted } from './problem';
import { guided, type Rule } from './schema';

/** The two keys by which an environment or a pipeline, the `noun`, goes or gets another name. */
export function lifeOf(kind: NameKind, { gives, example }: { readonly gives: string; readonly example: string }) {
  const isFitName: Rule = (node) => {
    const name = textOf(node);
    return name === undefined ? [] : unfitName(name, kind);
  };
  return {
    retired: guided(z.literal(true).optional(), {
      description: `Takes the ${kind.noun} out of use: ${gives}. Deploy that, and only then remove the ${kind.noun}.`,
      expected: 'true, or no key retired at all',
      example: true,
      unset: `none: the ${kind.noun} is in use`,
      fix: `write retired: true, or remove retired to keep the ${kind.noun} in use`,
    }),
    deployedAs: guided(
      z.string().optional(),
      {
        description: `The name that the ${kind.noun} was first deployed with, where it was renamed since: what AWS has keeps that name.`,
        expected: `the first name of the ${kind.noun}`,
        example,
        unset: 'its name: it was never renamed',
        fix: `write the name that it had before, or remove deployedAs where it was never renamed`,
        rules: [isFitName],
      },
      kind.json,
    ),
  };
}

/** No two have one name in AWS. */
export function deployedOnce({ noun }: NameKind): Rule {
  return (map) => {
    const first = new Map<string, Text>();
    return entriesOf(map).flatMap((entry) => {
      const name = textOf(nodeAt(entry, 'deployedAs')) ?? keyOf(entry);
      const other = first.get(name.value);
      first.set(name.value, other ?? name);
      if (other === undefined) return [];
      return [
        problemAt(name, {
          found: `the ${noun} name ${quoted(name.value)}, which AWS has for that on line ${other.position.line} already`,
          expected: `every ${noun} under a name of its own in AWS`,
          fix: 'choose another name for the newer of the two',
        }),
      ];
    });
  };
}

/** The entries of a map that are in use. */
export function inUse(map: Node | undefined): readonly Node[] {
  return entriesOf(map).filter((entry) => !isRetired(entry));
}

export function isRetired(entry: Node | undefined): boolean {
  const retired = nodeAt(entry, 'retired');
  return retired?.kind === 'scalar' && retired.value === true;
}

/** What stands under names, apart by whether it is in use; each has its name in AWS. */
export interface Lives<Value> {
  readonly inUse: readonly (Value & Named)[];
  readonly retired: readonly Named[];
}

interface Named {
  readonly name: string;
  readonly deployedAs: string;
}

interface Life {
  readonly retired?: true | undefined;
  readonly deployedAs?: string | undefined;
}

/** Parses a map from names to what has the two keys. */
export function apart<Value extends Life>(byName: Readonly<Record<string, Value>>): Lives<Omit<Value, keyof Life>> {
  const all = Object.entries(byName).map(([name, { retired, deployedAs = name, ...value }]) => ({
    isRetired: retired === true,
    named: { name, deployedAs },
    value,
  }));
  return {
    inUse: all.filter((one) => !one.isRetired).map(({ named: own, value }) => ({ ...own, ...value })),
    retired: all.filter((one) => one.isRetired).map(({ named: own }) => own),
  };
}
