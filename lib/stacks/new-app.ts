import { App } from 'aws-cdk-lib/core';

/**
 * An app whose output depends on nothing but its input: no analytics, no stack traces with paths of this machine, no
 * indentation that would count against the 51,200 bytes of a template.
 *
 * The settings are here and not in `cdk.json`, so that `orgstrap synth` and the tests make the same bytes as `cdk deploy`.
 */
export function newApp(outdir?: string): App {
  return new App({
    outdir,
    analyticsReporting: false,
    treeMetadata: false,
    // Ours is registered in its place: it also sees the member templates.
    builtinCloudFormationValidation: false,
    postCliContext: {
      '@aws-cdk/core:suppressTemplateIndentation': true,
      '@aws-cdk/core:validateAgainstDefaultRules': true,
      '@aws-cdk/core:strictCfnValidateErrors': true,
    },
  });
}
