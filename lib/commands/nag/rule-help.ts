/** What a reader is told about a rule, beside what it found. */
export interface RuleHelp {
  readonly text: string;
  /** A page about it. */
  readonly uri: string;
}

const NAG_RULES = 'https://github.com/cdklabs/cdk-nag/blob/main/RULES.md';
const ACKNOWLEDGE =
  'Mend it, or acknowledge it with a reason: a wildcard of a policy in the *.reasons.json beside the document, all else at the construct that it is about.';

const ACKNOWLEDGE_NIST =
  'Mend it, or acknowledge it with a reason at the construct that it is about. Where a rule of NIST 800-53 R5 of the same name finds it, too, the reason for that one counts here.';

const HELP: readonly { readonly check: string; readonly help: RuleHelp }[] = [
  { check: 'AwsSolutions', help: { text: ACKNOWLEDGE, uri: `${NAG_RULES}#awssolutions` } },
  { check: 'NIST.800.53.R5', help: { text: ACKNOWLEDGE, uri: `${NAG_RULES}#nist-800-53-rev-5` } },
  { check: 'HIPAA.Security', help: { text: ACKNOWLEDGE_NIST, uri: `${NAG_RULES}#hipaa-security` } },
  { check: 'PCI.DSS.321', help: { text: ACKNOWLEDGE_NIST, uri: `${NAG_RULES}#pci-dss-321` } },
  {
    check: 'Orgstrap',
    help: {
      text: 'A rule of orgstrap itself, which nobody can acknowledge: mend the statement or the construct.',
      uri: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    },
  },
  {
    check: 'Reviewed Wildcards',
    help: {
      text: 'Narrow the wildcard, or say why it is acceptable in the *.reasons.json beside the document.',
      uri: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    },
  },
  {
    check: 'Template Size',
    help: {
      text: 'CloudFormation refuses a larger template. Give a pipeline fewer environments, split an environment and its OU, or list fewer services.',
      uri: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
    },
  },
  {
    check: 'CloudFormation Validate',
    help: {
      text: 'CloudFormation would refuse the template, or might: compare it with the reference of the resource type.',
      uri: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html',
    },
  },
];

const STALE: RuleHelp = {
  text: 'An acknowledgement or a reason that silences nothing would silence the next mistake: remove it.',
  uri: NAG_RULES,
};

const ANY: RuleHelp = {
  text: 'Mend what the message says. It cannot be acknowledged.',
  uri: 'https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html',
};

/** The help for a rule; that of all rules of its check, unless it is about acknowledgements. */
export function helpFor(check: string, rule: string): RuleHelp {
  if (/-Stale(Acknowledgement|Reason)$/.test(rule)) return STALE;
  return HELP.find((one) => one.check === check)?.help ?? ANY;
}
