import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DeleteRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { DetachPolicyCommand } from '@aws-sdk/client-organizations';
import { TERRAFORM_ROLES } from '../../../../lib/domain/names';
import { administratorOf, type OrgYaml } from '../../context/rehearsal';
import { NotProved } from '../../report/ledger';
import { handles, reread } from '../commands/accounts';
import { deploys } from '../commands/commands';
import { hasNothing, hasWhatItsEnvironmentGives } from '../delivered';
import type { Drill } from '../drill';
import { leftovers } from '../leftovers';
import { accountNamed, editedCopy } from '../org';
import { awsCommandsIn, runAws } from '../printed-commands';
import type { Scene } from '../scene';
import { leaveWorkloads } from '../workloads';
import { theCompanyAsItIs } from './company';

/** On a bad day, one of so many requests is throttled, refused for now, or loses its connection. All days of this story are bad. */
const ONE_OF = 10;

/** What a company does with orgstrap, from an organization without `org.yaml` to one without orgstrap. */
export const initToDestroy: Drill = {
  name: 'init-to-destroy',
  title:
    'orgstrap from init to destroy in an organization of 12 accounts, of which one is suspended, one in quarantine, and one has a role that stands in the way',
  organization: join(__dirname, 'company.yaml'),
  isUnprepared: true,
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const { managementAccount, id } = orgYaml.config.organization;
    const account = (workspace: string) => accountNamed(orgYaml, workspace);
    const policy = await theCompanyAsItIs(scene);
    rehearsal.gateway.faults.meet(ONE_OF);

    const company = await proposed(scene);
    await scene.command(
      'doctor --fix prepares the organization, and names the policy of the quarantine',
      company,
      ['doctor', '--fix', '--yes'],
      1,
      {
        says: [
          'trusted access of StackSets: mended',
          'delegated administrator of StackSets: mended',
          `control policy quarantine (${policy}) of the account ${account('cards-prod')}`,
        ],
      },
      managementAccount,
    );
    await deploys(scene, 'deploy does nothing while the quarantine would stop it', company, 1, {
      says: ['nothing was deployed', '--accept doctor-findings'],
    });
    await deploys(
      scene,
      'with that accepted it fails in stage, where somebody made a role of the same name',
      company,
      1,
      {
        says: [
          `ProductAccounts-workloads-stage failed (ROLLBACK_COMPLETE) in one or more of stage ${account('stage')}`,
          'something of that name is there',
          'not begun, because they wait for it',
        ],
      },
      ['--accept', 'doctor-findings'],
    );
    await scene.step('the role goes, and the quarantine ends', async () => {
      const { iam } = await administratorOf(rehearsal, orgYaml.config, account('stage'));
      await iam.send(new DeleteRoleCommand({ RoleName: TERRAFORM_ROLES.apply }));
      const { organizations } = await administratorOf(rehearsal, orgYaml.config, managementAccount);
      await organizations.send(new DetachPolicyCommand({ PolicyId: policy, TargetId: account('cards-prod') }));
      await rehearsal.control.quarantine(account('cards-prod'), false);
      return policy;
    });
    await deploys(scene, 'deploy goes on where it was; the suspended account is no failure', company, 0, {
      says: ['orgstrap-ProductAccounts-workloads-stage is ROLLBACK_COMPLETE', '0 findings', 'done: 14 stacks'],
    });
    await scene.step('Terraform has left something in every account', () => leaveWorkloads(rehearsal, company));

    await handles(
      scene,
      'onboard makes an account for stage',
      company,
      [
        ...['onboard', 'search', '--environment', 'workloads-stage'],
        ...['--create', '--email', 'aws+search@acme.test'],
      ],
      0,
      { says: ['AWS was asked for the account search', 'orgstrap terraform --config'], silent: ['WARNING'] },
    );
    await handles(
      scene,
      'move takes dev-2 to stage',
      reread(company),
      ['move', 'dev-2', '--to', 'workloads-stage'],
      0,
      { says: ['moved from ou-abcd-workloadsdev to r-abcd', 'moved from r-abcd to ou-abcd-workloadsstage'] },
    );
    const grown = reread(company);
    await scene.step('it has what stage gives', () =>
      hasWhatItsEnvironmentGives(rehearsal, grown, account('dev-2'), 'workloads-stage'),
    );

    await handEdited(scene, grown);

    await handles(scene, 'offboard takes dev-2 out', grown, ['offboard', 'dev-2'], 0, {
      says: [`aws organizations close-account --account-id ${account('dev-2')}`],
    });
    const last = reread(company);
    await scene.step('nobody of CI enters it', () => hasNothing(rehearsal, last, account('dev-2')));
    await scene.endWell(last);

    const destroy = ['destroy', '--yes', id];
    await scene.command('destroy refuses while there are states', last, destroy, 2, { says: ['--keep-states'] });
    await scene.command('told to keep them, it takes all else away', last, [...destroy, '--keep-states'], 0, {
      says: ['destroyed: '],
    });
    await scene.step('what it names is left, and nothing else', () => leftovers(rehearsal, last));
    const { count } = rehearsal.gateway.faults;
    await scene.step('many requests met a fault that passed', () =>
      count === 0 ? Promise.reject(new NotProved('none did')) : Promise.resolve(`${count} requests`),
    );
    rehearsal.gateway.faults.meet();
    return scene.edit((org) => {
      for (const { name } of last.config.environments) org.setIn(['environments', name, 'retired'], true);
      org.setIn(['pipelines', 'delivery', 'retired'], true);
    }, last);
  },
};

