import { parentPort, workerData } from 'node:worker_threads';
import { correlationReport, type PooledErrors } from './experiments/correlationReport.ts';

parentPort?.postMessage(correlationReport(workerData as PooledErrors));
