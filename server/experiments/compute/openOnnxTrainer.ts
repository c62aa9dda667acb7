import { openGraphTrainer } from './onnxGraphTrainer.ts';
import { openHostTrainer } from './onnxHostTrainer.ts';
import type { OnnxDevice } from './onnxSession.ts';
import type { OnnxTrainer, Training } from './onnxTrainer.ts';

/** On a GPU all stays there; a processor does Adam outside of the graph, where it is one pass through memory. */
export function openOnnxTrainer(device: OnnxDevice, training: Training): Promise<OnnxTrainer> {
  return device.provider === 'cpu' ? openHostTrainer(device, training) : openGraphTrainer(device, training);
}
