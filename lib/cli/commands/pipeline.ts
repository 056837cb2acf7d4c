import { Argument, Command } from 'commander';
import { EXIT } from '../../domain/failure';
import { writePipeline } from '../../operations/write-pipeline';
import { SYSTEMS, type System } from '../../pipelines/pipeline-files';
import type { CliCommand } from '../command';
import { configOption } from '../options';
import { usableConfig } from '../usable-config';

interface PipelineOptions {
  readonly config: string;
  readonly out: string;
  readonly pipeline?: string;
  readonly terraformFolder: string;
}

/** `orgstrap pipeline`: what a CI system runs of a pipeline. */
export function pipelineCommand(serviceNames: () => readonly string[]): CliCommand {
  return ({ io, finish }) =>
    new Command('pipeline')
      .description(
        'Write what a CI system runs: plan on a pull request, apply of what was planned from the protected branch, a daily look for drift.',
      )
      .addArgument(
        new Argument('[system]', "the CI system; that of the pipeline's identity unless given").choices(SYSTEMS),
      )
      .addOption(configOption())
      .option('-p, --pipeline <name>', 'the pipeline; needed where there are several')
      .requiredOption('-o, --out <folder>', 'the root of the repository that CI checks out')
      .option('--terraform-folder <folder>', 'the folder of the Terraform configuration in it', 'infrastructure')
      .addHelpText(
        'after',
        '\nExample:\n  orgstrap pipeline github --config org.yaml --pipeline delivery --out . --terraform-folder infrastructure\n',
      )
      .action((system: System | undefined, { config, out, pipeline, terraformFolder }: PipelineOptions) => {
        const choice = {
          terraformFolder,
          ...(system === undefined ? {} : { system }),
          ...(pipeline === undefined ? {} : { pipeline }),
        };
        const files = writePipeline(usableConfig(config, serviceNames, io.isColoured), choice, out);
        io.stdout(files.map((file) => `${file}\n`).join(''));
        finish(EXIT.done);
      });
}
