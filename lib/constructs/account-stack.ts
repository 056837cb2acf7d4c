import {
  type DockerImageAssetLocation,
  type FileAssetLocation,
  type ISynthesisSession,
  Lazy,
  LegacyStackSynthesizer,
  Stack,
  StackSynthesizer,
} from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { AccountId } from '../domain/ids';
import { stackName } from '../domain/names';
import type { HomeRegion } from '../domain/region';
import { flowYaml } from './flow-yaml';

/**
 * How a stack reaches its account: `cdk deploy` puts it there, under the name `orgstrap-` and its id, or a StackSet delivers it as its member
 * template, and the stack has the name that StackSets give it.
 */
export type Delivery =
  | { readonly by: 'cdk deploy'; readonly account: AccountId; readonly region: HomeRegion }
  | { readonly by: 'stack set' };

/**
 * What one account holds. How it gets there is a second question, to which the content does not know the answer.
 *
 * A member template, too, is a stack of the app's tree, because cdk-nag and CDK's validation see constructs and not the
 * text in a StackSet.
 *
 * @throws Error at synth where a member template has assets, which no account but the deployment account could read
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html - 51,200 bytes of a template body at most
 */
export class AccountStack extends Stack {
  readonly delivery: Delivery;

  /**
   * @param id - what the stack is called; after `orgstrap-`, 119 letters, digits and hyphens at most
   * @param description - of the stack, as CloudFormation shows it; 1,024 bytes at most
   */
  constructor(scope: Construct, id: string, delivery: Delivery, description: string) {
    super(
      scope,
      id,
      delivery.by === 'cdk deploy'
        ? {
            description,
            stackName: stackName(id),
            env: { account: delivery.account, region: delivery.region },
            // No bootstrap stack, role or bucket: a tool that bootstraps must not need a bootstrap.
            synthesizer: new LegacyStackSynthesizer(),
          }
        : { description, synthesizer: new MemberTemplateSynthesizer() },
    );
    this.delivery = delivery;
  }

  /**
   * The template as the text of a StackSet's `TemplateBody`; it is made when the StackSet's own template is.
   *
   * @throws Error where CDK made it refer to another stack, which another account cannot resolve. What is imported by a name of orgstrap is
   *   exported by a stack that the same account has.
   */
  get templateBody(): string {
    return Lazy.uncachedString({
      produce: () => {
        const body = flowYaml(JSON.parse(JSON.stringify(this._toCloudFormation())));
        if (/'Fn::(?:ImportValue'(?!: '?orgstrap-)|GetStackOutput')/.test(body)) {
          throw new Error(`the member template ${this.node.path} reads from another stack, which no other account can`);
        }
        return body;
      },
    });
  }
}

/**
 * Writes the template of a member stack beside the others, and registers nothing that the CDK CLI could deploy: a
 * StackSet delivers it.
 */
class MemberTemplateSynthesizer extends StackSynthesizer {
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
