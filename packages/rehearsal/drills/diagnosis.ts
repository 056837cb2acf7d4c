/** What `orgstrap doctor --json` writes, as far as it is looked at here. */
interface Diagnosis {
  readonly checks: readonly {
    readonly name: string;
    readonly result: string;
    readonly found: string;
    readonly fix?: string;
  }[];
}

/** What `orgstrap doctor --json` says of instances of StackSets that are not up to date; an empty text where it finds none. */
export function mendingIn(json: string): string {
  const { checks }: Diagnosis = JSON.parse(json);
  return checks
    .filter(({ name, result }) => name === 'stack instances' && result === 'finding')
    .map(({ found, fix = '' }) => `${found}\n${fix}`)
    .join('\n');
}
