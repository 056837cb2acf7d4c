import { App } from 'aws-cdk-lib/core';
import { FAIL_SYNTH_ON_VALIDATION_ERRORS_CONTEXT } from 'aws-cdk-lib/cx-api';

/**
 * An app whose templates and manifest depend on nothing but its input: no analytics, and no indentation that would count
 * against the 51,200 bytes of a template. Paths of this machine are in the metadata and the validation report only, where
 * a finding needs them.
 *
 * The settings are here and not in `cdk.json`, so that `orgstrap synth` and the tests make the same bytes as `cdk deploy`.
 *
 * @param onFindings - `collect` for a report alone: the findings are written beside the templates, and the caller
 *   judges them. Nothing from such an app may be deployed.
 */
export function newApp(outdir?: string, onFindings: 'refuse' | 'collect' = 'refuse'): App {
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
      // Read with Fn::GetStackOutput: an export cannot change while it is imported, so that what nobody should have any more could
      // not go. What was exported stays exported, because the stacks of 0.2.0 import it until they are deployed anew.
      '@aws-cdk/core:defaultCrossStackReferences': 'both',
      ...(onFindings === 'collect' ? { [FAIL_SYNTH_ON_VALIDATION_ERRORS_CONTEXT]: false } : {}),
    },
  });
}
