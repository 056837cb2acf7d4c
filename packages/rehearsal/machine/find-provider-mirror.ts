import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Terraform gets the AWS provider from, in words for the table, and the settings that make it so. */
export interface ProviderSource {
  readonly description: string;
  /** The text of a CLI configuration file to use; undefined where Terraform's own settings will do. */
  readonly cliConfig?: string;
}

/** Where system administrators put mirror trees, besides the folders that Terraform looks into itself. */
const SYSTEM_FOLDERS = [
  '/opt',
  '/usr/local/lib',
  '/usr/local/share',
  '/usr/lib',
  '/usr/share',
  '/srv',
  '/var/lib',
  '/var/cache',
];

/**
 * Finds an offline mirror of the AWS provider: in Terraform's own settings, then in the folders that Terraform looks into
 * by itself, then as a mirror tree in the usual system folders; where there is none, Terraform downloads the provider.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export function findProviderMirror(env: NodeJS.ProcessEnv): ProviderSource {
  const home = env.HOME ?? '';
  const settings = [env.TF_CLI_CONFIG_FILE, join(home, '.terraformrc'), join(home, '.tofurc')].filter(
    (file): file is string => file !== undefined && file !== '' && existsSync(file),
  );
  const configured = settings.find((file) =>
    /\b(provider_installation|plugin_cache_dir)\b/.test(readFileSync(file, 'utf8')),
  );
  if (configured !== undefined) return { description: "Terraform's own settings" };
  const implied = [
    join(home, '.terraform.d', 'plugins'),
    join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'terraform', 'plugins'),
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
  ];
  if (implied.some(holdsAwsProvider)) return { description: 'a folder that Terraform looks into by itself' };
  const mirror = SYSTEM_FOLDERS.flatMap(withFoldersOf).find(holdsAwsProvider);
  return mirror === undefined
    ? { description: "downloaded from the provider's registry" }
    : { description: 'an offline mirror of this machine', cliConfig: mirrorConfig(mirror) };
}

const REGISTRIES = ['registry.terraform.io', 'registry.opentofu.org'];

/** The addresses of the AWS provider that a mirror tree holds, one for each registry. */
function awsProvidersIn(folder: string): readonly string[] {
  return REGISTRIES.map((registry) => `${registry}/hashicorp/aws`).filter((address) =>
    existsSync(join(folder, address)),
  );
}

function holdsAwsProvider(folder: string): boolean {
  return awsProvidersIn(folder).length > 0;
}

/** A folder and those in it; a mirror tree is a folder of its own below a system folder. */
function withFoldersOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...inner.map(({ name }) => join(folder, name))];
}

function mirrorConfig(folder: string): string {
  const addresses = JSON.stringify(awsProvidersIn(folder));
  return `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(folder)}
    include = ${addresses}
  }
  direct {
    exclude = ${addresses}
  }
}
`;
}
