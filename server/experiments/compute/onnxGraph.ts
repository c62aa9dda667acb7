import { bytesField, integerField } from './onnxBytes.ts';

/** A tensor in a graph. */
export type Value = string;
/** A dimension: its size, or the name of one that is known when the graph runs. */
export type Dimension = number | string;
type Attribute = number | readonly number[];
type Attributes = Readonly<Record<string, Attribute>>;

/** Writes a graph of operators on float32, in the order in which they are added. */
export interface OnnxGraph {
  readonly input: (name: string, shape: readonly Dimension[], type?: ElementType) => Value;
  /** Makes a value, not an input, an output of the graph. */
  readonly output: (name: string, value: Value, shape: readonly Dimension[]) => void;
  /** Makes an empty sequence of tensors an output. */
  readonly emptySequence: (name: string) => void;
  readonly number: (value: number) => Value;
  readonly integers: (values: readonly number[]) => Value;
  /** Data that stays with the graph, on its device. */
  readonly data: (values: Float32Array, shape: readonly number[]) => Value;
  readonly op: (type: string, inputs: readonly Value[], attributes?: Attributes) => Value;
  /** The model, as a file of it would be. */
  readonly bytes: () => Buffer;
}

export type ElementType = 'float32' | 'int64';

interface Node {
  readonly type: string;
  readonly inputs: readonly Value[];
  readonly output: Value;
  readonly attributes: Attributes;
}

const OPSET = 17;
const IR_VERSION = 8;
const ELEMENT_TYPE: Readonly<Record<ElementType, number>> = { float32: 1, int64: 7 };

export function createOnnxGraph(): OnnxGraph {
  const nodes: Node[] = [];
  const tensors: Buffer[] = [];
  const inputs: Buffer[] = [];
  const outputs: Buffer[] = [];
  const constants = new Map<string, Value>();
  const outputNames = new Map<Value, string>();
  let numValues = 0;
  const newName = (): Value => `v${String(numValues++)}`;

  const tensor = (type: ElementType, data: Uint8Array, shape: readonly number[]): Value => {
    const name = newName();
    const dimensions = shape.map((size) => integerField(1, size));
    const fields = [integerField(2, ELEMENT_TYPE[type]), bytesField(9, data), bytesField(8, name)];
    tensors.push(Buffer.concat([...dimensions, ...fields]));
    return name;
  };
  const once = (key: string, make: () => Value): Value => {
    const value = constants.get(key) ?? make();
    constants.set(key, value);
    return value;
  };

  const op: OnnxGraph['op'] = (type, from, attributes = {}) => {
    const output = newName();
    nodes.push({ type, inputs: from, output, attributes });
    return output;
  };

  return {
    input: (name, shape, type = 'float32') => {
      inputs.push(valueInfo(name, shape, type));
      return name;
    },
    output: (name, value, shape) => {
      outputNames.set(value, name);
      outputs.push(valueInfo(name, shape, 'float32'));
    },
    emptySequence: (name) => {
      outputNames.set(op('SequenceEmpty', []), name);
      outputs.push(sequenceInfo(name));
    },
    number: (value) => once(`number ${value}`, () => tensor('float32', bytesOf(Float32Array.of(value)), [])),
    integers: (values) =>
      once(`integers ${values.join()}`, () =>
        tensor('int64', bytesOf(BigInt64Array.from(values, BigInt)), [values.length]),
      ),
    data: (values, shape) => tensor('float32', bytesOf(values), shape),
    op,
    bytes: () => {
      const nameOf = (value: Value): string => outputNames.get(value) ?? value;
      const graph = Buffer.concat([
        ...nodes.map((node) => bytesField(1, nodeBytes(node, nameOf))),
        bytesField(2, 'graph'),
        ...tensors.map((bytes) => bytesField(5, bytes)),
        ...inputs.map((bytes) => bytesField(11, bytes)),
        ...outputs.map((bytes) => bytesField(12, bytes)),
      ]);
      const opset = Buffer.concat([bytesField(1, ''), integerField(2, OPSET)]);
      return Buffer.concat([integerField(1, IR_VERSION), bytesField(7, graph), bytesField(8, opset)]);
    },
  };
}

/** As ONNX wants raw data: little-endian, which every machine is that the engines run on. */
function bytesOf(values: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function nodeBytes({ type, inputs, output, attributes }: Node, nameOf: (value: Value) => string): Buffer {
  return Buffer.concat([
    ...inputs.map((value) => bytesField(1, nameOf(value))),
    bytesField(2, nameOf(output)),
    bytesField(4, type),
    ...Object.entries(attributes).map(([name, value]) => bytesField(5, attributeBytes(name, value))),
  ]);
}

function attributeBytes(name: string, value: Attribute): Buffer {
  const fields =
    typeof value === 'number'
      ? [integerField(3, value), integerField(20, 2)]
      : [...value.map((item) => integerField(8, item)), integerField(20, 7)];
  return Buffer.concat([bytesField(1, name), ...fields]);
}

function valueInfo(name: string, shape: readonly Dimension[], type: ElementType): Buffer {
  const dimensions = shape.map((size) =>
    bytesField(1, typeof size === 'number' ? integerField(1, size) : bytesField(2, size)),
  );
  const tensorType = Buffer.concat([integerField(1, ELEMENT_TYPE[type]), bytesField(2, Buffer.concat(dimensions))]);
  return Buffer.concat([bytesField(1, name), bytesField(2, bytesField(1, tensorType))]);
}

/** Of tensors of any shape. */
function sequenceInfo(name: string): Buffer {
  const tensorType = bytesField(1, integerField(1, ELEMENT_TYPE.float32));
  return Buffer.concat([bytesField(1, name), bytesField(2, bytesField(4, bytesField(1, tensorType)))]);
}
