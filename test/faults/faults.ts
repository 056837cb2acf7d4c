import { answer, type Call, errorTo, type WireAnswer } from './calls';

/** A way in which a call goes wrong. */
export interface Fault {
  readonly name: string;
  /** Whether it goes away by itself, so that the SDK tries again. */
  readonly passes: boolean;
  /** The status of a command that found nothing, and could not see this. */
  readonly status: number;
  /** Whether AWS has done what it was asked for, and the answer alone is lost. @default - it has done nothing */
  readonly isLate?: boolean;
  /** What comes in place of the answer; an error is one of the network. */
  happens(call: Call, signal: AbortSignal): Promise<WireAnswer>;
}

/** What AWS answers to a call that fails, and what it says; the second line holds what nobody may see. */
export const SECRET = 'FwoGZXIvYXdzEBYaDsecret';

function ofAws(name: string, statusCode: number, passes: boolean, status = 3): Fault {
  return {
    name,
    passes,
    status,
    // What a HEAD tells is its status alone, and S3 throttles with 503.
    happens: (call) =>
      Promise.resolve(
        errorTo(
          call,
          name === 'Throttling' && call.protocol === 'head' ? 503 : statusCode,
          name,
          `no\nx-amz-security-token:${SECRET}`,
        ),
      ),
  };
}

function ofNetwork(code: string, passes: boolean): Fault {
  const happens = () => Promise.reject(Object.assign(new Error(`${code}: of the network`), { code }));
  return { name: code, passes, status: 3, happens };
}

const SILENCE: Fault = {
  name: 'silence',
  passes: true,
  status: 3,
  happens: (_, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
    }),
};

const PAGE: Fault = {
  name: 'a page of HTML',
  passes: false,
  status: 3,
  happens: () => Promise.resolve(answer(200, '<html><body>Sign in</body></html>', 'text/html; charset=utf-8')),
};

/** It is about the credentials, and nobody but who gives permissions mends it. */
export const REFUSAL: Fault = ofAws('AccessDenied', 403, false, 2);

/** Every kind; each of them is another line of what a command says. */
export const FAULTS: readonly Fault[] = [
  ofAws('Throttling', 400, true),
  ofAws('InternalFailure', 500, true),
  ofAws('ServiceUnavailable', 503, true),
  ofAws('OptInRequired', 403, false),
  ofAws('RequestExpired', 400, false),
  ofAws('ExpiredToken', 400, false),
  ofAws('NobodyKnowsThis', 400, false),
  ofNetwork('ECONNRESET', true),
  ofNetwork('SELF_SIGNED_CERT_IN_CHAIN', false),
  SILENCE,
  PAGE,
];
