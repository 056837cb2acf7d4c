import { Option } from 'commander';

/** `--config FILE`, the same for every command that reads `org.yaml`. */
export function configOption(): Option {
  return new Option('-c, --config <file>', 'the configuration').default('org.yaml');
}