/** The company takes what `init` proposes, but for two edits. */
async function proposed(scene: Scene): Promise<OrgYaml> {
  const { orgYaml, rehearsal } = scene;
  const { config: wanted } = orgYaml;
  const file = join(rehearsal.work, 'proposed.yaml');
  const flags = {
    'home-region': wanted.homeRegion,
    'deploy-from': 'ops',
    'terraform-account': 'cicd',
    'ops-account': 'cicd',
    services: 's3,ssm,iam',
    ci: 'github',
    repository: 'acme/infrastructure',
    operator: wanted.operators?.join(',') ?? '',
  };
  await scene.command(
    'init proposes org.yaml',
    { file, config: wanted },
    ['init', ...Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value])],
    0,
    { says: ['left out: 3 accounts'] },
    wanted.organization.managementAccount,
  );
  const edited = editedCopy(
    join(rehearsal.work, 'company.yaml'),
    (org) => {
      org.setIn(['pipelines', 'delivery', 'identity', 'github', 'ids'], { owner: 1234567, repository: 7654321 });
      org.setIn(['environments', 'cards-prod', 'after'], ['workloads-prod']);
    },
    file,
  );
  await scene.step('it is what the company wants, but for two edits', () =>
    isDeepStrictEqual(edited.config, wanted)
      ? Promise.resolve(file)
      : Promise.reject(new NotProved(JSON.stringify(edited.config, null, 2))),
  );
  return edited;
}

/** Somebody edits a role by hand; `verify` finds it, `status` shows it, and what `verify` prints mends it. */
async function handEdited(scene: Scene, orgYaml: OrgYaml): Promise<void> {
  const { rehearsal } = scene;
  const prod = accountNamed(orgYaml, 'prod');
  const wrong = `it has the inline policy ${BY_HAND}`;
  await scene.step('somebody edits the Terraform role of prod', async () => {
    const { iam } = await administratorOf(rehearsal, orgYaml.config, prod);
    await iam.send(
      new PutRolePolicyCommand({ RoleName: TERRAFORM_ROLES.apply, PolicyName: BY_HAND, PolicyDocument: DECRYPTS }),
    );
    return BY_HAND;
  });
  const said = await scene.command('verify finds it', orgYaml, ['verify'], 1, { says: [wrong] });
  const file = join(rehearsal.work, 'verify.json');
  const { stdout } = await scene.orgstrap(orgYaml, 'verify', '--json');
  writeFileSync(file, stdout);
  await scene.command('status shows it', orgYaml, ['status', '--verify', file], 0, {
    says: [`prod: ${TERRAFORM_ROLES.apply}: ${wrong}`, '2 SKIPPED_SUSPENDED_ACCOUNT', 'delivery'],
  });
  await scene.step('what verify prints takes it away', async () => {
    const commands = awsCommandsIn(said).filter((command) => command.includes(BY_HAND));
    for (const command of commands) await runAws(rehearsal, orgYaml, prod, command);
    if (commands.length !== 1) throw new NotProved(`it prints ${commands.length} commands for it`);
    return commands.join();
  });
}

const BY_HAND = 'just-this-once';
const DECRYPTS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }],
});
