import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';

/** An answer as it comes from the emulator. */
export interface Streamed extends AsyncIterable<Uint8Array> {
  readonly statusCode?: number | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Reads an answer to its end, and gives it back to be read once more. */
export async function readThrough(answer: Streamed): Promise<{ readonly text: string; readonly again: Streamed }> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { statusCode, headers } = answer;
  return { text: body.toString(), again: Object.assign(Readable.from([body]), { statusCode, headers }) };
}
