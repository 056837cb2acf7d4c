import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../lib/commands/main';
import { pipelineCommand } from '../../../lib/commands/pipeline/pipeline.command';
import { EXIT } from '../../../lib/domain/failure';
import { ROOT } from '../../support/examples';
import { contextOf } from '../context-of';
import { RecordingIo } from '../recording-io';

const CONFIG = join(ROOT, 'examples', 'seven-systems.yaml');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function pipeline(...options: readonly string[]) {
  const io = new RecordingIo();
  const args = ['pipeline', ...options, '--config', CONFIG, '--out', folder];
  const status = await main(args, [pipelineCommand], contextOf(io));
  return { status, out: io.out, err: io.err };
}

describe('orgstrap pipeline', () => {
  test('writes the files, and their paths on stdout', async () => {
    expect(await pipeline('--pipeline', 'gitlab')).toEqual({
      status: EXIT.done,
      out: `${join(folder, '.gitlab-ci.yml')}\n`,
      err: '',
    });
  });

  test('takes the system as its argument', async () => {
    const { status, out } = await pipeline('jenkins', '--pipeline', 'jenkins');
    expect(status).toBe(EXIT.done);
    expect(out).toContain('Jenkinsfile.apply');
  });

  test.each([
    [['travis', '--pipeline', 'github'], 'github, gitlab, jenkins'],
    [['--pipeline', 'circleci'], 'docs/pipelines.md'],
    [['--pipeline', 'githup'], 'did you mean github? expected one of'],
    [['--pipeline', 'github', '--terraform-folder', '../x'], 'is no folder for Terraform'],
  ])('ends with 2 for %j, and says why', async (options, text) => {
    const { status, out, err } = await pipeline(...options);
    expect({ status, out }).toEqual({ status: EXIT.unusable, out: '' });
    expect(err).toContain(text);
    expect(readdirSync(folder)).toEqual([]);
  });
});
