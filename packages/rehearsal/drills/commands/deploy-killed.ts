import { readdirSync } from 'node:fs';
import { NotProved } from '../../report/ledger';
import type { Drill } from '../drill';
import { accountNamed } from '../org';
import { startOrgstrap, untilStack } from '../running-command';
import { deploys } from './commands';

/** Whoever deploys is killed without a word; AWS goes on, nobody else does, and the next run waits for AWS. */
export const deployKilled: Drill = {
  name: 'deploy-killed',
  title: 'orgstrap deploy gets Ctrl-C, and SIGKILL in the middle of stage, and is run again',
  isUntouched: true,
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const { terraform } = orgYaml.config.accounts;
    await rehearsal.control.failNext({ account: terraform, type: 'AWS::S3::Bucket', operation: 'CREATE', seconds: 3 });
    await scene.step('Ctrl-C ends it at once, and leaves nothing on this machine', async () => {
      const command = await startOrgstrap(rehearsal, orgYaml, 'deploy', '--yes');
      await untilStack(rehearsal, orgYaml, 'orgstrap-TerraformAccount', 'CREATE_IN_PROGRESS', command);
      command.signal('SIGINT');
      const end = await command.end();
      const left = readdirSync(rehearsal.work).filter((name) => name.startsWith('orgstrap-deploy-'));
      if (end !== 'SIGINT' || left.length > 0 || !command.output().includes('what CloudFormation has begun goes on')) {
        throw new NotProved(`it ended with ${end}, and left ${left.join(', ') || 'nothing'}\n${command.output()}`);
      }
      return 'SIGINT, no folder is left';
    });
    const stage = accountNamed(orgYaml, 'stage');
    await rehearsal.control.failNext({ account: stage, type: 'AWS::IAM::Role', operation: 'CREATE', seconds: 12 });
    await scene.step('it is killed while stage is made', async () => {
      const command = await startOrgstrap(rehearsal, orgYaml, 'deploy', '--yes', '--wait', '2');
      await untilStack(rehearsal, orgYaml, 'orgstrap-ProductAccounts-stage', 'CREATE_IN_PROGRESS', command);
      command.signal('SIGKILL');
      const end = await command.end();
      if (end !== 'SIGKILL') throw new NotProved(`it ended with ${end}`);
      return end;
    });
    await deploys(scene, 'another run names what AWS still does, and does nothing', orgYaml, 2, {
      says: ['orgstrap-ProductAccounts-stage: CREATE_IN_PROGRESS', 'RUNNING', '--wait'],
    });
    await deploys(
      scene,
      'a run that may wait goes on once AWS is done',
      orgYaml,
      0,
      { says: ['waiting for orgstrap-ProductAccounts-stage', 'done: '] },
      ['--wait', '2'],
    );
    return scene.endWell(orgYaml);
  },
};
