import type * as tfjs from '@tensorflow/tfjs';
import { adam } from './adam.ts';
import type { Engine, ImageSet, MemoryModel, MemorySetup, ModelState, VaeModel, VaeSetup } from './engine.ts';
import { memoryShapes, type TensorShape, vaeShapes } from './layerShapes.ts';

export type Tfjs = typeof tfjs;
type Variables = readonly tfjs.Variable[];

/** The same models in TensorFlow.js, with its own derivatives: nothing of the graphs that onnxruntime is given is used here. */
export function tfjsEngine(tf: Tfjs): Engine {
  return {
    ...{ name: 'tfjs', threads: 1 },
    openVae: (setup) => openVae(tf, setup),
    openMemory: (setup) => openMemory(tf, setup),
  };
}

async function openVae(tf: Tfjs, setup: VaeSetup): Promise<VaeModel> {
  const { images, hidden, latent, temperature } = setup;
  const { numImages, numPixels } = images;
  const all = imageTensor(tf, images);
  const norms = tf.keep(tf.norm(all, 2, 1));
  const trainer = await createTrainer(tf, vaeShapes(numPixels, hidden, latent), setup);
  const { variables } = trainer;

  const encode = (x: tfjs.Tensor2D): readonly [mean: tfjs.Tensor, logVariance: tfjs.Tensor] => {
    const halves = tf.split(layer(tf, tf.relu(layer(tf, x, variables, 0)), variables, 1), 2, 1);
    return [halves[0]!, halves[1]!];
  };
  const decode = (z: tfjs.Tensor): tfjs.Tensor => layer(tf, tf.relu(layer(tf, z, variables, 2)), variables, 3);

  return {
    step: async (indices, noise) => {
      const parts: { crossEntropy?: tfjs.Scalar; divergence?: tfjs.Scalar } = {};
      trainer.step(() => {
        const x = tf.gather(all, tf.tensor1d([...indices], 'int32'));
        const [mean, logVariance] = encode(x);
        const epsilon = tf.tensor2d(noise, [indices.length, latent]);
        const z = mean.add(logVariance.div(2).exp().mul(epsilon).mul(temperature));
        const logits = decode(z);
        const crossEntropy = tf.softplus(logits).sub(logits.mul(x)).sum<tfjs.Scalar>();
        const divergence = logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).sum().mul<tfjs.Scalar>(-0.5);
        parts.crossEntropy = tf.keep(crossEntropy.clone());
        parts.divergence = tf.keep(divergence.clone());
        return crossEntropy.add(divergence);
      });
      return { crossEntropy: await scalar(parts.crossEntropy), divergence: await scalar(parts.divergence) };
    },
    encode: async () => {
      const [mean, logVariance] = tf.tidy(() => [...encode(all)]);
      return { mean: await floats(mean), logVariance: await floats(logVariance) };
    },
    trialsPerCall: 10,
    sampleErrors: ({ center, spread }, noise) =>
      floats(
        tf.tidy(() => {
          const points = (values: Float32Array): tfjs.Tensor => tf.tensor3d(values, [1, numImages, latent]);
          const z = tf.tensor3d(noise, [noise.length / center.length, numImages, latent]).mul(points(spread));
          const y = tf.sigmoid(decode(z.add(points(center)).reshape([-1, latent])));
          return tf.norm(y.reshape([-1, numImages, numPixels]).sub(all), 2, 2).div(norms);
        }),
      ),
    decode: (latents) =>
      floats(tf.tidy(() => tf.sigmoid(decode(tf.tensor2d(latents, [latents.length / latent, latent]))))),
    state: trainer.state,
    close: () => {
      trainer.close();
      tf.dispose([all, norms]);
      return Promise.resolve();
    },
  };
}

