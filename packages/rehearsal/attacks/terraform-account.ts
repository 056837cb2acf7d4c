import { DeleteStackSetCommand } from '@aws-sdk/client-cloudformation';
import { CreateOpenIDConnectProviderCommand, DeleteOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import {
  CloseAccountCommand,
  MoveAccountCommand,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import { GetBucketPolicyCommand, ListObjectsV2Command, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { ALARM_BUS, AUDIT_KEY_ALIAS, alarmRuleName, ciKeySecretName, TRAIL } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { OrgConfig, Pipeline } from '../../../lib/domain/org-config';
import type { JsonObject } from '../../iam-gateway/iam/json';
import type { Rehearsal } from '../context/rehearsal';
import type { Clients } from '../emulated/clients';
import { NotProved } from '../report/ledger';

/** What an administrator of the Terraform account does to what orgstrap made there; each is undone, or changes nothing. */
export function attacksInTerraformAccount(
  clients: Clients,
  config: OrgConfig,
  { name }: Pipeline,
): readonly AllowedAttack[] {
  const names = namesOf(config);
  const logs = { Bucket: names.accessLogBucket };
  return [
    config.audit?.trail === 'own' ? stopsTheTrail(clients) : looksForATrail(clients),
    silencesAnAlarm(clients),
    ...(config.operators === undefined ? [looksForAKey(clients, name)] : []),
    {
      what: 'writes the policy of a bucket',
      alarms: ['bucket-is-changed'],
      attempt: async () => {
        const { Policy } = await clients.s3.send(new GetBucketPolicyCommand(logs));
        await clients.s3.send(new PutBucketPolicyCommand({ ...logs, Policy }));
      },
    },
    writesTheKeyPolicy(clients),
    {
      what: `lists the states of ${name}`,
      alarms: ['state-is-used-by-a-stranger'],
      attempt: () => {
        const Bucket = names.stateBucket(name);
        return clients.s3.send(new ListObjectsV2Command({ Bucket }));
      },
    },
    {
      what: 'makes an identity provider',
      alarms: ['identity-provider-is-changed'],
      attempt: async () => {
        const issuer = { Url: 'https://login.rehearsal.example', ClientIDList: ['sts.amazonaws.com'] };
        const { OpenIDConnectProviderArn } = await clients.iam.send(new CreateOpenIDConnectProviderCommand(issuer));
        await clients.iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
      },
    },
    {
      what: 'would be a delegated administrator of StackSets',
      alarms: ['organization-is-changed'],
      attempt: () =>
        notFrom(
          clients.organizations.send(
            new RegisterDelegatedAdministratorCommand({
              AccountId: config.accounts.terraform,
              ServicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com',
            }),
          ),
        ),
    },
    {
      what: 'would move an account and close it',
      alarms: ['account-is-moved'],
      attempt: async () => {
        const units = { SourceParentId: 'ou-abcd-33333333', DestinationParentId: 'ou-abcd-11111111' };
        const AccountId = '999999999999';
        await notFrom(clients.organizations.send(new MoveAccountCommand({ AccountId, ...units })));
        await notFrom(clients.organizations.send(new CloseAccountCommand({ AccountId })));
      },
    },
    {
      what: 'deletes StackSets by guessing their names',
      alarms: ['stack-set-is-changed'],
      attempt: () =>
        notFrom(clients.cloudFormation.send(new DeleteStackSetCommand({ StackSetName: 'rehearsal-guess' }))),
    },
  ];
}

function stopsTheTrail({ call }: Clients): AllowedAttack {
  const asked = { service: 'cloudtrail', input: { Name: TRAIL } };
  return {
    what: 'stops the trail',
    alarms: ['trail-is-changed'],
    attempt: async () => {
      await call({ ...asked, operation: 'StopLogging' });
      await call({ ...asked, operation: 'StartLogging' });
    },
  };
}

/** That of the organization is in another account. */
function looksForATrail({ call }: Clients): AllowedAttack {
  return {
    what: 'would stop a trail, had the account one',
    alarms: ['trail-is-changed'],
    attempt: () => notFrom(call({ service: 'cloudtrail', operation: 'StopLogging', input: { Name: TRAIL } })),
  };
}

/** Without operators, no secret has the key of a CI user. */
function looksForAKey({ call }: Clients, pipeline: string): AllowedAttack {
  const input = { SecretId: ciKeySecretName('apply', pipeline) };
  return {
    what: `would read the key of ${pipeline}, were it in a secret`,
    alarms: ['ci-secret-is-read'],
    attempt: () => notFrom(call({ service: 'secretsmanager', operation: 'GetSecretValue', input })),
  };
}

/** The rule is put back as it was: enabled again, it would not match calls that only read. */
function silencesAnAlarm({ call }: Clients): AllowedAttack {
  const rule = { Name: alarmRuleName('role-is-refused'), EventBusName: ALARM_BUS };
  const events = (operation: string, input: JsonObject) => call({ service: 'events', operation, input });
  return {
    what: 'silences an alarm',
    alarms: ['alarms-are-changed'],
    attempt: async () => {
      const { EventPattern, State, Description } = await events('DescribeRule', rule);
      await events('DisableRule', rule);
      await events('PutRule', { ...rule, EventPattern, State, Description });
    },
  };
}

function writesTheKeyPolicy({ call }: Clients): AllowedAttack {
  const kms = (operation: string, input: JsonObject) => call({ service: 'kms', operation, input });
  return {
    what: 'writes the policy of a KMS key',
    alarms: ['key-is-changed'],
    attempt: async () => {
      const { KeyMetadata: key } = await kms('DescribeKey', { KeyId: AUDIT_KEY_ALIAS });
      const KeyId = typeof key === 'object' && key !== null && 'KeyId' in key ? key.KeyId : undefined;
      const named = { KeyId, PolicyName: 'default' };
      const { Policy } = await kms('GetKeyPolicy', named);
      await kms('PutKeyPolicy', { ...named, Policy });
    },
  };
}

/** What the service itself refuses, or does not find. */
export async function notFrom(answer: Promise<unknown>): Promise<void> {
  const outcome = await answer.then(
    () => 'went through' as const,
    () => 'refused' as const,
  );
  if (outcome === 'went through') throw new NotProved('the service did it');
}

/** Something that goes through and should not have been done, the alarms that must tell of it, and what somebody does. */
export interface AllowedAttack {
  readonly what: string;
  readonly alarms: readonly string[];
  readonly attempt: () => Promise<unknown>;
}

/** Does what nothing refuses: the alarms are all that there is against it. */
export async function carryOut(
  { ledger, alarmMonitor }: Rehearsal,
  who: string,
  attacks: readonly AllowedAttack[],
): Promise<void> {
  for (const { what, alarms, attempt } of attacks) {
    const claim = `nothing but an alarm stops ${who} who ${what}`;
    const attack = async () => {
      await alarmMonitor.during({ claim, alarms }, attempt);
      return `${alarms.join(' and ')} must tell of it`;
    };
    await ledger.prove(claim, attack, 'alarm');
  }
}
