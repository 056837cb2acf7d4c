import type { Protection } from './protection';

/** What a person does about the protection of stacks, a block for each; none where there is nothing to do. */
export function protectionText({ unprotected, loses, tooEarly }: Protection): readonly string[] {
  const others = unprotected.filter((name) => !loses.includes(name));
  return [
    ...(loses.length > 0
      ? [
          `cdk deploy takes the termination protection off these, unless protectStacks names them: ${loses.join(', ')}\n`,
        ]
      : []),
    ...(others.length > 0
      ? [
          `nothing keeps these from being deleted: ${others.join(', ')}; once this is deployed, add them to protectStacks\n`,
        ]
      : []),
    ...(tooEarly.length > 0
      ? [
          `in protectStacks, and not deployed: ${tooEarly.join(', ')}; if its creation fails, a protected stack cannot be created again: ` +
            'take them off the list until they are deployed\n',
        ]
      : []),
  ];
}
