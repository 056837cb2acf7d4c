import type { OrgConfig, Pipeline } from '../../domain/org-config';
import { environmentsOf } from '../../domain/terraform-regions';

/** The Region of a provider. */
interface ProviderRegion {
  /** What is declared for it, if anything. */
  readonly declaration: string;
  readonly expression: string;
}

/** The Region of the selected workspace's environment; a text where all environments of the pipeline are in the home Region. */
export function regionOfWorkspace(config: OrgConfig, pipeline: Pipeline): ProviderRegion {
  const others = environmentsOf(config, pipeline).flatMap(({ name, region }) =>
    region === undefined || region === config.homeRegion ? [] : [{ name, region }],
  );
  if (others.length === 0) return { declaration: '', expression: `"${config.homeRegion}"` };
  const width = Math.max(...others.map(({ name }) => name.length + 2));
  return {
    declaration: `
locals {
  # The Region of each environment that is not in the home Region.
  orgstrap_regions = {
${others.map(({ name, region }) => `    ${`"${name}"`.padEnd(width)} = "${region}"`).join('\n')}
  }
}
`,
    expression: `lookup(local.orgstrap_regions, module.workspace.environment, "${config.homeRegion}")`,
  };
}

/** The further Regions of all environments of a pipeline, each once: a provider is there in every workspace, or in none. */
export function furtherRegions(config: OrgConfig, pipeline: Pipeline): readonly string[] {
  return [...new Set(environmentsOf(config, pipeline).flatMap(({ furtherRegions: regions = [] }) => regions))];
}

/** A Region as an alias of a provider. */
export function aliasOf(region: string): string {
  return region.replaceAll('-', '_');
}
