import { EnablePolicyTypeCommand, ListPoliciesForTargetCommand, PolicyType } from '@aws-sdk/client-organizations';
import { CONTROL_POLICIES } from '../../lib/domain/names';
import { NotProved } from '../report/ledger';
import { administratorOf, type Stage, type Written } from '../stage';
import { cdkDeploy } from './deploy';

/** Installs the guardrails as the management account, whatever account the rest was deployed from. */
export function installGuardrails(stage: Stage, written: Written): Promise<boolean> {
  const { rootId, managementAccount } = written.config.organization;
  return stage.ledger.prove('the management account installs the guardrails over the whole organization', async () => {
    const { organizations } = await administratorOf(stage, written.config, managementAccount);
    const types = [PolicyType.SERVICE_CONTROL_POLICY, PolicyType.RESOURCE_CONTROL_POLICY];
    for (const PolicyType of types) {
      await organizations.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType }));
    }
    await cdkDeploy(stage, written, managementAccount, ['--all', '-c', 'guardrails=true']);
    const attached = await Promise.all(
      types.map((Filter) => organizations.send(new ListPoliciesForTargetCommand({ TargetId: rootId, Filter }))),
    );
    const names = attached.flatMap(({ Policies = [] }) => Policies.map(({ Name }) => Name));
    const missing = Object.values(CONTROL_POLICIES).filter((name) => !names.includes(name));
    if (missing.length > 0) throw new NotProved(`not attached to ${rootId}: ${missing.join(', ')}`);
    return `${Object.values(CONTROL_POLICIES).join(' and ')} on ${rootId}`;
  });
}
