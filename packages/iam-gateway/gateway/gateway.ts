import type { IncomingMessage } from 'node:http';
import type { JSONWebKeySet } from 'jose';
import { authorize, callerBehind } from '../authorization/authorize';
import { Denied } from '../authorization/denial';
import { givesCode, issueContext, mfaContext, verifyDeviceCodes } from '../authorization/mfa';
import type { CodeVerifier } from '../authorization/totp';
import {
  ASSUME_ROLE_WITH_WEB_IDENTITY,
  admitTokenHolder,
  asksWithToken,
  assumptionIn,
  holderOf,
} from '../authorization/web-identity';
import { providerArn } from '../iam/arn';
import { requiredPermissions } from '../operations/required-permissions';
import type { RequiredPermission } from '../operations/table';
import { type AccessKey, callerArn } from '../requests/access-key';
import { type Call, callOf, type JsonCall, protocolOf } from '../requests/call';
import { isCarried } from '../requests/carried';
import { type ReadRequest, readRequest } from '../requests/read-request';
import { type Outgoing, rebuilt, withOwnUserName } from '../requests/rebuilt-request';
import {
  CodeRefused,
  Malformed,
  NotCarried,
  OtherOwner,
  SourceIdentityIsSet,
  TokenRefused,
  Unmapped,
} from '../requests/refusals';
import { restParts } from '../requests/rest-call';
import { type SignatureProblem, signatureProblem } from '../requests/verify-signature';
import type { WireRequest } from '../requests/wire-request';
import type { SnapshotCache } from '../store/snapshot-cache';
import { mayChangeAccess } from '../store/snapshot-cache';
import type { TrailHistory } from '../trail/trail-history';
import type { Streamed } from './answers';
import { type Answer, answerOf, codeOf, type Refusal } from './answers';
import { asksEventHistory, historyAnswer } from './event-history';
import type { Journal, RequestOutcome } from './journal';
import { type RecordableCall, Recorder } from './recorder';

export interface GatewayProps {
  /** The hosts under which it is reached. */
  readonly hosts: ReadonlySet<string>;
  readonly cache: SnapshotCache;
  readonly journal: Journal;
  readonly emulator: { send(outgoing: Outgoing): Promise<IncomingMessage> };
  /** The keys that an OIDC issuer publishes, by its URL; undefined where there is no such issuer. */
  readonly keysOfIssuer: (url: string) => JSONWebKeySet | undefined;
  readonly now: () => Date;
  /** Who verifies the codes of MFA devices. */
  readonly codes: CodeVerifier;
  /** Where it puts what CloudTrail would record. */
  readonly trail: TrailHistory;
  /** Where calls take place that are not signed for a Region. */
  readonly homeRegion: string;
}

/** A request on its way through the gateway, as far as it is known. */
interface Progress {
  readonly at: Date;
  read?: ReadRequest;
  call?: Call;
  recordable?: RecordableCall;
  caller?: string;
  sourceIdentity?: string | undefined;
  actions?: readonly string[];
}

/** A call that is let through, and who it is of. */
interface Admitted {
  readonly call: Call;
  readonly outgoing: Outgoing;
  readonly recordable: RecordableCall;
}

/** Says that nobody believes a signature. */
class NotAuthenticated extends Error {
  constructor(readonly why: SignatureProblem | 'no signature') {
    super(why);
  }
}

/**
 * Decides about every request as IAM would, and passes on what is allowed. What it cannot read, verify, map or decide
 * is refused; there is no way past the decision.
 */
export class Gateway {
  private readonly recorder: Recorder;

  constructor(private readonly props: GatewayProps) {
    this.recorder = new Recorder(props.trail, props.homeRegion);
  }

