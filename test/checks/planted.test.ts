import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { type App, Stack, Validations } from 'aws-cdk-lib/core';
import { acknowledge } from '../../lib/constructs/acknowledge';
import { builtApp, findingsOf } from '../support/assembly';
import { sharedOpsConfig } from '../support/org-config';

/** The app of a small configuration, with something planted into one of its stacks. */
function planted(stackName: string, plant: (stack: Stack, app: App) => void): App {
  const app = builtApp(sharedOpsConfig());
  const stack = app.node.findChild(stackName);
  if (!Stack.isStack(stack)) throw new Error(`${stackName} is no stack`);
  plant(stack, app);
  return app;
}

const STACKS = [
  { kind: 'a stack that cdk deploy deploys', name: 'Pipeline-delivery' },
  { kind: 'a member stack, which is in no assembly', name: 'Member-ProductAccount' },
  { kind: 'the stack of a StackSet', name: 'ProductAccounts-dev' },
];

describe.each(STACKS)('in $kind', ({ name }) => {
  test('synth refuses a role with AdministratorAccess', () => {
    const app = planted(name, (stack) => {
      new CfnRole(stack, 'Admin', {
        assumeRolePolicyDocument: {},
        managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      });
    });
    expect(findingsOf(app)).toContain('AwsSolutions-IAM4[Policy::arn:aws:iam::aws:policy/AdministratorAccess]');
  });

  test('synth refuses a policy that allows everything', () => {
    const app = planted(name, (stack) => {
      new CfnManagedPolicy(stack, 'Everything', { policyDocument: everything() });
    });
    const findings = findingsOf(app);
    for (const rule of [
      'AwsSolutions-IAM5[Action::*]',
      'NIST.800.53.R5-IAMPolicyNoStatementsWithAdminAccess',
      'Orgstrap-NoFullAccess',
    ]) {
      expect(findings).toContain(rule);
    }
  });

  test('synth refuses an open bucket', () => {
    const app = planted(name, (stack) => {
      new CfnBucket(stack, 'Open');
    });
    expect(findingsOf(app)).toContain('AwsSolutions-S10');
  });
});

describe('an acknowledgement', () => {
  function everythingAcknowledged(id: string): string {
    const app = planted('Member-ProductAccount', (stack) => {
      const policy = new CfnManagedPolicy(stack, 'Everything', { policyDocument: everything() });
      acknowledge(policy, 'AwsSolutions', 'IAM5[Action::*]', 'For a test.');
      acknowledge(policy, 'AwsSolutions', 'IAM5[Resource::*]', 'For a test.');
      acknowledge(policy, 'NIST.800.53.R5', 'IAMPolicyNoStatementsWithAdminAccess', 'For a test.');
      acknowledge(policy, 'NIST.800.53.R5', 'IAMPolicyNoStatementsWithFullAccess', 'For a test.');
      Validations.of(policy).acknowledge({ id, reason: 'For a test.' });
    });
    return findingsOf(app);
  }

  test.each(['Orgstrap::Orgstrap-NoFullAccess', 'Orgstrap-NoFullAccess'])(
    'of orgstrap’s own finding silences nothing: %s',
    (id) => {
      const findings = everythingAcknowledged(id);
      expect(findings).toContain("Everything allows '*': a policy names actions");
      expect(findings).toContain('Acknowledgements-OfAStockPack');
    },
  );

  test('of a finding that is not there is refused', () => {
    const app = planted('Pipeline-delivery', (stack) => {
      acknowledge(stack.node.findChild('State'), 'AwsSolutions', 'S1', 'Logging is on; this is stale.');
    });
    const findings = findingsOf(app);
    expect(findings).toContain('AwsSolutions-StaleAcknowledgement');
    expect(findings).toContain('AwsSolutions::AwsSolutions-S1 is acknowledged at Pipeline-delivery/State');
  });

  test('of a finding that another construct has is refused', () => {
    const app = planted('Member-ProductAccount', (stack) => {
      acknowledge(stack.node.findChild('TerraformRole'), 'NIST.800.53.R5', 'S3BucketReplicationEnabled', 'Stale.');
    });
    expect(findingsOf(app)).toContain('NIST.800.53.R5-StaleAcknowledgement');
  });

  test('at a stack that has the finding twice is refused, as it would silence a third one', () => {
    const app = planted('Pipeline-delivery', (stack) => {
      new CfnBucket(stack, 'Open');
      acknowledge(stack, 'AwsSolutions', 'S10', 'All buckets at once.');
    });
    const findings = findingsOf(app);
    expect(findings).toContain('Acknowledgements-NeverOfAWholeStack');
    expect(findings).toContain(
      "the acknowledgement of AwsSolutions::AwsSolutions-S10 at 'Pipeline-delivery' stands on a whole stack",
    );
    expect(findings).not.toContain('StaleAcknowledgement');
  });

  test('at the app is refused', () => {
    const app = planted('Pipeline-delivery', (stack, whole) => {
      new CfnBucket(stack, 'Open');
      acknowledge(whole, 'AwsSolutions', 'S10', 'All buckets of all stacks.');
    });
    expect(findingsOf(app)).toContain('Acknowledgements-NeverOfAWholeStack');
  });

  test('without the name of its pack is refused, because the report would not show it', () => {
    const app = planted('Pipeline-delivery', (stack) => {
      const bucket = new CfnBucket(stack, 'Open');
      Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S10', reason: 'Nobody will read this.' });
    });
    expect(findingsOf(app)).toContain('Acknowledgements-OfAStockPack');
  });

  test('of one wildcard says nothing about another one in the same policy', () => {
    const app = planted('Pipeline-delivery', (stack) => {
      const policy = new CfnManagedPolicy(stack, 'Wild', {
        policyDocument: {
          Statement: [
            { Sid: 'Wild', Effect: 'Allow', Action: ['s3:Get*', 's3:Put*'], Resource: 'arn:aws:s3:::bucket/key' },
          ],
        },
      });
      acknowledge(policy, 'AwsSolutions', 'IAM5[Action::s3:Get*]', 'Reading.');
    });
    const findings = findingsOf(app);
    expect(findings).toContain('AwsSolutions-IAM5[Action::s3:Put*]');
    expect(findings).not.toContain('AwsSolutions-IAM5[Action::s3:Get*]');
  });
});

test('nothing is found in an app into which nothing was planted', () => {
  expect(findingsOf(builtApp(sharedOpsConfig()))).toBe('');
});

function everything(): unknown {
  return { Version: '2012-10-17', Statement: [{ Sid: 'Everything', Action: '*', Effect: 'Allow', Resource: '*' }] };
}
