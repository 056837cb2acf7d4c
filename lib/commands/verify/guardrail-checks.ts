import { isDeepStrictEqual } from 'node:util';
import type { NamedPolicies } from '../../aws/control-policies';
import { parsedJson } from '../../domain/json';
import type { Guardrails, OrgConfig } from '../../domain/org-config';
import {
  type CheckSubject,
  checksOfAnswer,
  doesNotHold,
  holds,
  type LiveCheck,
  notSeen,
} from '../../estate/live-check';
import { describedSettings, type SettingPolicyDescription } from '../../policies/account-settings';
import { type ControlPolicyDescription, describedControlPolicies } from '../../policies/guardrails';
import { documentDifferences } from './document-differences';
import { SEE_ORGANIZATION } from './judged';
import type { Difference } from './mended-by';

const INSTALL = 'with credentials of the management account: npx orgstrap deploy --guardrails';

/** Whether a check is of a guardrail, which is deployed apart from the rest. */
export function isOfGuardrail({ kind }: CheckSubject): boolean {
  return kind === 'guardrail';
}

type Guardrail = ControlPolicyDescription | SettingPolicyDescription;

function describedGuardrails(config: OrgConfig, guardrails: Guardrails): readonly Guardrail[] {
  return [...describedControlPolicies(config, guardrails), ...describedSettings(guardrails.accountSettings)];
}

/** Whether the guardrails are there, attached to the root, and say what they should. */
export function guardrailChecks(
  config: OrgConfig,
  guardrails: Guardrails,
  policiesOfOrganization: NamedPolicies,
): Promise<readonly LiveCheck[]> {
  const expected = describedGuardrails(config, guardrails);
  return checksOfAnswer(
    expected.map(subjectOf),
    SEE_ORGANIZATION,
    () => policiesOfOrganization.named(expected),
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
          ...contentDifferences(one, found.content).map((difference) => ({
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
  return describedGuardrails(config, guardrails).map((one) =>
    notSeen(
      subjectOf(one),
      'no auditor role may see control policies: the management account has none',
      'write managementAccount into org.yaml, which gives it one; or look with credentials of the management account: npx orgstrap plan',
    ),
  );
}

function subjectOf(guardrail: Guardrail): CheckSubject {
  const { name } = guardrail;
  return {
    kind: 'guardrail',
    resource: name,
    name: isControlPolicy(guardrail)
      ? `control policy ${name}`
      : `policy ${name}, which sets something in all accounts`,
    why: isControlPolicy(guardrail)
      ? 'without it an administrator of a member account may undo what orgstrap made there'
      : 'without it every account decides for itself',
  };
}

function isControlPolicy(guardrail: Guardrail): guardrail is ControlPolicyDescription {
  return guardrail.type === 'SERVICE_CONTROL_POLICY' || guardrail.type === 'RESOURCE_CONTROL_POLICY';
}

/** Of a control policy statement by statement; other policies have none. */
function contentDifferences(expected: Guardrail, found: string): readonly string[] {
  if (isControlPolicy(expected)) return documentDifferences('it', JSON.stringify(expected.content), found);
  return isDeepStrictEqual(parsedJson(found), expected.content) ? [] : ['it sets something else'];
}

function typeDifferences(type: Guardrail['type'], enabled: readonly string[], root: string): readonly Difference[] {
  if (enabled.includes(type)) return [];
  return [
    {
      found: `policies of the type ${type} are not enabled, so that they bind nobody`,
      command: `aws organizations enable-policy-type --root-id ${root} --policy-type ${type}`,
    },
  ];
}
