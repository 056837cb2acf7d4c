import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StateObjects } from '../../../lib/aws/state-objects';
import { exportStates, pipelineStates } from '../../../lib/commands/destroy/states';
import { EXIT, Failure } from '../../../lib/domain/failure';
import { namesOf } from '../../../lib/domain/names-of';
import { orgConfig } from '../../support/org-config';

const CONFIG = orgConfig({ retiredPipelines: [{ name: 'old', deployedAs: 'ancient' }] });
const BUCKET = namesOf(CONFIG).stateBucket('delivery');
const REFUSED = new Failure('AwsRefused', 'AWS refuses s3:ListBucket', EXIT.unusable);

function objects(all: Readonly<Record<string, Readonly<Record<string, string>>>>): {
  readonly stateObjects: StateObjects;
} {
  return {
    stateObjects: {
      keys: (bucket) => Promise.resolve(Object.keys(all[bucket] ?? {})),
      read: (bucket, _, key) => Promise.resolve(Buffer.from(all[bucket]?.[key] ?? '', 'utf8')),
    },
  };
}

const refusing: StateObjects = { keys: () => Promise.reject(REFUSED), read: () => Promise.reject(REFUSED) };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-states-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('states are looked for in the bucket of every pipeline, of those that are retired, too; locks are none', async () => {
  const found = await pipelineStates(
    CONFIG,
    objects({ [BUCKET]: { 'env:/dev/terraform.tfstate': '', 'env:/dev/terraform.tfstate.tflock': '' } }),
  );
  expect(found).toEqual([
    { pipeline: 'delivery', bucket: BUCKET, keys: ['env:/dev/terraform.tfstate'] },
    { pipeline: 'old', bucket: namesOf(CONFIG).stateBucket('ancient'), keys: [] },
  ]);
});

test('where nobody may look, that is said', async () => {
  const [first] = await pipelineStates(CONFIG, { stateObjects: refusing });
  expect(first).toMatchObject({ keys: [], notSeen: 'AWS refuses s3:ListBucket' });
});

test('states are copied byte for byte, for their owner alone, and again where a run was interrupted', async () => {
  const access = objects({ [BUCKET]: { 'env:/dev/terraform.tfstate': '{"ü": "☃"}' } });
  const states = await pipelineStates(CONFIG, access);
  for (let times = 0; times < 2; times++) expect(await exportStates(CONFIG, states, folder, access)).toBe(1);
  const file = join(folder, BUCKET, 'env:', 'dev', 'terraform.tfstate');
  expect(readFileSync(file, 'utf8')).toBe('{"ü": "☃"}');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a key that leads out of the folder is refused', async () => {
  const access = objects({ [BUCKET]: { '../../evil': 'x' } });
  await expect(exportStates(CONFIG, await pipelineStates(CONFIG, access), folder, access)).rejects.toMatchObject({
    code: 'StatesNotExported',
    exitStatus: EXIT.unusable,
  });
});

test('who may not read them exports none, and is told how', async () => {
  const states = await pipelineStates(CONFIG, { stateObjects: refusing });
  await expect(exportStates(CONFIG, states, folder, { stateObjects: refusing })).rejects.toMatchObject({
    code: 'StatesNotExported',
    message: expect.stringContaining('terraform state pull'),
  });
});

test('where AWS does not answer, nothing is said of who may read them: another run may do it', async () => {
  const silent = new Failure('AwsSilent', 'AWS does not answer', EXIT.incomplete);
  const access = { stateObjects: { keys: () => Promise.resolve(['dev']), read: () => Promise.reject(silent) } };
  await expect(exportStates(CONFIG, await pipelineStates(CONFIG, access), folder, access)).rejects.toBe(silent);
});
