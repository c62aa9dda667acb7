// The analyst, except that a file named `crash…` ends its thread.
import './exitOnCrashingLog.mjs';
import '../../dist/worker.js';
