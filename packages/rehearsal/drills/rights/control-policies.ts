import { EnablePolicyTypeCommand } from '@aws-sdk/client-organizations';
import { administratorOf } from '../../context/rehearsal';
import type { Scene } from '../scene';

/** Without them nobody asks what they say. */
export function controlPoliciesInUse(scene: Scene): Promise<void> {
  const { orgYaml, rehearsal } = scene;
  const { managementAccount, rootId } = orgYaml.config.organization;
  return scene.step('control policies are in use', async () => {
    const { organizations } = await administratorOf(rehearsal, orgYaml.config, managementAccount);
    for (const PolicyType of ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const) {
      await organizations.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType }));
    }
    return rootId;
  });
}
