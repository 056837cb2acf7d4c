import { EXIT } from '../../domain/failure';
import { SYSTEMS, type System } from '../../writers/ci/systems';
import { CONFIG, command } from '../command';

interface PipelineOptions {
  readonly system?: System;
  readonly config: string;
  readonly pipeline?: string;
  readonly out: string;
  readonly terraformFolder: string;
}

/** `orgstrap pipeline`: what a CI system runs of a pipeline. */
export const pipelineCommand = command<PipelineOptions>({
  name: 'pipeline',
  description:
    'Write what a CI system runs: plan on a pull request, apply of what was planned from the protected branch, a daily look for drift.',
  statuses: {
    done: 'the files are written',
    failed: 'a file is there that it did not write, or wrote for another pipeline or folder',
    unusable: 'wrong usage, no such pipeline, roles that would not trust the jobs, or a file cannot be written',
  },
  parameters: {
    system: {
      syntax: '[system]',
      description: "the CI system; that of the pipeline's identity unless given",
      choices: SYSTEMS,
    },
    config: CONFIG,
    pipeline: { syntax: '-p, --pipeline <name>', description: 'the pipeline; needed where there are several' },
    out: {
      syntax: '-o, --out <folder>',
      description: 'the root of the repository that CI checks out',
      isRequired: true,
    },
    terraformFolder: {
      syntax: '--terraform-folder <folder>',
      description: 'the folder of the Terraform configuration in it',
      default: 'infrastructure',
    },
  },
  examples: [
    'orgstrap pipeline github --config org.yaml --pipeline delivery --out . --terraform-folder infrastructure',
  ],
  run: async ({ config: file, out, system, pipeline, terraformFolder }, { io }) => {
    const { usableConfig } = await import('../usable-config');
    const { writePipeline } = await import('./write-pipeline');
    const choice = {
      terraformFolder,
      ...(system === undefined ? {} : { system }),
      ...(pipeline === undefined ? {} : { pipeline }),
    };
    const files = writePipeline(usableConfig(file, io.isColoured), choice, out);
    io.stdout(files.map((path) => `${path}\n`).join(''));
    return EXIT.done;
  },
});
