import { Option } from 'commander';

const REPORT_FORMATS = ['text', 'json', 'markdown', 'csv'] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

export function formatOption(): Option {
  return new Option('--format <format>', 'format of the report').choices(REPORT_FORMATS).default('text');
}
