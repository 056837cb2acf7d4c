import type { StackState } from '../../../lib/aws/stack-states';
import { readTemplate } from '../../../lib/commands/plan/read-template';
import { targetsOf } from '../../../lib/commands/plan/stack-set-targets';
import { parametersOf, stackSetsOf, templateBodyOf } from '../../../lib/commands/plan/stack-sets-of';
import { EMPTY_TEMPLATE } from '../../../lib/commands/plan/template';
import type { FakeCloud } from '../../commands/deploy/fake-cloud';
import type { FakeOrganization } from '../../commands/onboard/fake-organization';
import { answerTo, type Call, errorTo, type Wire, type WireAnswer } from '../calls';

/** What CloudFormation answers about the stacks of a fake, and what it does to them. */
export class LivingCloud {
  /** Templates are compared by their text, and read once. */
  private readonly read = new Map<string, readonly FakeStackSet[]>();

  constructor(
    private readonly cloud: FakeCloud,
    private readonly organization: FakeOrganization,
  ) {}

  /** Undefined for what is not asked of stacks and StackSets. */
  async answer(call: Call): Promise<WireAnswer | undefined> {
    const { operation, parameters: given } = call;
    const stack = given.StackName ?? '';
    const stackSet = given.StackSetName ?? '';
    switch (operation) {
      case 'cloudformation:DescribeStacks':
        return this.described(call, stack);
      case 'cloudformation:GetTemplate':
        return answerTo(call, { TemplateBody: this.cloud.templates.get(stack) ?? '{}' });
      case 'cloudformation:DescribeStackEvents':
        return answerTo(call, { StackEvents: eventsOf(stack) });
      case 'cloudformation:UpdateTerminationProtection':
        this.put(stack, { isProtected: false });
        return answerTo(call, { StackId: stack });
      case 'cloudformation:DeleteStack':
        this.put(stack, { status: 'DELETE_IN_PROGRESS' });
        return answerTo(call, {});
      case 'cloudformation:ListStackSets':
        return answerTo(call, { Summaries: this.stackSets().map(({ name }) => ({ StackSetName: name })) });
      case 'cloudformation:DescribeStackSet':
        return this.describedStackSet(call, stackSet);
      case 'cloudformation:ListStackInstances':
        return answerTo(call, { Summaries: await this.instances(stackSet) });
      case 'cloudformation:ListStackSetOperations':
        return answerTo(call, { Summaries: this.operations(stackSet) });
      case 'cloudformation:ListStackSetOperationResults':
        return answerTo(call, { Summaries: RESULTS });
      default:
        return undefined;
    }
  }

  /** What AWS is at work on comes to its end. */
  settle(): void {
    for (const { name, status } of [...this.cloud.states.values()]) {
      if (status === 'DELETE_IN_PROGRESS') this.cloud.states.delete(name);
    }
  }

  /** What is deleted is seen once while it goes. */
  private described(call: Call, stack: string): WireAnswer {
    const here = call.region === this.cloud.config.homeRegion ? [...this.cloud.states.values()] : [];
    const found = stack === '' ? here : here.filter(({ name, id }) => [name, id].includes(stack));
    if (stack !== '' && found.length === 0) {
      return errorTo(call, 400, 'ValidationError', `Stack with id ${stack} does not exist`);
    }
    this.settle();
    return answerTo(call, { Stacks: found.map(stackOf) });
  }

  private put(name: string, change: Partial<StackState>): void {
    const state = this.cloud.states.get(name);
    if (state !== undefined) this.cloud.states.set(name, { ...state, ...change });
  }

  private stackSets(): readonly FakeStackSet[] {
    return this.cloud.names.flatMap((name) => this.stackSetsIn(this.cloud.templates.get(name) ?? '{}'));
  }

  private stackSetsIn(template: string): readonly FakeStackSet[] {
    const known = this.read.get(template);
    if (known !== undefined) return known;
    const found = [...stackSetsOf(readTemplate(template) ?? EMPTY_TEMPLATE)].map(([name, properties]) => ({
      name,
      body: templateBodyOf(properties) ?? '',
      parameters: parametersOf(properties),
      units: targetsOf(properties.StackInstancesGroup)?.organizationalUnits ?? [],
    }));
    this.read.set(template, found);
    return found;
  }

  private describedStackSet(call: Call, name: string): WireAnswer {
    const found = this.stackSets().find((one) => one.name === name);
    if (found === undefined) return errorTo(call, 404, 'StackSetNotFoundException', `${name} not found`);
    const { body: TemplateBody, parameters, units: OrganizationalUnitIds } = found;
    const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    }));
    return answerTo(call, { StackSet: { StackSetName: name, TemplateBody, Parameters, OrganizationalUnitIds } });
  }

  private async instances(name: string): Promise<readonly Wire[]> {
    const instances = await this.organization.access().stackSets.instances(name);
    return instances.map(({ account, region = '', status, detailedStatus = '', unit = '' }) => ({
      Account: account,
      Region: region,
      Status: status,
      StackInstanceStatus: { DetailedStatus: detailedStatus },
      OrganizationalUnitId: unit,
    }));
  }

  private operations(stackSet: string): readonly Wire[] {
    const isFailed = this.cloud.states.get(stackSet)?.status.includes('ROLLBACK') === true;
    return [{ OperationId: 'operation', Action: 'UPDATE', Status: isFailed ? 'FAILED' : 'SUCCEEDED' }];
  }
}

interface FakeStackSet {
  readonly name: string;
  readonly body: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly units: readonly string[];
}

/** In one account something was in the way. */
const REASON = 'Resource of type AWS::IAM::Role with identifier orgstrap-terraform already exists';
const RESULTS = [{ Account: '666666666666', Region: 'eu-west-1', Status: 'FAILED', StatusReason: REASON }];

function eventsOf(stack: string): readonly Wire[] {
  const of = { StackId: stack, StackName: stack, EventId: '1', Timestamp: '2026-03-01T09:00:00Z' };
  const failure = {
    LogicalResourceId: 'StackSet',
    PhysicalResourceId: 'set',
    ResourceType: 'AWS::CloudFormation::StackSet',
  };
  return [
    { ...of, ...failure, ResourceStatus: 'UPDATE_FAILED', ResourceStatusReason: REASON },
    { ...of, LogicalResourceId: stack, PhysicalResourceId: stack, ResourceStatus: 'UPDATE_IN_PROGRESS' },
  ];
}

function stackOf({ name, status, id, isProtected, changed }: StackState): Wire {
  return {
    StackName: name,
    StackId: id,
    StackStatus: status,
    EnableTerminationProtection: isProtected,
    CreationTime: new Date(changed).toISOString(),
  };
}
