import type { ModelState } from './engine.ts';
import type { TensorShape } from './layerShapes.ts';
import type { Feeds } from './onnxSession.ts';
import type { StepGives } from './onnxStepGraph.ts';

/** A model to be trained. */
export interface Training {
  readonly shapes: readonly TensorShape[];
  readonly state: ModelState;
  readonly learningRate: number;
  readonly graph: (gives: StepGives) => Uint8Array;
}

/** Weights and moments of a model, where its engine keeps them, and what moves them. */
export interface OnnxTrainer {
  /** One step of Adam on a batch, which is given as the graph's inputs. The graph's losses, until the next step. */
  readonly step: (batch: Feeds) => Promise<Feeds>;
  /** The weights as they are now, as inputs of graphs. */
  readonly parameters: () => Feeds;
  readonly read: () => Promise<ModelState>;
  readonly numSteps: () => number;
  readonly close: () => Promise<void>;
}
