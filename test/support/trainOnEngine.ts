// A process that trains the small models: trainOnEngine.ts ENGINE STEPS. A driver may end it, and is told which by the environment.
import { openEngine } from '../../server/experiments/compute/openEngine.ts';
import type { EngineName } from '../../server/protocol/experiment.ts';
import { root } from './projectFiles.ts';
import { afterMemorySteps, afterVaeSteps, type Trained } from './trainSmall.ts';

const [, , name = '', steps = ''] = process.argv;
const engine = await openEngine(name as EngineName, 1, [root]);
const plain = ({ state, losses }: Trained): object => ({
  losses,
  state: { ...state, ...mapped(state, (tensors) => tensors.map((values) => [...values])) },
});
const trained = {
  vae: await afterVaeSteps(engine, Number(steps)),
  memory: await afterMemorySteps(engine, Number(steps)),
};
process.stdout.write(JSON.stringify({ vae: plain(trained.vae), memory: plain(trained.memory) }), () => process.exit(0));

function mapped(
  { parameters, firstMoments, secondMoments }: Trained['state'],
  change: (tensors: readonly Float32Array[]) => readonly (readonly number[])[],
): object {
  return {
    ...{ parameters: change(parameters), firstMoments: change(firstMoments), secondMoments: change(secondMoments) },
  };
}
