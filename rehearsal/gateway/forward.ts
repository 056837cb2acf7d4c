import { Agent, type IncomingMessage, request } from 'node:http';
import type { Outgoing } from './request/rebuilt';

/** Sends requests on to the emulator, over connections that are kept. */
export class Emulator {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly port: number) {}

  /** The answer, as soon as it begins. */
  send({ method, target, headers, body }: Outgoing): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.port, agent: this.agent, method, path: target, headers };
      const sent = request({ ...options, setHost: false }, resolve);
      sent.once('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
