import { startServer } from './host/startServer.ts';

startServer({ workerUrl: new URL('./worker.js', import.meta.url) });
