import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { AlarmRules } from '../constructs/alarm-rules';
import type { OrgConfig } from '../domain/org-config';

/** The rules of the alarms, whose bus and topic are there already. */
export class AlarmsStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig) {
    super(scope, id, delivery, 'orgstrap: the alarms of the Terraform account');
    new AlarmRules(this, 'Alarms', config);
  }
}
