import { Construct } from 'constructs';
import type { Audit } from '../domain/audit';
import type { OrgConfig } from '../domain/org-config';
import { auditKey } from '../policies/key-description';
import { keptAlias, keptKey } from './kept-key';

export interface AuditKeyProps {
  readonly config: OrgConfig;
  readonly audit: Audit;
}

/** Encrypts the files of the trails, the log group and the alarms. */
export class AuditKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { config, audit }: AuditKeyProps) {
    super(scope, id);
    const description = auditKey(config, audit);
    const key = keptKey(this, 'Resource', description);
    keptAlias(this, key, description);
    this.arn = key.attrArn;
  }
}
