import { startServer } from '../../server/host/startServer.ts';

startServer({ workerUrl: new URL('./fragileAnalyst.mjs', import.meta.url) });
