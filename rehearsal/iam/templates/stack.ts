/** A template in an account, with everything that decides what its functions give. */
export interface Stack {
  readonly name: string;
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly template: Template;
  readonly parameters: ReadonlyMap<string, string | readonly string[]>;
  /** What it may import, by the name of the export. @default - nothing */
  readonly exports?: ReadonlyMap<string, Export>;
}

/** An output that other stacks may import: a value in the stack that evaluates it. */
export interface Export {
  readonly value: unknown;
  readonly stack: Stack;
}

/** What is read of a template; `read-template.ts` refuses what is not. */
export interface Template {
  readonly parameters: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

export interface Resource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}
