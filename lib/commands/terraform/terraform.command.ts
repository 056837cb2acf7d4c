import { EXIT } from '../../domain/failure';
import { CONFIG, command } from '../command';

interface TerraformOptions {
  readonly config: string;
  readonly pipeline?: string;
  readonly state?: string;
  readonly out: string;
}

/** `orgstrap terraform`: what connects a Terraform configuration to a pipeline. */
export const terraformCommand = command<TerraformOptions>({
  name: 'terraform',
  description: "Write a pipeline's backend, provider and map of workspaces for Terraform or OpenTofu.",
  statuses: {
    done: 'the files are written',
    failed:
      'a file is there that it did not write, or wrote for another pipeline or state; or the folder has a backend, a cloud block or a default provider of its own',
    unusable:
      'wrong usage, no such pipeline or state, another folder of the repository has the same state, or a file cannot be written',
  },
  parameters: {
    config: CONFIG,
    pipeline: { syntax: '-p, --pipeline <name>', description: 'the pipeline; needed where there are several' },
    state: { syntax: '--state <name>', description: 'the state; needed where the pipeline has several' },
    out: {
      syntax: '-o, --out <folder>',
      description: 'the folder of the Terraform configuration; it is made',
      isRequired: true,
    },
  },
  examples: ['orgstrap terraform --config org.yaml --pipeline delivery --out infrastructure'],
  run: async ({ config: file, pipeline, state, out }, { io }) => {
    const { usableConfig } = await import('../usable-config');
    const { writeTerraform } = await import('./write-terraform');
    const files = writeTerraform(usableConfig(file, io.isColoured), pipeline, out, state);
    io.stdout(files.map((path) => `${path}\n`).join(''));
    return EXIT.done;
  },
});
