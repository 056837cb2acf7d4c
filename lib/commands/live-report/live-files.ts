import type { ReportFiles } from '../../estate/report-files';
import { liveJunit } from './junit';
import type { LiveReport } from './live-report';
import type { LiveFormat } from './parameters';
import { liveSarif } from './sarif';

/** The two formats that each command writes in its own way. */
interface OwnTexts {
  table(): string;
  json(): string;
}

/** How the own texts of each begin. */
const BEGINNINGS = {
  'orgstrap verify': {
    table: /^(ok|finding|not seen) +\d{12} /,
    json: /^\{\s*"version": \d+,\s*"ok": (true|false),\s*"accounts": \[/,
  },
  'orgstrap doctor': {
    table: /^(ok|finding|not seen) +deployment account /,
    json: /^\{\s*"version": \d+,\s*"ok": (true|false),\s*"account": "/,
  },
};

/** A report in every format. */
export function liveFiles(report: LiveReport, own: OwnTexts): ReportFiles<LiveFormat> {
  const { tool } = report;
  const name = tool.replace('orgstrap ', '');
  return {
    table: { name: `${name}.txt`, write: own.table, begins: BEGINNINGS[tool].table },
    json: { name: `${name}.json`, write: own.json, begins: BEGINNINGS[tool].json },
    junit: {
      name: `${name}.junit.xml`,
      write: () => liveJunit(report),
      begins: new RegExp(`^<\\?xml [^>]*>\\s*<testsuites name="${tool}"`),
    },
    sarif: {
      name: `${name}.sarif`,
      write: () => liveSarif(report),
      begins: new RegExp(`^\\{\\s*"\\$schema": "[^"]*sarif[^"]*",[\\s\\S]{0,200}"name": "${tool}"`),
    },
  };
}
