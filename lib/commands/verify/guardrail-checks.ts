import type { ControlPolicyType, NamedControlPolicies } from '../../aws/control-policies';
import type { Guardrails, OrgConfig } from '../../domain/org-config';
import {
  type CheckSubject,
  checksOfAnswer,
  doesNotHold,
  holds,
  type LiveCheck,
  notSeen,
} from '../../estate/live-check';
import { type ControlPolicyDescription, describedControlPolicies } from '../../policies/guardrails';
import { documentDifferences } from './document-differences';
import { SEE_ORGANIZATION } from './judged';
import type { Difference } from './mended-by';

const INSTALL = 'with credentials of the management account: npx orgstrap deploy --guardrails';

/** Whether a check is of a guardrail, which is deployed apart from the rest. */
export function isOfGuardrail({ kind }: CheckSubject): boolean {
  return kind === 'guardrail';
}

/** Whether the guardrails are there, attached to the root, and say what they should. */
export function guardrailChecks(
  config: OrgConfig,
  guardrails: Guardrails,
  controlPolicies: NamedControlPolicies,
): Promise<readonly LiveCheck[]> {
  const expected = describedControlPolicies(config, guardrails);
  return checksOfAnswer(
    expected.map(subjectOf),
    SEE_ORGANIZATION,
    () => controlPolicies.named(expected.map(({ name }) => name)),
    ({ enabled, policies }) =>
      expected.map((one) => {
        const found = policies.find(({ name, type }) => name === one.name && type === one.type);
        if (found === undefined) return doesNotHold(subjectOf(one), 'there is no such policy', INSTALL);
        const { rootId } = config.organization;
        const differences: readonly Difference[] = [
          ...typeDifferences(one.type, enabled, rootId),
          ...(found.targets.includes(rootId)
            ? []
            : [
                {
                  found: `it is not attached to the root ${rootId}`,
                  command: `aws organizations attach-policy --policy-id ${found.id} --target-id ${rootId}`,
                },
              ]),
          ...documentDifferences('it', JSON.stringify(one.content), found.content).map((difference) => ({
            found: difference,
            command: `aws organizations update-policy --policy-id ${found.id} --content '${JSON.stringify(one.content)}'`,
          })),
        ];
        if (differences.length === 0) return holds(subjectOf(one), 'is attached to the root, and says what it should');
        const commands = [...new Set(differences.map(({ command }) => command))];
        return doesNotHold(
          subjectOf(one),
          differences.map(({ found: says }) => says).join('; '),
          `${INSTALL}; where that shows no change, somebody changed it beside CloudFormation: ${commands.join(' && ')}`,
        );
      }),
  );
}

/** The same where no auditor role sees the organization. */
export function unseenGuardrails(config: OrgConfig, guardrails: Guardrails): readonly LiveCheck[] {
  return describedControlPolicies(config, guardrails).map((one) =>
    notSeen(
      subjectOf(one),
      'no auditor role may see control policies: the management account has none',
      'write managementAccount into org.yaml, which gives it one; or look with credentials of the management account: npx orgstrap plan',
    ),
  );
}

function subjectOf({ name }: ControlPolicyDescription): CheckSubject {
  return {
    kind: 'guardrail',
    resource: name,
    name: `control policy ${name}`,
    why: 'without it an administrator of a member account may undo what orgstrap made there',
  };
}

function typeDifferences(
  type: ControlPolicyType,
  enabled: readonly ControlPolicyType[],
  root: string,
): readonly Difference[] {
  if (enabled.includes(type)) return [];
  return [
    {
      found: `policies of the type ${type} are not enabled, so that they bind nobody`,
      command: `aws organizations enable-policy-type --root-id ${root} --policy-type ${type}`,
    },
  ];
}
