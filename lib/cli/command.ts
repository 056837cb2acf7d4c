import type { ExitStatus } from '../domain/failure';
import type { CommandContext } from './command-context';

/** What a user gives a command: an argument such as `<pipeline>`, or an option such as `-o, --out <folder>`. */
interface Parameter {
  /** As the help writes it. An argument in square brackets may be left out. */
  readonly syntax: string;
  readonly description: string;
  readonly default?: unknown;
  /** The default as the help shows it. @default - as it is */
  readonly defaultText?: string;
  /** Whether an option may not be left out. */
  readonly isRequired?: true;
  readonly choices?: readonly string[];
  readonly read?: Reading<unknown>;
  /** The parameter that cannot be given beside this one. */
  readonly conflictsWith?: string;
  /** What other parameters are where this one is given. */
  readonly implies?: object;
}

/** How a text of the command line becomes a value. */
interface Reading<Value> {
  /** What it has to be, for the message where it is not. */
  readonly expected: string;
  /** Undefined for a text that is no such value. */
  of(text: string): Value | undefined;
}

/** A command of the CLI, as data: `main` builds what parses its arguments, afresh for each run. */
export interface CliCommand {
  readonly name: string;
  readonly description: string;
  /** By the names that they are given to `run` by: of an option, its long form in camel case. In the order of the help. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Command lines for the end of the help. */
  readonly examples: readonly string[];
  /**
   * Does the work, and answers the exit status. What it needs beyond this file it loads itself, so that no command pays for
   * another one.
   *
   * @throws Failure for what a user can cause; `main` shows it in one line and takes its exit status
   */
  run(given: object, context: CommandContext): Promise<ExitStatus>;
}

/** Commands under a name of their own: `orgstrap key rotate`. */
export interface CommandGroup {
  readonly name: string;
  readonly description: string;
  readonly commands: readonly CliCommand[];
}

type ReadAs<Value> = [Value] extends [boolean]
  ? object
  : [Value] extends [number]
    ? { readonly read: Reading<Value> }
    : [Value] extends [readonly (infer Item)[]]
      ? { readonly choices: readonly Item[] }
      : [string] extends [Value]
        ? object
        : { readonly choices: readonly Value[] };

type IsThere<Value> = undefined extends Value
  ? { readonly default?: undefined; readonly isRequired?: undefined }
  : { readonly default: Value } | { readonly isRequired: true } | { readonly syntax: `<${string}>` };

/** A parameter whose default, choices and conflicts fit to what its command is given. */
type ParameterOf<Given, Name extends keyof Given> = Parameter & {
  readonly conflictsWith?: keyof Given;
  readonly implies?: Partial<Given>;
} & ReadAs<NonNullable<Given[Name]>> &
  IsThere<Given[Name]>;

interface CommandOf<Given extends object> extends CliCommand {
  readonly parameters: { readonly [Name in keyof Given]-?: ParameterOf<Given, Name> };
  run(given: Given, context: CommandContext): Promise<ExitStatus>;
}

/** A command whose parameters are all that its `run` is given, and fit to it; a list of commands knows nothing of that. */
export function command<Given extends object>(definition: CommandOf<Given>): CliCommand {
  return definition;
}
