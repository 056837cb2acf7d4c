import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './compiled';
import { cpuSecondsOf } from './cpu-seconds';
import type { Figure } from './figure';
import { median, run } from './measure';

const EXAMPLE = join(ROOT, 'examples', 'four-accounts.yaml');

/** `npx cdk synth` as somebody runs it for the second time, with every check, against a synth without CDK's validation. */
export function cdkFigure(times: number, folder: string): Figure {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'inherit' });
  const command = ['npx', 'cdk', 'synth', '--quiet', '-c', `config=${EXAMPLE}`, '--output', join(folder, 'cdk')];
  const cdk = () => cpuSecondsOf(command, { env: { CDK_VALIDATION: undefined } });
  const synth = () => run(['synth-config', EXAMPLE]).cpuSeconds;
  const first = cdk();
  const pairs = Array.from({ length: times }, () => [cdk(), synth()] as const);
  const [ofCdk, ofSynth] = [median(pairs.map(([a]) => a)), median(pairs.map(([, b]) => b))];
  return {
    name: 'npx cdk synth of four-accounts.yaml / synth without validation',
    measured: median(pairs.map(([a, b]) => a / b)),
    target: 4,
    unit: '',
    detail: `CPU ${ofCdk.toFixed(2)} s / ${ofSynth.toFixed(2)} s, ${first.toFixed(2)} s at first`,
  };
}
