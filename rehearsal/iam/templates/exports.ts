import { objectOf, textOf } from './json';
import { resolve } from './resolve';
import type { Export, Stack } from './stack';
import { uniqueMap } from './unique-map';

/**
 * The stacks, each with what all stacks of its account and Region export.
 *
 * @throws Error where two of them export one name.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export function withExports(stacks: readonly Stack[]): readonly Stack[] {
  return stacks.map((stack) => ({
    ...stack,
    exports: uniqueMap(
      stacks.filter(({ account, region }) => account === stack.account && region === stack.region).flatMap(exportsOf),
    ),
  }));
}

function exportsOf(stack: Stack): readonly (readonly [string, Export])[] {
  return [...stack.template.outputs].flatMap(([id, { Value, Export }]): (readonly [string, Export])[] => {
    if (Export === undefined) return [];
    const { Name } = objectOf(Export, `the export of ${id}`);
    return [[textOf(resolve(Name, stack), `the name of the export of ${id}`), { value: Value, stack }]];
  });
}
