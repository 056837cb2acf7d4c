import { Readable } from 'node:stream';

/** What the SDK sends, as far as a test looks at it. */
interface SentRequest {
  readonly body?: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status?: number;
  readonly body: string;
  readonly type?: 'text/xml' | 'application/x-amz-json-1.1';
}

/**
 * Settings for a client of the real SDK whose requests go to a function in place of AWS: what is tested is what the SDK
 * makes of requests and answers, too.
 */
export function answering(answer: (body: string) => Answer) {
  // What the SDK has to say about old versions of Node.js is not what a test should print.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const sent: string[] = [];
  const settings = {
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    requestHandler: {
      handle({ body = '', headers }: SentRequest) {
        const target = headers['x-amz-target'] ?? '';
        const request = `${target} ${typeof body === 'string' ? body : new TextDecoder().decode(body)}`.trimStart();
        sent.push(request);
        const { status = 200, type = 'text/xml', body: text } = answer(request);
        const response = {
          statusCode: status,
          headers: { 'content-type': type },
          body: Readable.from([Buffer.from(text)]),
        };
        return Promise.resolve({ response });
      },
    },
  };
  return { settings, sent };
}

/** An answer of CloudFormation or STS. */
export function xml(action: string, result: string): Answer {
  return { body: `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>` };
}

export function xmlError(code: string, message: string, status = 400): Answer {
  return {
    status,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  };
}

/** An answer of Organizations. */
export function json(value: object, status = 200): Answer {
  return { status, body: JSON.stringify(value), type: 'application/x-amz-json-1.1' };
}
