import type { Construct } from 'constructs';
import type { AlarmGroup } from '../alarms/alarms';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { AlarmRules } from '../constructs/alarm-rules';
import type { OrgConfig } from '../domain/org-config';

/** The rules of one group of alarms, whose bus and topic are there already. */
export class AlarmsStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig, group: AlarmGroup) {
    super(scope, id, delivery, `orgstrap: the alarms about ${group}`);
    new AlarmRules(this, 'Alarms', config, group);
  }
}