  async answer(wire: WireRequest): Promise<Streamed | Answer> {
    const { journal, emulator, cache, now } = this.props;
    const start = performance.now();
    const progress: Progress = { at: now() };
    const note = (
      outcome: RequestOutcome,
      milliseconds: number,
      refused?: { readonly reason: string; readonly code: string },
    ) => {
      const { caller, sourceIdentity, actions } = progress;
      const asked = askedFor(wire, progress);
      const emulators = outcome === 'passed on' && progress.call ? emulatorsWords(progress.call) : undefined;
      journal.add({
        outcome,
        asked,
        milliseconds,
        ...(caller ? { caller } : {}),
        ...(sourceIdentity ? { sourceIdentity } : {}),
        ...(actions ? { actions } : {}),
        ...refused,
        ...(emulators ? { emulators } : {}),
      });
    };
    try {
      const { call, outgoing, recordable } = await this.admit(wire, progress);
      const decided = performance.now();
      if (asksEventHistory(call)) {
        const { answer, error } = this.askHistory(call, recordable);
        note('answered', decided - start, error && { reason: error.message, code: error.code });
        return answer;
      }
      // For every answer: what failed half-way may have changed something. Its work is done when its answer begins.
      const answer = await emulator.send(outgoing).finally(() => mayChangeAccess(call) && cache.changed());
      const recorded = await this.recorder.passedOn(recordable, answer);
      note('passed on', decided - start);
      return recorded;
    } catch (error) {
      const { outcome, ...refusal } = refusalOf(error);
      const service = progress.read?.signature?.scope.service;
      const protocol = progress.call?.protocol ?? protocolOf(service ?? '') ?? 'query';
      const code = codeOf(refusal, protocol, service);
      note(outcome, performance.now() - start, { reason: refusal.message, code });
      if (progress.recordable) this.recorder.refused(progress.recordable, outcome, code, refusal.message);
      return answerOf(refusal, protocol, service, wire.method);
    }
  }

  private async admit(wire: WireRequest, progress: Progress): Promise<Admitted> {
    const { hosts, cache, codes, now } = this.props;
    const read = readRequest(wire, hosts);
    progress.read = read;
    if (read.signature === undefined && asksWithToken(read)) return await this.admitToken(read, progress);
    const key = await this.authenticatedKey(read);
    progress.caller = callerArn(key);
    const sourceIdentity = key.owner.kind === 'session' ? key.owner.sourceIdentity : undefined;
    progress.sourceIdentity = sourceIdentity;
    const { scope } = key;
    const sent = callOf(read, scope.service);
    const call = withOwnUserName(sent, key.owner);
    progress.call = call;
    const snapshot = await cache.snapshot();
    const caller = callerBehind(key, snapshot);
    if (caller === undefined) throw new NotAuthenticated('unknown key');
    const recordable: RecordableCall = { read, call: sent, caller: { kind: 'key', key }, at: progress.at };
    progress.recordable = recordable;
    const here = {
      account: key.account,
      region: scope.region,
      snapshot,
      ...(caller.kind === 'user' ? { user: caller.arn } : {}),
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      encryptionKey: cache.encryptionKey.bind(cache),
    };
    const needs = await requiredPermissions(call, here);
    progress.actions = needs.map(({ action }) => action);
    const mfa = mfaContext(key.owner, givesCode(call, key.owner, snapshot, codes), now());
    const signIn = { ...issueContext(key.owner), ...mfa };
    await authorize(needs, { caller, arn: progress.caller, signIn }, here);
    refuseNotCarried(call, needs);
    verifyDeviceCodes(call, snapshot, codes);
    return { call, outgoing: rebuilt(read, call), recordable };
  }

  /** The one call that nobody signs: the token is the proof. */
  private async admitToken(read: ReadRequest, progress: Progress): Promise<Admitted> {
    const { cache, now, keysOfIssuer } = this.props;
    const call = callOf(read, 'sts');
    if (call.protocol !== 'query' || call.operation !== ASSUME_ROLE_WITH_WEB_IDENTITY) {
      throw new Malformed('a call without a signature');
    }
    progress.call = call;
    const snapshot = await cache.snapshot();
    const context = { snapshot, now: now(), keysOf: keysOfIssuer };
    const assumption = assumptionIn(call.parameters);
    progress.recordable = { read, call, caller: { kind: 'unknown' }, at: progress.at };
    const holder = await holderOf(assumption, context);
    const { aud = '', sub = '' } = holder.claims;
    const provider = providerArn(snapshot.partition, assumption.account, holder.issuer);
    const caller = { kind: 'token', provider, audience: aud, subject: sub } as const;
    const recordable: RecordableCall = { read, call, caller, at: progress.at };
    progress.recordable = recordable;
    await admitTokenHolder(holder, assumption, context);
    progress.caller = `${holder.issuer} ${sub}`;
    return { call, outgoing: rebuilt(read, call), recordable };
  }

