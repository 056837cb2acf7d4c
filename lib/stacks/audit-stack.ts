import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import type { Construct } from 'constructs';
import type { AlarmGroup } from '../alarms/alarms';
import type { Silence } from '../alarms/silence';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { AlarmBus, AlarmRules } from '../constructs/alarm-bus';
import { AuditKey } from '../constructs/audit-key';
import { ExternalAccess, letIntoTerraformAccount } from '../constructs/external-access';
import { SilenceAlarm } from '../constructs/silence-alarm';
import { Trail } from '../constructs/trail';
import type { Audit } from '../domain/audit';
import { UNUSED_ACCESS_ANALYZER } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';

/** What watches over the Terraform account, and hears from the others. */
export class AuditStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig, audit: Audit) {
    super(scope, id, delivery, 'orgstrap: the trail, the bus of alarms and the analyzer of the Terraform account');
    const { arn: keyArn } = new AuditKey(this, 'Key', { config, audit });
    if (audit.trail === 'own') new Trail(this, 'Trail', { config, audit, keyArn });
    new AlarmBus(this, 'Alarms', { config, audit, keyArn });
    new ExternalAccess(this, 'ExternalAccess', letIntoTerraformAccount(config));
    if (audit.unusedAccessDays === undefined) return;
    new CfnAnalyzer(this, 'UnusedAccess', {
      analyzerName: UNUSED_ACCESS_ANALYZER,
      type: 'ACCOUNT_UNUSED_ACCESS',
      analyzerConfiguration: { unusedAccessConfiguration: { unusedAccessAge: audit.unusedAccessDays } },
    });
  }
}

/** What misses accounts that send nothing; the bus and the topic are there already. */
export class SilenceStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig, accounts: readonly Silence[]) {
    super(scope, id, delivery, 'orgstrap: the alarms about accounts that fall silent');
    for (const silence of accounts) new SilenceAlarm(this, `Of${silence.account}`, config, silence);
  }
}

/** The rules of one group of alarms, whose bus and topic are there already. */
export class AlarmsStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig, group: AlarmGroup) {
    super(scope, id, delivery, `orgstrap: the alarms about ${group}`);
    new AlarmRules(this, 'Alarms', config, group);
  }
}
