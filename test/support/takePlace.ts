// A process that takes a place in a queue: takePlace.ts FOLDER LIMIT LOG NAME MILLISECONDS. It writes when it waits, has the place, and leaves it.
import { appendFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { waitForPlace } from '../../server/jobs/deviceQueue.ts';

const [, , folder = '', limit = '', log = '', name = '', milliseconds = ''] = process.argv;
const say = (what: string): void => {
  appendFileSync(log, `${name} ${what}\n`);
};
let waits = false;
await waitForPlace({
  ...{ folder, queue: 'cpu', limit: Number(limit) },
  onWait: (numBefore) => {
    if (!waits) say(`waits behind ${numBefore}`);
    waits = true;
    return Promise.resolve();
  },
});
say('begins');
await setTimeout(Number(milliseconds));
say('ends');
process.exit(0);
