import { replicaStack, stackName } from '../../../domain/names';
import { namesOf } from '../../../domain/names-of';
import { replicaOf } from '../../../domain/state/replica';
import { EMPTY_TEMPLATE } from '../template';
import { deletionOf } from './delete-stack';
import type { Edit } from './edit';
import { deployedStack, type Edited } from './edited';
import type { EstateStack } from './estate';

/** Pipelines whose states are copied elsewhere now, or no longer, or for the first time: each is one deployment, and leaves something to do. */
export function replicaEdits(edited: Edited): readonly Edit[] {
  const { config } = edited;
  const replica = replicaOf(config);
  return [...config.pipelines, ...config.retiredPipelines].flatMap(({ name, deployedAs }): readonly Edit[] => {
    const stack = deployedStack(edited, `Pipeline-${deployedAs}`);
    if (stack === undefined) return [];
    const was = copiedTo(stack);
    const is = replica && namesOf(replica).stateBucket(deployedAs);
    if (was === is) return [];
    return [
      ...(was === undefined ? [] : [left(edited, { name, deployedAs, bucket: was })]),
      ...(is === undefined ? [] : [begun(name, is)]),
    ];
  });
}

/** Nothing that was there before is copied: S3 looks at what is written from then on. */
function begun(name: string, bucket: string): Edit {
  return {
    verdict: 'note',
    found: `the states of the pipeline ${name} are copied to ${bucket}`,
    why: 'S3 copies what is written from now on: a state that no run writes again is not among the copies',
    steps: [
      {
        doByHand:
          'wait for the next apply of each workspace, or copy what is there with S3 Batch Replication: docs/runbook/region.md',
      },
    ],
  };
}

function left({ before, config }: Edited, { name, deployedAs, bucket }: Left): Edit {
  const region = REGION_OF.exec(bucket)?.[1] ?? '';
  const stack = stackName(replicaStack(deployedAs, region));
  const deployed = before.find((one) => one.name === stack);
  return {
    verdict: 'note',
    found: `the states of the pipeline ${name} are no longer copied to ${bucket}`,
    why: 'the copies stay as they are, with their key, and nobody deletes a version of them. The same Region can be chosen again once they are deleted, or imported into their stack',
    steps: deletionOf(deployed ?? { name: stack, content: EMPTY_TEMPLATE }, config.homeRegion),
  };
}

/** The Region in the name of a bucket, behind the account. */
const REGION_OF = /-\d{12}-([a-z]+(?:-[a-z]+)+-\d)/;

interface Left {
  readonly name: string;
  readonly deployedAs: string;
  readonly bucket: string;
}

/** The name of the bucket that the last deployment copies the states to. */
function copiedTo({ content }: EstateStack): string | undefined {
  const text = JSON.stringify(Object.values(content.resources).filter(({ Type: type }) => type === 'AWS::S3::Bucket'));
  return /"ReplicationConfiguration":.*?"Bucket":"arn:[a-z-]+:s3:::([^"]+)"/.exec(text)?.[1];
}
