import type { TemplateFinding } from '../domain/template-finding';

/**
 * Findings, those that one pack has and another has, too, with the acknowledgement of that other one: the packs of cdk-nag share their rules, and a reason why a bucket has no
 * replication is the same for whoever asks.
 */
export function answeredByTheSameRule(findings: readonly TemplateFinding[]): readonly TemplateFinding[] {
  const answers = new Map(
    findings.flatMap((finding) =>
      finding.acknowledgement === undefined ? [] : [[questionOf(finding), finding.acknowledgement] as const],
    ),
  );
  return findings.map((finding) => {
    const acknowledgement = finding.acknowledgement ?? answers.get(questionOf(finding));
    return acknowledgement === undefined ? finding : { ...finding, acknowledgement };
  });
}

/** The rule without its pack, and where it was found. */
function questionOf({ check, rule, found, construct }: TemplateFinding): string {
  const name = rule.startsWith(`${check}-`) ? rule.slice(check.length + 1) : rule;
  return JSON.stringify([name, found, construct]);
}
