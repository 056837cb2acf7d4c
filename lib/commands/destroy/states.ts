import { join, normalize, sep } from 'node:path';
import type { DestroyAccess } from '../../aws/destroy-access';
import { EXIT, Failure } from '../../domain/failure';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import { orCannotWrite, replaceFile } from '../../estate/files';

/** The states of one pipeline. */
export interface PipelineStates {
  readonly pipeline: string;
  readonly bucket: string;
  /** The keys of the objects that Terraform keeps them in. */
  readonly keys: readonly string[];
  /** Why nobody could look. @default - somebody could */
  readonly notSeen?: string;
}

/** A lock of Terraform lies beside its state, and is none. */
const LOCK = '.tflock';

/** Looks at the state bucket of each pipeline. Credentials of another account see none of them, and that is said. */
export async function pipelineStates(
  config: OrgConfig,
  { stateObjects }: Pick<DestroyAccess, 'stateObjects'>,
): Promise<readonly PipelineStates[]> {
  const names = namesOf(config);
  const pipelines = [...config.pipelines, ...config.retiredPipelines];
  return await Promise.all(
    pipelines.map(async ({ name: pipeline, deployedAs }) => {
      const bucket = names.stateBucket(deployedAs);
      try {
        const keys = await stateObjects.keys(bucket, config.accounts.terraform);
        return { pipeline, bucket, keys: keys.filter((key) => !key.endsWith(LOCK)) };
      } catch (error) {
        if (error instanceof Failure && error.code === 'AwsRefused') {
          return { pipeline, bucket, keys: [], notSeen: error.message };
        }
        throw error;
      }
    }),
  );
}

/**
 * Writes each state into `FOLDER/BUCKET/KEY`, for its owner alone to read. What is there already is replaced, so that a run that was
 * interrupted can be run again.
 *
 * @returns how many there are
 * @throws Failure `StatesNotExported` where a state cannot be read; then nothing is known to be complete
 */
export async function exportStates(
  config: OrgConfig,
  states: readonly PipelineStates[],
  folder: string,
  { stateObjects }: Pick<DestroyAccess, 'stateObjects'>,
): Promise<number> {
  const unseen = states.find(({ notSeen }) => notSeen !== undefined);
  if (unseen?.notSeen !== undefined) throw notExported(unseen.bucket, unseen.notSeen);
  let count = 0;
  for (const { bucket, keys } of states) {
    for (const key of keys) {
      const content = await stateObjects.read(bucket, config.accounts.terraform, key).catch((error: unknown) => {
        if (error instanceof Failure && error.code === 'AwsRefused')
          throw notExported(`${bucket}/${key}`, error.message);
        throw error;
      });
      const file = fileOf(folder, bucket, key);
      // A character for each byte, as it is written.
      orCannotWrite(file, () => replaceFile(file, () => Buffer.from(content).toString('latin1')));
      count++;
    }
  }
  return count;
}

/** A key is whatever somebody wrote, and must not lead out of the folder. */
function fileOf(folder: string, bucket: string, key: string): string {
  const inside = join(folder, bucket);
  const file = normalize(join(inside, key));
  if (file.startsWith(`${normalize(inside)}${sep}`)) return file;
  throw new Failure(
    'StatesNotExported',
    `the key ${key} of ${bucket} leads out of ${folder}; copy it by hand, then take --keep-states`,
    EXIT.unusable,
  );
}

function notExported(what: string, said: string): Failure {
  return new Failure(
    'StatesNotExported',
    `${what} cannot be read with these credentials: ${said}; reading states takes s3:GetObject and kms:Decrypt in the Terraform account, which who deploys may not have: export them as a pipeline does (terraform state pull), then take --keep-states`,
    EXIT.unusable,
  );
}
