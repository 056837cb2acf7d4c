/** What a process of the benchmark says about itself, in its last line of output. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

export function usage(): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 };
}

export function writeUsage(): void {
  process.stdout.write(`${JSON.stringify(usage())}\n`);
}
