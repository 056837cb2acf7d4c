import { parsedJson } from '../../trail/parsed-json';
import { type Call } from '../request/call';
import { isObject } from '../../iam/templates/json';

/** An error of the emulator, in the form that its service has for errors. */
export function errorIn(call: Call, status: number, text: string): { readonly code: string; readonly message: string } {
  if (call.protocol === 'json') {
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
