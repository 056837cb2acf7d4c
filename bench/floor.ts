import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { Stack, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { newApp } from '../lib/stacks/new-app';
import { writeUsage } from './usage';

/** What a plain bucket lacks; the floor is about the time that the packs take, not about their findings. */
const LACKING = [
  'AwsSolutions::AwsSolutions-S1',
  'NIST.800.53.R5::NIST.800.53.R5-S3BucketLoggingEnabled',
  'NIST.800.53.R5::NIST.800.53.R5-S3BucketReplicationEnabled',
  'NIST.800.53.R5::NIST.800.53.R5-S3DefaultEncryptionKMS',
];

/** What CDK and cdk-nag cost by themselves: a stack with one bucket and one role, under the same packs. */
const outdir = mkdtempSync(join(tmpdir(), 'orgstrap-bench-'));
try {
  const app = newApp(outdir);
  const stack = new Stack(app, 'Floor');
  const bucket = new Bucket(stack, 'Bucket', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    versioned: true,
  });
  new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  Validations.of(bucket).acknowledge(...LACKING.map((id) => ({ id, reason: 'a benchmark' })));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app));
  app.synth();
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
writeUsage();
