import { startAnalysts } from '../../server/host/startAnalysts.ts';
import { startServer } from '../../server/host/startServer.ts';

startServer(startAnalysts(new URL('./fragileAnalyst.mjs', import.meta.url)));