  private askHistory(call: JsonCall, recordable: RecordableCall): ReturnType<typeof historyAnswer> {
    const { trail, homeRegion } = this.props;
    const { read, caller } = recordable;
    const account = caller.kind === 'key' ? caller.key.account : '';
    const outcome = historyAnswer(trail, call, account, read.signature?.scope.region ?? homeRegion);
    this.recorder.answered(recordable, outcome.error);
    return outcome;
  }

  private async authenticatedKey(read: ReadRequest): Promise<AccessKey & { readonly scope: Scope }> {
    const { signature } = read;
    if (signature === undefined) throw new NotAuthenticated('no signature');
    const key = await this.props.cache.accessKey(signature.scope.accessKeyId);
    const why = signatureProblem(read, signature, key, this.props.now());
    if (key === undefined || why !== undefined) throw new NotAuthenticated(why ?? 'unknown key');
    return { ...key, scope: signature.scope };
  }
}

/** What a table by hand knows, the emulator has. @throws NotCarried */
function refuseNotCarried(call: Call, needs: readonly RequiredPermission[]): void {
  if (call.protocol === 's3' || needs.every(({ about }) => about === undefined)) return;
  const { service, operation } = call;
  if (!isCarried(service, operation)) throw new NotCarried(`${service}:${operation}`);
}

type Scope = NonNullable<ReadRequest['signature']>['scope'];

function askedFor({ method, target }: WireRequest, { read, call }: Progress): string {
  if (call !== undefined && call.protocol !== 's3') return `${call.service}:${call.operation}`;
  const service = read?.signature?.scope.service ?? '';
  const operation = read && claimedOperation(read);
  return operation === undefined ? `${service} ${method} ${target.slice(0, 200)}`.trim() : `${service}:${operation}`;
}

/** What a request of a service that the gateway does not know says that it is: for people, and not to decide by. */
function claimedOperation({ headers, body }: ReadRequest): string | undefined {
  const target = headers.get('x-amz-target');
  return (target === undefined ? /^Action=([A-Za-z]+)(?:&|$)/ : /\.([A-Za-z]+)$/).exec(
    target ?? body.toString('latin1'),
  )?.[1];
}

/** As the emulator notes it: the action, or method and path where these are all that tells it. */
function emulatorsWords(call: Call): string {
  if (call.protocol === 'json' && call.version === 'rest') {
    const { method, path } = restParts(call.service, call.operation, call.input);
    return `${call.service} ${method} ${path}`;
  }
  if (call.protocol === 'rest') {
    const slash = call.path.endsWith('/') ? '/' : '';
    return `${call.service} ${call.method} /${call.segments.join('/')}${slash}`;
  }
  if (call.protocol !== 's3') return `${call.service} ${call.operation}`;
  const path = [call.bucket, call.key].filter((part) => part !== undefined).join('/');
  return `s3 ${call.method} /${path}`;
}

function refusalOf(error: unknown): Refusal & { readonly outcome: RequestOutcome } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Malformed) return { outcome: 'malformed', reason: 'malformed', message };
  if (error instanceof NotAuthenticated) return { outcome: 'not believed', reason: error.why, message };
  if (error instanceof TokenRefused) {
    return { outcome: error.fault === 'denied' ? 'denied' : 'refused token', reason: error.fault, message };
  }
  if (error instanceof CodeRefused) return { outcome: 'refused code', reason: error.fault, message };
  if (error instanceof SourceIdentityIsSet || error instanceof OtherOwner || error instanceof Denied) {
    return { outcome: 'denied', reason: 'denied', message };
  }
  if (error instanceof NotCarried) return { outcome: 'not carried', reason: 'denied', message };
  const why = error instanceof Unmapped ? `the gateway does not know what it takes: ${message}` : message;
  return { outcome: 'undecided', reason: 'denied', message: why };
}
