import type { AccountId } from '../../../lib/domain/ids';
import { controlCall } from '../../iam-gateway/gateway/emulator-store';
import type { CloudFormationCall } from '../../iam-gateway/trail/cloudformation-call';

/** Access keys, long-lived or temporary. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What the console's sign-in page was given. */
export interface SignIn {
  readonly account: AccountId;
  readonly user: string;
  readonly password: string;
  /** Whether the right code of an MFA device came with it. */
  readonly mfa: boolean;
}

/** Whom the console has let in. */
export interface SignedIn {
  readonly credentials: Credentials;
  readonly mustChangePassword: boolean;
}

/** The user whose keys `administratorOf` gives, in every account. */
export const ADMINISTRATOR = 'rehearsal-operator';

export interface EmulatedOrganization {
  readonly organizationId: string;
  readonly rootId: string;
  readonly managementAccount: string;
  readonly partition: string;
  /** A unit without a parent is below the root. */
  readonly units: readonly { readonly id: string; readonly name: string; readonly parent?: string }[];
  readonly accounts: readonly EmulatedAccount[];
  /** Of StackSets. @default - it is activated */
  readonly trustedAccess?: boolean;
  /** The ARN of the instance of IAM Identity Center, and the Region that it is in. */
  readonly identityCenter?: { readonly instance: string; readonly region: string };
}

export interface EmulatedAccount {
  readonly id: string;
  readonly name: string;
  /** The root or the organizational unit that it is in. */
  readonly parent: string;
}

/** What the emulator noticed about itself. */
export interface EmulatorReport {
  readonly unknownTypes: readonly { readonly type: string; readonly logicalId: string; readonly stack: string }[];
  readonly inert: readonly { readonly type: string; readonly reason: string; readonly count: number }[];
  readonly failures: readonly { readonly stack: string; readonly logicalId: string; readonly error: string }[];
  readonly stackSets: readonly {
    readonly name: string;
    readonly instances: readonly {
      readonly account: AccountId;
      readonly status: string;
      readonly detailedStatus: string;
      readonly reason: string | null;
    }[];
  }[];
}

/** Operations of CloudFormation that fail, or take long, in one account: of a type of resource, of a logical id, or of both at once. */
interface Fault {
  readonly account: AccountId;
  readonly type?: string;
  readonly logicalId?: string;
  /** Any of them, if it is not said. */
  readonly operation?: 'CREATE' | 'UPDATE' | 'DELETE';
  /** How many of the next ones fail; one, if it is not said. */
  readonly times?: number;
  /** What the events of the stack say. */
  readonly error?: string;
  /** How long it takes; without an error it only takes long. */
  readonly seconds?: number;
}

/** The states of an account that the emulator knows; https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html */
type AccountState = 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';

/** What AWS does with the next accounts that are made or moved. */
interface AccountOrder {
  /** How often somebody asks before an account is there. */
  readonly looks?: number;
  /** AWS's reasons for which the next ones fail. */
  readonly reasons?: readonly string[];
  /** How many of the next moves meet another change of the account. */
  readonly collisions?: number;
}

/** A request that the emulator served. */
export interface ServedRequest {
  readonly n: number;
  readonly account: string | null;
  readonly service: string | null;
  readonly action: string | null;
}

/** An alarm of EventBridge that told a topic. */
export interface AlarmNotification {
  /** The names of the rule and of its bus. */
  readonly rule: string;
  readonly bus: string;
  readonly account: string;
  readonly region: string;
  readonly topic: string;
  /** What subscribers to the topic read. */
  readonly message: string;
}

/**
 * What AWS has no API for: making an organization with given ids, and looking behind the scenes. It goes to the emulator
 * itself, past the gateway, through which nobody else reaches it.
 */
export class Control {
  /** @param changed - told whenever something was made behind the gateway's back */
  constructor(
    readonly port: number,
    private readonly changed: () => void,
  ) {}

  async makeOrganization(organization: EmulatedOrganization): Promise<void> {
    await this.call<void>('PUT', 'organization', organization);
  }

  async makeAccount(account: EmulatedAccount): Promise<void> {
    await this.call<void>('POST', 'accounts', account);
  }

  /** What people and AWS do to an account beside the API: AWS suspends it, its owner has it reinstated. */
  async setAccountState(account: AccountId, state: AccountState): Promise<void> {
    await this.call<void>('POST', 'account-states', { account, state });
  }

  /** Lets the next operations of CloudFormation fail, or take long, in an account. */
  async failNext(fault: Fault): Promise<void> {
    await this.call<void>('POST', 'faults', fault);
  }

  /** Ends what `failNext` and `quarantine` began. */
  async forgetFaults(): Promise<void> {
    await this.call<void>('DELETE', 'faults');
  }

  /** Refuses the role of StackSets in an account, or no longer, as a control policy of a quarantine does. */
  async quarantine(account: AccountId, active: boolean): Promise<void> {
    await this.call<void>('POST', 'quarantine', { account, active });
  }

  /** Lets every service of a Region answer 503, or no longer; what is of no Region, such as IAM, goes on. */
  async loseRegion(region: string, active: boolean): Promise<void> {
    await this.call<void>('POST', 'outage', { region, active });
  }

  /**
   * Picks the order of what auto-deployment does from now on, as far as AWS promises none.
   *
   * @param seed - a whole number, or `null` for the order that hurts least: first every deletion, then every creation
   * @param looks - after how many looks at stack instances it begins with a move
   */
  async orderMovements(seed: number | null, looks = 0): Promise<void> {
    await this.call<void>('POST', 'movement-order', { seed, looks });
  }

  /** What making and moving accounts comes to from now on, in place of what an earlier order said. */
  async orderAccounts(order: AccountOrder): Promise<void> {
    await this.call<void>('POST', 'account-orders', order);
  }

  /** Keys of an administrator of an account. */
  administratorOf(account: AccountId): Promise<Credentials> {
    return this.call<Credentials>('POST', 'credentials', { account });
  }

  /**
   * Signs in to the console, which is no API.
   *
   * @throws Error where the sign-in page would not let the user in
   */
  signIn(signIn: SignIn): Promise<SignedIn> {
    return this.call<SignedIn>('POST', 'sign-ins', signIn);
  }

  report(): Promise<EmulatorReport> {
    return this.call<EmulatorReport>('GET', 'report');
  }

  requestsSince(n: number): Promise<readonly ServedRequest[]> {
    return this.call<readonly ServedRequest[]>('GET', `requests?since=${n}`);
  }

  /** Gives EventBridge events, each in its account and Region, and tells for each which alarms it raised. */
  async deliver(events: readonly unknown[]): Promise<readonly (readonly AlarmNotification[])[]> {
    const { alarms } = await this.call<{ readonly alarms: readonly (readonly AlarmNotification[])[] }>(
      'POST',
      'events',
      {
        events,
      },
    );
    return alarms;
  }

  /** What CloudFormation itself changed, for stacks and for StackSets. */
  madeSince(n: number): Promise<readonly CloudFormationCall[]> {
    return this.call<readonly CloudFormationCall[]>('GET', `made?since=${n}`);
  }

  private async call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await controlCall<Answer>(this.port, method, path, body);
    if (method !== 'GET') this.changed();
    return answer;
  }
}
