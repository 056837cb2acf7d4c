import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { namesOf } from '../../../lib/domain/names-of';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { NotProved } from '../report/ledger';

/** Looks at each pipeline's bucket as S3 has it. */
export async function stateBuckets(rehearsal: Rehearsal, { config }: OrgYaml): Promise<void> {
  await rehearsal.ledger.prove(
    'each pipeline has a state bucket: versioned, encrypted with a KMS key, closed to the public',
    async () => {
      const { s3 } = await administratorOf(rehearsal, config, config.accounts.terraform);
      for (const { name } of config.pipelines) {
        const Bucket = namesOf(config).stateBucket(name);
        const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
        const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
        const rule = encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
        const access = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
        const open = Object.entries(access.PublicAccessBlockConfiguration ?? {}).filter(
          ([, blocked]) => blocked !== true,
        );
        const { Policy = '{}' } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
        const wrong = [
          ...(Status === 'Enabled' ? [] : ['is not versioned']),
          ...(rule?.SSEAlgorithm === 'aws:kms' && rule.KMSMasterKeyID
            ? []
            : ['is not encrypted with a key of its own']),
          ...open.map(([setting]) => `has ${setting} off`),
          ...(JSON.stringify(JSON.parse(Policy)).includes('aws:SecureTransport')
            ? []
            : ['accepts requests without TLS']),
        ];
        if (wrong.length > 0) throw new NotProved(wrong.map((what) => `${Bucket} ${what}`).join('\n'));
      }
      return config.pipelines.map(({ name }) => name).join(', ');
    },
  );
}
