import {
  type DockerImageAssetLocation,
  type FileAssetLocation,
  type ISynthesisSession,
  StackSynthesizer,
} from 'aws-cdk-lib/core';

/**
 * Writes the template of a member stack beside the others, and registers nothing that the CDK CLI could deploy: a
 * StackSet delivers it.
 */
export class MemberTemplateSynthesizer extends StackSynthesizer {
  addFileAsset(): FileAssetLocation {
    throw new Error('a member template cannot use file assets: no account but the deployment account could read them');
  }

  addDockerImageAsset(): DockerImageAssetLocation {
    throw new Error('a member template cannot use image assets: no account but the deployment account could read them');
  }

  synthesize(session: ISynthesisSession): void {
    this.synthesizeTemplate(session);
  }
}
