import { parseArgs } from 'node:util';
import { startGateway } from './gateway/start-gateway';

const USAGE = `usage: node --import tsx packages/iam-gateway/main.ts --emulator-port PORT [--port PORT] [--home-region REGION]
`;

/** Starts a gateway by itself, says where it is as variables of a shell, and ends with Ctrl-C. */
async function main(args: readonly string[]): Promise<void> {
  const options = optionsIn(args);
  if (options === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const { endpoint, s3Endpoint, close } = await startGateway(options.emulatorPort, {
    port: options.port,
    homeRegion: options.homeRegion,
    // It knows the keys of no issuer, so that it takes no token.
    keysOfIssuer: () => undefined,
  });
  process.stdout.write(`AWS_ENDPOINT_URL=${endpoint}\nAWS_ENDPOINT_URL_S3=${s3Endpoint}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
}

function optionsIn(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'emulator-port': { type: 'string', default: '' },
        port: { type: 'string', default: '0' },
        'home-region': { type: 'string', default: 'us-east-1' },
      },
    });
    const [emulatorPort, port] = [Number(values['emulator-port'] || Number.NaN), Number(values.port)];
    const isUsable = [emulatorPort, port].every((each) => Number.isInteger(each) && each >= 0 && each < 65_536);
    return isUsable ? { emulatorPort, port, homeRegion: values['home-region'] } : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Where it cannot listen; every other error is a bug. */
function cannotListen(error: unknown): void {
  if (!(error instanceof Error && 'syscall' in error && error.syscall === 'listen')) throw error;
  process.stderr.write(`${error.message}: choose another --port, or leave it out for one that is free\n`);
  process.exitCode = 3;
}

void main(process.argv.slice(2)).catch(cannotListen);
