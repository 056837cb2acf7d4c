import type { App, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { ReplicaBucket } from '../constructs/state-bucket';
import { replicaStack } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { replicaOf } from '../domain/state/replica';
import { deliver } from './deliver';

/** The copies of the states of one pipeline, in a second Region of the Terraform account. */
class ReplicaStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, replica: OrgConfig, pipeline: string) {
    super(scope, id, delivery, `orgstrap: copies of the state of the pipeline ${pipeline}`);
    new ReplicaBucket(this, 'Replica', replica, pipeline);
  }
}

/**
 * The replicas of all pipelines, of those that are retired, too, by the name of the pipeline: S3 takes no replication to a bucket that
 * is not there. Nothing is read from one stack by the other, for CloudFormation does not cross Regions; both know the names.
 */
export function replicaStacks(app: App, config: OrgConfig): ReadonlyMap<string, Stack> {
  const replica = replicaOf(config);
  if (replica === undefined) return new Map();
  return new Map(
    [...config.pipelines, ...config.retiredPipelines].map(({ name, deployedAs }) => {
      const create = (id: string, delivery: Delivery) => new ReplicaStack(app, id, delivery, replica, deployedAs);
      const { terraform } = config.accounts;
      return [
        name,
        deliver(app, config, replicaStack(deployedAs, replica.homeRegion), terraform, create, replica.homeRegion),
      ];
    }),
  );
}
