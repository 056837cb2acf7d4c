import { Stack, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ReviewedWildcard } from '../policies/reasons';

/** The stock rule packs, by the names under which their findings are reported: two that always run, and two that run where somebody asks. */
export const RULE_PACKS = ['AwsSolutions', 'NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321'] as const;
export type RulePack = (typeof RULE_PACKS)[number];

/**
 * Accepts one finding of one rule at one construct, with the reason that a reviewer reads in the validation report.
 *
 * The id is qualified with its pack, because an unqualified one also silences the finding but leaves no trace of it.
 */
export function acknowledge(construct: Construct, pack: RulePack, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `${pack}::${pack}-${rule}`, reason });
}

/** Accepts the reviewed wildcards of a policy at the construct that holds it, and nowhere else. */
export function acknowledgeWildcards(construct: Construct, wildcards: readonly ReviewedWildcard[]): void {
  const reasons = new Map<string, Set<string>>();
  for (const { element, pattern, reason } of wildcards) {
    const finding = wildcardFinding(construct, element, pattern);
    reasons.set(finding, (reasons.get(finding) ?? new Set()).add(reason));
  }
  for (const [finding, all] of reasons) {
    acknowledge(construct, 'AwsSolutions', `IAM5[${finding}]`, [...all].join(' '));
  }
}

/** What the rule about wildcards calls one: `Action::s3:Get*`. */
export function wildcardFinding(construct: Construct, element: ReviewedWildcard['element'], pattern: string): string {
  return `${element}::${flatten(Stack.of(construct).resolve(pattern))}`;
}

/** A resolved string as cdk-nag prints it: `<AWS::AccountId>` for a reference. */
function flatten(resolved: unknown): string {
  // IAM's own variables, too, in the brackets that cdk-nag gives them.
  if (typeof resolved !== 'object' || resolved === null)
    return String(resolved).replace(/\$\{/g, '<').replace(/\}/g, '>');
  if ('Ref' in resolved) return `<${resolved.Ref}>`;
  if ('Fn::GetAtt' in resolved && Array.isArray(resolved['Fn::GetAtt'])) return `<${resolved['Fn::GetAtt'].join('.')}>`;
  if ('Fn::Join' in resolved && Array.isArray(resolved['Fn::Join'])) {
    const [delimiter, parts] = resolved['Fn::Join'];
    return parts.map(flatten).join(delimiter);
  }
  return JSON.stringify(resolved);
}
