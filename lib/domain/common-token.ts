import type { OidcSystem } from './ci-identity';
import type { Tokens } from './tokens';
import { commonText } from './wildcards';

/** A token by which two roles can be had. */
export interface CommonToken {
  readonly issuer: string;
  /** An example. */
  readonly subject: string;
  /** Whether IAM takes this one token for both; else the CI system gives who holds a token for the one a token for the other, too. */
  readonly isOne: boolean;
}

/** Some sets of tokens of a CI system. */
export interface SignedTokens {
  readonly system: OidcSystem;
  readonly sets: readonly Tokens[];
}

/** Two roles, in their order, that one token opens. */
export interface SharedToken<Role> {
  readonly roles: readonly [Role, Role];
  readonly token: CommonToken;
}

/** Every pair of roles that a token opens. */
export function sharedTokens<Role extends SignedTokens>(roles: readonly Role[]): readonly SharedToken<Role>[] {
  const suspects = suspectsOf(roles);
  return roles.flatMap((role, index) =>
    roles.slice(0, index).flatMap((earlier, place) => {
      const token = suspects[index]?.has(place) ? commonToken(earlier, role) : undefined;
      return token === undefined ? [] : [{ roles: [earlier, role] as const, token }];
    }),
  );
}

/**
 * For each role the earlier ones whose subjects may begin as its own do, so that not every pair must be walked through: what comes behind
 * a beginning in the order of texts is what goes on from it, and then all else.
 */
function suspectsOf(roles: readonly SignedTokens[]): readonly ReadonlySet<number>[] {
  const beginnings = roles
    .flatMap(({ system, sets }, index) =>
      sets.flatMap(({ issuer, subjects }) =>
        subjects.map((subject) => ({ index, text: `${issuer} ${reachOf(system, subject).replace(/[*?].*$/s, '')}` })),
      ),
    )
    .sort((a, b) => Number(a.text > b.text) - Number(a.text < b.text));
  const suspects = roles.map(() => new Set<number>());
  beginnings.forEach((one, at) => {
    for (let next = at + 1; beginnings[next]?.text.startsWith(one.text); next++) {
      const pair = [one.index, beginnings[next]?.index ?? one.index];
      suspects[Math.max(...pair)]?.add(Math.min(...pair));
    }
  });
  return suspects;
}

/**
 * An example of a token by which two roles can be had, or `undefined` where there is none. What IAM compares is looked at, and then what
 * the CI system makes of it, which may take for one what IAM tells apart.
 */
export function commonToken(one: SignedTokens, other: SignedTokens): CommonToken | undefined {
  for (const first of one.sets) {
    for (const second of other.sets) {
      const found = commonOf(first, second, one.system);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function commonOf(one: Tokens, other: Tokens, system: OidcSystem): CommonToken | undefined {
  if (one.issuer !== other.issuer || one.audience !== other.audience || contradict(one, other)) return undefined;
  const { issuer } = one;
  const except = [...one.except, ...other.except];
  const asIs = commonSubject(one.subjects, other.subjects, except);
  if (asIs !== undefined) return { issuer, subject: asIs, isOne: true };
  const reached = (patterns: readonly string[]) => [...new Set(patterns.map((pattern) => reachOf(system, pattern)))];
  const subject = commonSubject(reached(one.subjects), reached(other.subjects), reached(except));
  return subject === undefined ? undefined : { issuer, subject, isOne: false };
}

/** No token says two things of one claim. */
function contradict({ claims: one }: Tokens, { claims: other }: Tokens): boolean {
  return Object.keys(one).some((name) => other[name] !== undefined && other[name] !== one[name]);
}

function commonSubject(
  some: readonly string[],
  others: readonly string[],
  except: readonly string[],
): string | undefined {
  for (const one of some) {
    for (const other of others) {
      // A name that is empty is nobody's, so an example has none where there is another one.
      const found =
        commonText(named(one), named(other), except) ??
        (isOpen(one, other) ? commonText(one, other, except) : undefined);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function named(pattern: string): string {
  return pattern.replaceAll('*', '?*');
}

function isOpen(...patterns: readonly string[]): boolean {
  return patterns.some((pattern) => pattern.includes('*'));
}

/**
 * The subjects that a CI system gives whoever comes by one of a pattern, in lower case where it ignores case.
 *
 * - GitHub ignores the case of owners, repositories and environments, and not that of branches.
 * - GitLab ignores the case of paths: no project is called as another one in capital letters.
 * - In Buildkite whoever starts a build chooses its branch and commit, and the code of the build names its steps: the pipeline alone
 *   tells builds apart.
 * - HCP Terraform and Azure DevOps give no name twice in another case.
 *
 * @see https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
 * @see https://buildkite.com/docs/pipelines/security/oidc
 */
function reachOf(system: OidcSystem, pattern: string): string {
  switch (system) {
    case 'github':
      return inLowerCase(pattern, /^repo:[^:]*:(?:environment:.*)?/);
    case 'gitlab':
      return inLowerCase(pattern, /^project_path:[^:]*/);
    case 'circleci':
      return inLowerCase(pattern, /^.*?\/vcs-ref\//);
    case 'buildkite':
      return pattern.replace(/:ref:.*$/, ':ref:refs/heads/*:commit:*:step:*');
    case 'hcpTerraform':
    case 'azureDevOps':
      return pattern.toLowerCase();
    case 'bitbucket':
      return pattern;
  }
}

function inLowerCase(pattern: string, part: RegExp): string {
  return pattern.replace(part, (text) => text.toLowerCase());
}
