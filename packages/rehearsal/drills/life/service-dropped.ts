import type { Drill } from '../drill';
import { SERVICE } from '../reach';

/** Terraform may no longer manage what it made with the service: the resources stay, and it cannot even plan them. */
export const serviceDropped: Drill = {
  name: 'service-dropped',
  title: 'a service is taken out of terraform.services',
  begins: (org) => org.addIn(['terraform', 'services'], SERVICE),
  play: async (scene) => {
    const dropped = scene.edit((org) => org.setIn(['terraform', 'services'], ['s3', 'ssm', 'iam']));
    await scene.plan('plan refuses until the loss is accepted', dropped, 2, {
      says: [`Terraform may manage ${SERVICE} now`, '--accept dropped-services'],
    });
    const accepted = ['--accept', 'dropped-services'];
    await scene.plan('plan: it is accepted', dropped, 0, { says: ['nothing widens'] }, accepted);
    await scene.deploy('it is deployed', dropped);
    await scene.queuesIn('no account has it any more', []);
    await scene.deployBack('the org.yaml of before brings it back');
    await scene.queuesIn('all have it', ['dev-a', 'dev-b', 'stage', 'prod']);
    await scene.deploy('it is dropped again', dropped);
    return scene.endWell(dropped);
  },
};
