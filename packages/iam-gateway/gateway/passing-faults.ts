import { protocolOf } from '../requests/call';
import type { WireRequest } from '../requests/wire-request';
import { type Answer, answerOf, type Reason } from './answers';

/** Refusals of AWS that pass, and a connection that ends. */
const FAULTS: readonly (Reason | 'connection reset')[] = [
  'throttled',
  'unavailable',
  'connection reset',
  'internal failure',
];

/**
 * AWS on a bad day: one of so many requests meets a fault that passes, each in its turn, after which every SDK asks again. What meets one was
 * never asked, so nobody decides about it or records it.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export class PassingFaults {
  private every: number | undefined;
  private asked = 0;
  private met = 0;

  /** How many requests met one. */
  get count(): number {
    return this.met;
  }

  /** From now on, one of so many requests meets a fault; none where it is left out. */
  meet(every?: number): void {
    this.every = every;
    this.asked = 0;
  }

  /**
   * The fault that a request meets, if it does.
   *
   * @throws Error in the place of an answer where the connection ends
   */
  insteadOf(wire: WireRequest): Answer | undefined {
    this.asked++;
    if (this.every === undefined || this.asked % this.every !== 0) return undefined;
    const fault = FAULTS[this.met++ % FAULTS.length] ?? 'connection reset';
    if (fault === 'connection reset') throw new Error(fault);
    const service = serviceOf(wire);
    const message = 'on a bad day, AWS answers this to some requests';
    return answerOf({ reason: fault, message }, protocolOf(service ?? '') ?? 'query', service, wire.method);
  }
}

/** As the signature claims it, which nobody has verified yet. */
function serviceOf({ headers }: WireRequest): string | undefined {
  const [, authorization = ''] = headers.find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  return /Credential=[^/]+\/\d+\/[^/]+\/(?<service>[^/]+)\//.exec(authorization)?.groups?.service;
}
