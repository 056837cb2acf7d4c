import { Failure } from '../domain/failure';
import type { PolicyDocument } from '../iam/policy-document';
import { named, statementsOf } from '../iam/statement';
import { policiesFolder } from './policies-folder';
import { type PlaceholderValues, renderElement } from './render-policy';

/** A reviewed sidecar: for each `Sid`, why each of its wildcards is acceptable, in the words of the source document. */
export type Reasons = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A wildcard of a rendered document, and why it is acceptable. */
export interface ReviewedWildcard {
  readonly element: 'Action' | 'Resource';
  readonly pattern: string;
  readonly reason: string;
}

/** A wildcard without a reason, or a reason without a wildcard. */
export interface UnreviewedWildcard {
  /** The document's path below `policies/`, without the ending. */
  readonly policy: string;
  /** That folder: orgstrap's, or the user's own. */
  readonly folder: string;
  readonly sid: string;
  readonly kind: 'no reason' | 'stale reason';
  readonly text: string;
}

/** The wildcards of a document and the reasons beside it do not fit together. */
export class UnreviewedWildcards extends Failure {
  static readonly fix = 'write a reason for every wildcard that is allowed, and remove the reasons that nothing needs';

  constructor(readonly problems: readonly UnreviewedWildcard[]) {
    super('UnreviewedWildcards', `${problems.map(({ text }) => text).join('\n')}\n${UnreviewedWildcards.fix}`);
  }
}

/** What fills a placeholder may have a wildcard in one organization and none in another. */
function mayBeWild({ source, patterns }: { readonly source: string; readonly patterns: readonly string[] }): boolean {
  return patterns.length > 0 || SOMETIMES_WILD.has(source);
}

/** What is lent, and what who deploys reaches: exactly what `org.yaml` names, or whatever it may name next. */
const SOMETIMES_WILD: ReadonlySet<string> = new Set(['${resources}', '${buckets}', '${oidcProviders}']);

/**
 * Pairs every wildcard that a document allows with its reason. Denials need none: a wildcard there only narrows.
 *
 * @throws UnreviewedWildcards that names every wildcard without a reason and every reason without a wildcard.
 */
export function reviewedWildcards(
  name: string,
  source: PolicyDocument,
  reasons: Reasons,
  values: PlaceholderValues,
  folder: string = policiesFolder(),
): readonly ReviewedWildcard[] {
  const found = statementsOf(source)
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ sid = '', action, resource }) =>
      [
        ...named(action).map((pattern) => ({ element: 'Action' as const, pattern })),
        ...named(resource).map((pattern) => ({ element: 'Resource' as const, pattern })),
      ].map(({ element, pattern }) => ({
        sid,
        element,
        source: pattern,
        patterns: renderElement(pattern, values).filter((rendered) => rendered.includes('*')),
      })),
    );
  const wild = found.filter(({ patterns }) => patterns.length > 0);
  const problems: readonly UnreviewedWildcard[] = [
    ...wild
      .filter(({ sid, source: pattern }) => !reasons[sid]?.[pattern])
      .map(({ sid, source: pattern }) => ({
        policy: name,
        folder,
        sid,
        kind: 'no reason' as const,
        text: `policies/${name}.json: '${pattern}' in ${sid} has no reason`,
      })),
    ...Object.entries(reasons).flatMap(([sid, patterns]) =>
      Object.keys(patterns)
        .filter((pattern) => !found.some((one) => one.sid === sid && one.source === pattern && mayBeWild(one)))
        .map((pattern) => ({
          policy: name,
          folder,
          sid,
          kind: 'stale reason' as const,
          text: `policies/${name}.reasons.json: the reason for '${pattern}' in ${sid} is stale, nothing matches it`,
        })),
    ),
  ];
  if (problems.length > 0) throw new UnreviewedWildcards(problems);
  return wild.flatMap(({ sid, element, source: pattern, patterns }) =>
    patterns.map((rendered) => ({ element, pattern: rendered, reason: String(reasons[sid]?.[pattern]) })),
  );
}
