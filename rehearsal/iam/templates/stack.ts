/** A template in an account, with everything that decides what its functions give. */
export interface Stack {
  readonly name: string;
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly template: Template;
  readonly parameters: ReadonlyMap<string, string | readonly string[]>;
}

/** What is read of a template; `read-template.ts` refuses what is not. */
export interface Template {
  readonly parameters: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly resources: ReadonlyMap<string, Resource>;
}

export interface Resource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}
