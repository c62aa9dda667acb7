import { spawn } from 'node:child_process';
import { platform } from 'node:process';
import { HOW_TO_ADD } from '../../engines/loadEngine.ts';
import type { EngineName, ExperimentSpec } from '../../protocol/experiment.ts';
import type { EngineReport } from '../../protocol/job.ts';
import { ExperimentError } from '../experimentError.ts';
import type { Engine } from './engine.ts';
import { openEngine } from './openEngine.ts';

export interface ChosenEngine {
  readonly engine: Engine;
  readonly report: EngineReport;
}

interface Choice {
  readonly spec: ExperimentSpec;
  /** That may have native packages: see `engineFolders`. */
  readonly folders: readonly string[];
  /** Program that probes the engine named by its second argument (the first is the folder of the job). */
  readonly probe: readonly [program: string, ...args: string[]];
  /** The engine that began the job, if it goes on. */
  readonly begunWith?: EngineName;
  /** Ends a probe that is at work. */
  readonly signal: AbortSignal;
  /** Of a probe: starting a GPU takes seconds, where it does not hang. */
  readonly longestProbeMs?: number;
}

/** What `auto` looks at beside the processor, which onnxruntime always has. */
const CANDIDATES: readonly EngineName[] =
  platform === 'linux' || platform === 'win32' ? ['onnx-cuda', 'onnx-webgpu', 'tfjs'] : ['onnx-webgpu', 'tfjs'];

/**
 * The engine that an experiment asks for; with `auto` the fastest of those that compute right here. Each is probed in a process of its own, since
 * a driver can end it, but a processor that is asked for. Throws an `ExperimentError` that says how to get the engine.
 */
export async function chooseEngine(choice: Choice): Promise<ChosenEngine> {
  const { spec, folders, begunWith } = choice;
  const asked = spec.engine;
  if (begunWith !== undefined) {
    await checkRuns(begunWith, choice, 'What began an experiment has to end it: other engines round otherwise.');
    return open(spec, begunWith, folders, []);
  }
  if (asked !== 'auto') {
    await checkRuns(asked, choice, 'The engine auto takes what runs here.');
    return open(spec, asked, folders, []);
  }
  const cpu = await probed('onnx-cpu', choice);
  let best: { readonly name: EngineName; readonly seconds: number } | undefined =
    typeof cpu === 'number' ? { name: 'onnx-cpu', seconds: cpu } : undefined;
  const fallbacks: string[] = typeof cpu === 'number' ? [] : [`onnx-cpu: ${cpu}`];
  for (const name of CANDIDATES) {
    const answer = await probed(name, choice);
    if (typeof answer !== 'number') fallbacks.push(`${name}: ${answer}`);
    else if (best === undefined || answer < best.seconds) best = { name, seconds: answer };
    else fallbacks.push(`${name} works here, and takes longer than ${best.name}.`);
  }
  // What ended its probe would end this process.
  if (best === undefined) throw new ExperimentError(`No engine runs here. ${sayOnce(fallbacks)}`);
  return open(spec, best.name, folders, fallbacks);
}

/** Throws an `ExperimentError` with the way out where an engine beside the processor ends its process, hangs, or computes wrong. */
async function checkRuns(name: EngineName, choice: Choice, wayOut: string): Promise<void> {
  if (name === 'onnx-cpu') return;
  const answer = await probed(name, choice);
  if (typeof answer !== 'number') throw new ExperimentError(`${name}: ${answer} ${wayOut}`);
}

/** Reasons that engines share, behind the names of these, and the way to add a package once. */
function sayOnce(fallbacks: readonly string[]): string {
  const names = new Map<string, string[]>();
  for (const fallback of fallbacks) {
    const [name = '', ...rest] = fallback.split(': ');
    const reason = rest.join(': ');
    names.set(reason, [...(names.get(reason) ?? []), name]);
  }
  const [first = '', ...others] = [...names].map(([reason, engines]) => `${engines.join(', ')}: ${reason}`);
  return [
    first,
    ...others.map((text) => (first.includes(HOW_TO_ADD) ? text.replace(` ${HOW_TO_ADD}`, '') : text)),
  ].join(' ');
}

async function open(
  { engine: asked, threads }: ExperimentSpec,
  used: EngineName,
  folders: readonly string[],
  fallbacks: readonly string[],
): Promise<ChosenEngine> {
  const engine = await openEngine(used, threads, folders);
  return { engine, report: { asked, used, threads: engine.threads, fallbacks } };
}

const LONGEST_PROBE_MS = 30_000;

/** Seconds a step, or why the engine does not run here. */
function probed(name: EngineName, { probe: [program, ...args], ...choice }: Choice): Promise<number | string> {
  return new Promise((resolve) => {
    let output = '';
    const timeout = choice.longestProbeMs ?? LONGEST_PROBE_MS;
    const child = spawn(program, [...args, name], {
      ...{ stdio: ['ignore', 'pipe', 'ignore'], killSignal: 'SIGKILL', signal: choice.signal, timeout },
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => {
      resolve(error.message);
    });
    child.on('close', (status, signal) => {
      const answer = parseAnswer(output);
      if (answer !== undefined) resolve(answer);
      else
        resolve(
          child.killed
            ? `no answer within ${Math.round(timeout / 1000)} seconds.`
            : `its probe ended with ${signal ?? status ?? 'nothing'}.`,
        );
    });
  });
}

/** The last line that a probe prints: native code may print others. */
function parseAnswer(output: string): number | string | undefined {
  const [, json] = /^probe (.*)$/m.exec(output) ?? [];
  if (json === undefined) return undefined;
  const answer = JSON.parse(json) as { readonly seconds?: number; readonly reason?: string };
  return answer.seconds ?? answer.reason;
}
