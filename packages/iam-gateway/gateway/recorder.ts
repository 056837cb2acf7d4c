import { SOURCE_IP } from '../authorization/authorize';
import { isObject, parsedJson } from '../iam/json';
import type { AccessKey } from '../requests/access-key';
import type { Call } from '../requests/call';
import type { ReadRequest } from '../requests/read-request';
import type { ObservedCaller, ObservedError } from '../trail/observed-call';
import { recordsOf, toTheSecond } from '../trail/records-of-call';
import { BEGINNING_A_SESSION } from '../trail/session-elements';
import type { TrailHistory } from '../trail/trail-history';
import { readThrough, type Streamed } from './answers';
import type { RequestOutcome } from './journal';

/** A call whose signature or token was believed, or whose token STS did not take. */
export interface RecordableCall {
  readonly read: ReadRequest;
  /** As it was sent. */
  readonly call: Call;
  readonly caller: RecordableCaller;
  readonly at: Date;
}

export type RecordableCaller =
  | { readonly kind: 'key'; readonly key: AccessKey }
  | Exclude<ObservedCaller, { kind: 'key' }>;

/** Those of calls that AWS refuses in the same way, and records. */
const RECORDED_REFUSALS: ReadonlySet<RequestOutcome> = new Set(['denied', 'refused code', 'refused token']);

/** Puts into the history what CloudTrail would record. */
export class Recorder {
  /** @param homeRegion - where calls take place that are not signed for a Region */
  constructor(
    private readonly trail: TrailHistory,
    private readonly homeRegion: string,
  ) {}

  /** Only what AWS refuses in that way is recorded: not what nobody believed, understood or could decide. */
  refused(recordable: RecordableCall, outcome: RequestOutcome, code: string, message: string): void {
    if (!RECORDED_REFUSALS.has(outcome)) return;
    // Services call it AccessDeniedException or AccessDenied; CloudTrail has one word for it.
    const said = code === 'AccessDeniedException' ? 'AccessDenied' : code;
    this.add(recordable, {
      error: { code: said, message, isRefusal: outcome === 'denied' || said === 'AccessDenied' },
    });
  }

  /** What the gateway answers itself. */
  answered(recordable: RecordableCall, error?: ObservedError): void {
    this.add(recordable, error === undefined ? {} : { error });
  }

  /** Reads only what it must know, of errors and of sessions: everything else goes by as it comes. */
  async passedOn(recordable: RecordableCall, answer: Streamed): Promise<Streamed> {
    const { call, read } = recordable;
    const { statusCode: status = 502 } = answer;
    const hasFailed = status >= 400;
    if (!hasFailed && !beginsSession(call)) {
      this.add(recordable, {});
      return answer;
    }
    const { text, again } = read.method === 'HEAD' ? { text: '', again: answer } : await readThrough(answer);
    this.add(
      recordable,
      hasFailed ? { error: { ...errorIn(call, status, text), isRefusal: false } } : { answer: text },
    );
    return again;
  }

  private add({ read, call, caller, at }: RecordableCall, outcome: { error?: ObservedError; answer?: string }): void {
    const observed = {
      call,
      at,
      caller: caller.kind === 'key' ? { ...caller, began: this.beginning(caller.key.id, at) } : caller,
      region: read.signature?.scope.region ?? this.homeRegion,
      sourceIp: SOURCE_IP,
      userAgent: read.headers.get('user-agent') ?? '',
      ...outcome,
    };
    this.trail.add(...recordsOf(observed));
  }

  private beginning(accessKeyId: string, at: Date): string {
    return this.trail.sessionStart(accessKeyId) ?? toTheSecond(at);
  }
}

function beginsSession(call: Call): boolean {
  return call.protocol === 'query' && call.service === 'sts' && BEGINNING_A_SESSION.has(call.operation);
}

/** An error of the emulator, in the form that its service has for errors. */
function errorIn(call: Call, status: number, text: string): { readonly code: string; readonly message: string } {
  if (call.protocol === 'json' || (call.protocol === 'rest' && !text.startsWith('<'))) {
    const body = parsedJson(text);
    const { __type: type, message, Message } = isObject(body) ? body : {};
    return {
      code:
        String(type ?? status)
          .split('#')
          .at(-1) ?? '',
      message: String(message ?? Message ?? ''),
    };
  }
  return { code: elementIn(text, 'Code') ?? withoutBody(call, status), message: elementIn(text, 'Message') ?? '' };
}

/** Answers to HEAD have a status alone. */
function withoutBody(call: Call, status: number): string {
  if (call.protocol !== 's3' || status !== 404) return String(status);
  return call.key === undefined ? 'NoSuchBucket' : 'NoSuchKey';
}

function elementIn(text: string, element: string): string | undefined {
  const [, found] = new RegExp(`<${element}>([^<]*)</${element}>`).exec(text) ?? [];
  return found;
}
