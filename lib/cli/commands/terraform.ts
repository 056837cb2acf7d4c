import { Command } from 'commander';
import { EXIT } from '../../domain/failure';
import { writeTerraform } from '../../operations/write-terraform';
import type { CliCommand } from '../command';
import { configOption } from '../options';
import { usableConfig } from '../usable-config';

interface TerraformOptions {
  readonly config: string;
  readonly out: string;
  readonly pipeline?: string;
}

/** `orgstrap terraform`: what connects a Terraform configuration to a pipeline. */
export function terraformCommand(serviceNames: () => readonly string[]): CliCommand {
  return ({ io, finish }) =>
    new Command('terraform')
      .description("Write a pipeline's backend, provider and map of workspaces for Terraform or OpenTofu.")
      .addOption(configOption())
      .option('-p, --pipeline <name>', 'the pipeline; needed where there are several')
      .requiredOption('-o, --out <folder>', 'the folder of the Terraform configuration; it is made')
      .addHelpText(
        'after',
        '\nExample:\n  orgstrap terraform --config org.yaml --pipeline delivery --out infrastructure\n',
      )
      .action(({ config, out, pipeline }: TerraformOptions) => {
        const files = writeTerraform(usableConfig(config, serviceNames, io.isColoured), pipeline, out);
        io.stdout(files.map((file) => `${file}\n`).join(''));
        finish(EXIT.done);
      });
}
