import { App, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import {
  AccountStack,
  deploymentAccountOf,
  ServiceManagedStackSet,
  stackSetAdministrator,
  targetOf,
  usableConfig,
} from 'orgstrap';

/**
 * A CDK app of a company's own: a monthly budget in every product account, environment after environment, for accounts that enter later,
 * too. `org.yaml` says which these are, and it is deployed like orgstrap: `npx cdk deploy --all --app "node app.js"`.
 *
 * Stacks and StackSets are not called orgstrap-*: what is called so and is not in org.yaml, orgstrap plan would delete.
 */
const app = new App({ outdir: 'budgets.out' });
const config = usableConfig('org.yaml');

const inEachAccount = new AccountStack(app, 'Member-Budget', { by: 'stack set' }, 'acme: a budget');
new CfnBudget(inEachAccount, 'Monthly', {
  budget: {
    budgetName: 'monthly',
    budgetType: 'COST',
    timeUnit: 'MONTHLY',
    budgetLimit: { amount: 1000, unit: 'USD' },
  },
});

const stacks = new Map<string, Stack>();
for (const environment of config.environments) {
  const name = `acme-budgets-${environment.name}`;
  const env = { account: deploymentAccountOf(config), region: config.homeRegion };
  const stack = new Stack(app, `Budgets-${environment.name}`, {
    stackName: name,
    env,
    // As orgstrap does: no account needs cdk bootstrap.
    synthesizer: new LegacyStackSynthesizer(),
  });
  new ServiceManagedStackSet(stack, 'StackSet', {
    name,
    description: `acme: budgets of ${environment.name}`,
    member: inEachAccount,
    administrator: stackSetAdministrator(config),
    target: targetOf(environment),
    regions: [config.homeRegion],
  });
  for (const earlier of environment.after) {
    const before = stacks.get(earlier);
    if (before !== undefined) stack.addStackDependency(before);
  }
  stacks.set(environment.name, stack);
}
app.synth();
