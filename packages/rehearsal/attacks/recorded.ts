import { randomUUID } from 'node:crypto';
import { EXTERNAL_ACCESS_ANALYZER } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { globalRegionsOf, partitionOf } from '../../../lib/domain/region';
import type { TrailRecord, UserIdentity } from '../../iam-gateway/trail/trail-record';
import type { Rehearsal } from '../context/rehearsal';

type Told = Pick<TrailRecord, 'eventSource' | 'eventName' | 'awsRegion' | 'userIdentity'> & Partial<TrailRecord>;

/**
 * What the emulator has no service for, or no credentials: root users, the sign-in page, devices that are no virtual ones, analyzers. The
 * alarms get what CloudTrail would record of it, through the rules that are deployed.
 */
export async function tellOfWhatNobodyEmulates(rehearsal: Rehearsal, config: OrgConfig): Promise<void> {
  for (const { what, alarms, told } of untriedAttacks(config)) {
    const claim = `an alarm tells of ${what}, of which the alarms get a record`;
    const attack = async () => {
      await rehearsal.alarmMonitor.during({ claim, alarms }, async () => rehearsal.gateway.trail.add(recordOf(told)));
      return `${alarms.join(' and ')} must tell of it`;
    };
    await rehearsal.ledger.prove(claim, attack, 'alarm');
  }
}

interface UntriedAttack {
  readonly what: string;
  readonly alarms: readonly string[];
  readonly told: Told;
}

function untriedAttacks(config: OrgConfig): readonly UntriedAttack[] {
  const { accounts, homeRegion, organization } = config;
  const names = namesOf(config);
  const person: UserIdentity = {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLE',
    arn: names.personArn('rehearsal'),
    accountId: accounts.ops,
    userName: 'rehearsal',
  };
  const root = (account: string): UserIdentity => ({
    type: 'Root',
    principalId: account,
    arn: names.rootArn(account),
    accountId: account,
  });
  const stranger: UserIdentity = {
    ...person,
    arn: names.rootArn(accounts.terraform).replace(/root$/, 'user/stranger'),
  };
  return [
    {
      what: 'a root user who names an account',
      alarms: ['root-is-used'],
      told: {
        userIdentity: root(accounts.terraform),
        eventSource: 'iam.amazonaws.com',
        eventName: 'CreateAccountAlias',
        awsRegion: globalRegionOf(config),
        recipientAccountId: accounts.terraform,
      },
    },
    {
      what: 'a session of the root user of a member account',
      alarms: ['root-is-used'],
      told: {
        userIdentity: { ...stranger, accountId: organization.managementAccount },
        eventSource: 'sts.amazonaws.com',
        eventName: 'AssumeRoot',
        awsRegion: homeRegion,
        readOnly: true,
        recipientAccountId: accounts.terraform,
      },
    },
    {
      what: 'a passkey that a person enrols',
      alarms: ['device-of-another-kind'],
      told: {
        userIdentity: person,
        eventSource: 'iam.amazonaws.com',
        eventName: 'EnableMFADevice',
        awsRegion: globalRegionOf(config),
        requestParameters: { userName: 'rehearsal', serialNumber: 'GAHT12345678' },
        recipientAccountId: accounts.ops,
      },
    },
    {
      what: 'a wrong password',
      alarms: ['sign-in-fails'],
      told: {
        userIdentity: person,
        eventSource: 'signin.amazonaws.com',
        eventName: 'ConsoleLogin',
        awsRegion: homeRegion,
        responseElements: { ConsoleLogin: 'Failure' },
        eventType: 'AwsConsoleSignIn',
        recipientAccountId: accounts.ops,
      },
    },
    {
      what: 'an archive rule',
      alarms: ['watch-is-changed'],
      told: {
        userIdentity: stranger,
        eventSource: 'access-analyzer.amazonaws.com',
        eventName: 'CreateArchiveRule',
        awsRegion: homeRegion,
        requestParameters: { analyzerName: EXTERNAL_ACCESS_ANALYZER, ruleName: 'mine' },
        recipientAccountId: accounts.terraform,
      },
    },
  ];
}

function recordOf(told: Told): TrailRecord {
  return {
    eventVersion: '1.11',
    eventTime: new Date().toISOString().replace(/\.\d{3}Z$/, 'Z'),
    sourceIPAddress: '192.0.2.10',
    userAgent: 'rehearsal',
    requestParameters: null,
    responseElements: null,
    requestID: randomUUID(),
    eventID: randomUUID(),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '',
    eventCategory: 'Management',
    ...told,
  };
}

/** Where IAM records what happens. */
function globalRegionOf({ homeRegion }: OrgConfig): string {
  const [region = homeRegion] = globalRegionsOf(partitionOf(homeRegion));
  return region;
}
