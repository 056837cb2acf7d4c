import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { CfnOutput, FileAssetPackaging, Fn } from 'aws-cdk-lib/core';
import { AccountStack } from '../../lib/constructs/account-stack';
import { newApp } from '../../lib/stacks/new-app';
import { accountId } from '../support/org-config';

function member(id = 'Member'): AccountStack {
  return new AccountStack(newApp(), id, { by: 'stack set' }, 'a member');
}

test.each([
  ['imports', Fn.importValue('something')],
  ['reads an output', Fn.getStackOutput('stack', 'output')],
])('a member template that %s from another stack is refused: no other account could resolve it', (_, value) => {
  const stack = member();
  new CfnOutput(stack, 'FromElsewhere', { value });
  expect(() => stack.resolve(stack.templateBody)).toThrow('the member template Member reads from another stack');
});

test('a member template that refers to a stack of the app is refused', () => {
  const app = newApp();
  const delivery = { by: 'cdk deploy', account: accountId('333333333333'), region: 'eu-west-1' } as const;
  const policy = new CfnManagedPolicy(new AccountStack(app, 'Direct', delivery, 'direct'), 'P', { policyDocument: {} });
  new CfnOutput(new AccountStack(app, 'Member', { by: 'stack set' }, 'a member'), 'Reference', { value: policy.ref });
  expect(() => app.synth()).toThrow('Stack "Member" cannot reference');
});

test('a member template cannot use assets, which no other account could read', () => {
  const { synthesizer } = member();
  expect(() =>
    synthesizer.addFileAsset({ sourceHash: '1', packaging: FileAssetPackaging.FILE, fileName: 'f' }),
  ).toThrow('a member template cannot use file assets');
  expect(() => synthesizer.addDockerImageAsset({ sourceHash: '1', directoryName: 'd' })).toThrow(
    'a member template cannot use image assets',
  );
});

test('a member template is carried as it is when the StackSet is made, with what was added after it was asked for', () => {
  const stack = member();
  const body = stack.templateBody;
  new CfnManagedPolicy(stack, 'Late', { policyDocument: {} });
  expect(stack.resolve(body)).toContain("Late: {Type: 'AWS::IAM::ManagedPolicy'");
});
