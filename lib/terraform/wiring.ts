import { isOidc } from '../domain/ci-identity';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { awsConfig } from './aws-config';
import { backend } from './backend';
import { provider } from './provider';
import { workspaceModule } from './workspace-module';
import { workspaces } from './workspaces';

/** What connects a Terraform configuration to a pipeline: the text of each file, by its path in that configuration. */
export function terraformWiring(config: OrgConfig, pipeline: Pipeline): Readonly<Record<string, string>> {
  return {
    ...(isOidc(pipeline.identity) ? {} : { 'aws.config': awsConfig(config, pipeline) }),
    'backend.tf': backend(config, pipeline),
    'provider.tf': provider(config, pipeline),
    'workspace/main.tf': workspaceModule(),
    'workspaces.auto.tfvars.json': workspaces(config, pipeline),
  };
}
