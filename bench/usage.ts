/** What a process of the benchmark says about itself, in its last line of output. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

export function writeUsage(): void {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage: Usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 };
  process.stdout.write(`${JSON.stringify(usage)}\n`);
}
