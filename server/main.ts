import { startAnalysts } from './host/startAnalysts.ts';

const analysts = startAnalysts(new URL('./worker.js', import.meta.url));
// Loaded while the first analyst starts.
const { startServer } = await import('./host/startServer.ts');
startServer(analysts);
