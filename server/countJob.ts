import { argv } from 'node:process';
import { runCountJob } from './aggregate/countJob.ts';
import { openFileSource } from './host/fileSource.ts';

const numFailed = await runCountJob(argv[2] ?? '', import.meta.url, openFileSource);
// DuckDB's threads would keep the process.
process.exit(numFailed === 0 ? 0 : 1);