async function openMemory(tf: Tfjs, setup: MemorySetup): Promise<MemoryModel> {
  const { images, hidden } = setup;
  const { numImages, numPixels } = images;
  const all = imageTensor(tf, images);
  const own = tf.keep(tf.eye(numImages));
  const trainer = await createTrainer(tf, memoryShapes(numPixels, hidden, numImages), setup);
  const logitsOf = (x: tfjs.Tensor): tfjs.Tensor => {
    let activation = x;
    for (let i = 0; i < hidden.length; i += 1) activation = tf.relu(layer(tf, activation, trainer.variables, i));
    return layer(tf, activation, trainer.variables, hidden.length);
  };
  return {
    step: (indices) => {
      const loss = trainer.step(() => {
        const batch = tf.tensor1d([...indices], 'int32');
        return tf.losses.softmaxCrossEntropy(tf.gather(own, batch), logitsOf(tf.gather(all, batch)));
      });
      return Promise.resolve(loss);
    },
    trialsPerCall: 1,
    recall: (noise, temperature) =>
      floats(
        tf.tidy(() => {
          const noisy = tf.tensor3d(noise, [noise.length / (numImages * numPixels), numImages, numPixels]).add(all);
          const logits = logitsOf(noisy.reshape([-1, numPixels])).reshape([-1, numImages, numImages]);
          const atOwn = (values: tfjs.Tensor): tfjs.Tensor => values.mul(own).sum(2);
          return temperature === undefined
            ? tf.greaterEqual(atOwn(logits), logits.max(2)).toFloat()
            : atOwn(tf.softmax(logits.div(temperature)));
        }),
      ),
    state: trainer.state,
    close: () => {
      trainer.close();
      tf.dispose([all, own]);
      return Promise.resolve();
    },
  };
}

interface Trainer {
  readonly variables: Variables;
  /** One step of Adam on a loss; its value before the step. */
  readonly step: (loss: () => tfjs.Tensor) => number;
  readonly state: () => Promise<ModelState>;
  readonly close: () => void;
}

async function createTrainer(
  tf: Tfjs,
  shapes: readonly TensorShape[],
  { state, learningRate }: { readonly state: ModelState; readonly learningRate: number },
): Promise<Trainer> {
  const tensorOf = (values: Float32Array, i: number): tfjs.Tensor => tf.tensor(values, [...shapes[i]!]);
  const variables = state.parameters.map((values, i) => tf.tidy(() => tf.variable(tensorOf(values, i))));
  const optimizer = tf.train.adam(learningRate, adam.firstDecay, adam.secondDecay, adam.epsilon);
  let { numSteps } = state;
  if (numSteps > 0) {
    const moments = [...state.firstMoments.map(tensorOf), ...state.secondMoments.map(tensorOf)];
    await optimizer.setWeights(
      [tf.scalar(numSteps, 'int32'), ...moments].map((tensor, i) => ({ name: String(i), tensor })),
    );
  }
  return {
    variables,
    step: (loss) =>
      tf.tidy(() => {
        const { value, grads } = tf.variableGrads(() => loss().asScalar(), [...variables]);
        optimizer.applyGradients(variables.map(({ name }) => ({ name, tensor: grads[name]! })));
        numSteps += 1;
        return value.dataSync()[0]!;
      }),
    state: async () => {
      const parameters = await Promise.all(variables.map(copyOf));
      if (numSteps === 0) return { ...state, parameters };
      const [, ...moments] = await optimizer.getWeights();
      const values = await Promise.all(moments.map(({ tensor }) => copyOf(tensor)));
      const half = variables.length;
      return { parameters, firstMoments: values.slice(0, half), secondMoments: values.slice(half), numSteps };
    },
    close: () => {
      tf.dispose([...variables]);
      optimizer.dispose();
    },
  };
}

function imageTensor(tf: Tfjs, { pixels, numImages, numPixels }: ImageSet): tfjs.Tensor2D {
  return tf.keep(tf.tensor2d(pixels, [numImages, numPixels]));
}

function layer(tf: Tfjs, x: tfjs.Tensor, variables: Variables, i: number): tfjs.Tensor {
  return tf.add(tf.matMul(x, variables[2 * i]!), variables[2 * i + 1]!);
}

async function floats(tensor: tfjs.Tensor | undefined): Promise<Float32Array> {
  const values = Float32Array.from((await tensor?.data()) ?? []);
  tensor?.dispose();
  return values;
}

async function scalar(tensor: tfjs.Tensor | undefined): Promise<number> {
  return (await floats(tensor))[0] ?? 0;
}

async function copyOf(tensor: tfjs.Tensor): Promise<Float32Array> {
  return Float32Array.from(await tensor.data());
}
