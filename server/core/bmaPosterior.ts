import { take, type Arena } from './arena.ts';
import { beyondCeiling, harderKinds } from './beyondCeiling.ts';
import { easierKind, mixingFamilies, type MixingFamily, type ParameterAxis } from './bmaFamilies.ts';
import { evaluateNode, type BmaNode, type NodeContext } from './bmaNode.ts';
import type { CellLikelihoods } from './cellLikelihoods.ts';
import type { FamilyPrior, LearnedPriors } from './learnedPriors.ts';
import { NUM_CELLS } from './solveRateGrid.ts';

/** A member of a family with its posterior weight; the weights of all sum to 1. */
export interface WeightedNode {
  readonly node: BmaNode;
  readonly weight: number;
}

/** Members this far below the best one, in log posterior, are left out: of a normal posterior the share e^-6 in all. */
const LOG_CUTOFF = 6;

/**
 * Posterior over the members of the four families. Of each family's parameter lattice only the part that matters is visited: from the best of a
 * coarse scan uphill to the peak, then all around while the posterior is within the cutoff. Where data are so many that the posterior is
 * narrower than the lattice, the lattice is halved around the peak until it is not.
 */
export function bmaPosterior(data: CellLikelihoods, priors: LearnedPriors, arena: Arena): WeightedNode[] {
  const beyond = beyondCeiling(data);
  const heights = { highest: -Infinity };
  const scratch = [take(arena, data.numCounts), take(arena, data.numCounts)] as const;
  const shared = { data, heights, arena, scratch };
  const peaks = mixingFamilies.map((family) => findPeak({ ...shared, family, prior: priors[family.name], beyond }));
  // The last, so that where one kind is enough two are hardly looked at.
  peaks.push(findPeak({ ...shared, family: easierKind, prior: EASIER_PRIOR, beyond: harderKinds(data) }));
  const best = Math.max(...peaks.map((peak) => peak.height));
  const nodes: { node: BmaNode; logWeight: number }[] = [];
  for (const { lattice, at } of peaks) {
    const logCell = Math.log(lattice.locationStep) + Math.log(lattice.widthStep);
    for (const node of lattice.around(at, best - LOG_CUTOFF)) {
      nodes.push({ node, logWeight: node.logPosterior - best + logCell });
    }
  }
  const total = nodes.reduce((sum, { logWeight }) => sum + Math.exp(logWeight), 0);
  return nodes.map(({ node, logWeight }) => ({ node, weight: Math.exp(logWeight) / total }));
}

/** Chosen on random worlds, not learned. A ceiling of 1 would be a single kind, which the logit-normal family describes. */
const EASIER_PRIOR: FamilyPrior = { mean: Math.log(0.8), sd: 0.5, probCeilingOne: 0 };

interface Place {
  readonly i: number;
  readonly j: number;
}

interface Lattice {
  readonly locationStep: number;
  readonly widthStep: number;
  readonly numLocations: number;
  readonly numWidths: number;
  /** Log posterior at a place; −Infinity outside. */
  readonly height: (place: Place) => number;
  /** What has been evaluated, by its place. */
  readonly visited: (place: Place) => BmaNode | undefined;
  /** Every member connected to a place through members not below a height. */
  readonly around: (place: Place, lowest: number) => BmaNode[];
}

const NEIGHBORS: readonly Place[] = [
  { i: 1, j: 0 },
  { i: -1, j: 0 },
  { i: 0, j: 1 },
  { i: 0, j: -1 },
  { i: 1, j: 1 },
  { i: -1, j: -1 },
  { i: 1, j: -1 },
  { i: -1, j: 1 },
];

const MAX_HALVINGS = 13;

function findPeak(search: NodeContext): { lattice: Lattice; at: Place; height: number } {
  let locationHalvings = 0;
  let widthHalvings = 0;
  let lattice = createLattice(search, locationHalvings, widthHalvings);
  let at = climb(lattice, coarseScan(lattice));
  /** Drops before the last halving of each step. */
  let before = { location: Infinity, width: Infinity };
  for (;;) {
    const drop = { location: dropBeside(lattice, at, { i: 1, j: 0 }), width: dropBeside(lattice, at, { i: 0, j: 1 }) };
    const halveLocation = locationHalvings < MAX_HALVINGS && isTooSteep(drop.location, before.location);
    const halveWidth = widthHalvings < MAX_HALVINGS && isTooSteep(drop.width, before.width);
    if (!halveLocation && !halveWidth) return { lattice, at, height: lattice.height(at) };
    before = {
      location: halveLocation ? drop.location : before.location,
      width: halveWidth ? drop.width : before.width,
    };
    locationHalvings += halveLocation ? 1 : 0;
    widthHalvings += halveWidth ? 1 : 0;
    const coarser = lattice;
    const scale = { i: halveLocation ? 2 : 1, j: halveWidth ? 2 : 1 };
    lattice = createLattice(search, locationHalvings, widthHalvings, ({ i, j }) =>
      i % scale.i === 0 && j % scale.j === 0 ? coarser.visited({ i: i / scale.i, j: j / scale.j }) : undefined,
    );
    at = climb(lattice, { i: at.i * scale.i, j: at.j * scale.j });
  }
}

/** A lattice sum of a normal density is exact to 1e-5 while the step is below 1.3 standard deviations: a drop of 0.85 at the neighbors. */
const STEEPEST_DROP = 0.85;

/**
 * Halving a step divides the drop of a smooth posterior by four. What stays is a jump, where a harder kind beyond the ceiling comes into question
 * with the median of a member, and no lattice is fine enough for it.
 */
const LEAST_SHRINKAGE = 0.5;

function isTooSteep(drop: number, before: number): boolean {
  return drop > STEEPEST_DROP && drop < LEAST_SHRINKAGE * before;
}

/** Mean drop of the log posterior to the neighbors on both sides, where there are any. */
function dropBeside(lattice: Lattice, at: Place, step: Place): number {
  const drops = [-1, 1]
    .map((sign) => lattice.height(at) - lattice.height({ i: at.i + sign * step.i, j: at.j + sign * step.j }))
    .filter(Number.isFinite);
  return drops.length > 0 ? drops.reduce((sum, drop) => sum + drop, 0) / drops.length : 0;
}

const COARSE_LOCATION = 3;
const COARSE_WIDTH = 2;

function coarseScan(lattice: Lattice): Place {
  let best: Place = { i: 0, j: 0 };
  for (let i = 1; i < lattice.numLocations; i += COARSE_LOCATION) {
    for (let j = 1; j < lattice.numWidths; j += COARSE_WIDTH) {
      if (lattice.height({ i, j }) > lattice.height(best)) best = { i, j };
    }
  }
  return best;
}

function climb(lattice: Lattice, from: Place): Place {
  let at = from;
  for (;;) {
    const current = at;
    const next = NEIGHBORS.map((step) => ({ i: current.i + step.i, j: current.j + step.j })).find(
      (place) => lattice.height(place) > lattice.height(current),
    );
    if (next === undefined) return at;
    at = next;
  }
}

/** `known`: members that a coarser lattice has evaluated. */
function createLattice(
  search: NodeContext,
  locationHalvings: number,
  widthHalvings: number,
  known: Lattice['visited'] = () => undefined,
): Lattice {
  const { family, arena } = search;
  const locationStep = family.location.step / 2 ** locationHalvings;
  const widthStep = family.width.step / 2 ** widthHalvings;
  const numLocations = numSteps(family.location, locationStep);
  const numWidths = numSteps(family.width, widthStep);
  const nodes = new Map<number, BmaNode>();
  const kept =
    Math.max(locationHalvings, widthHalvings) <= KEPT_HALVINGS
      ? keptMasses(family, locationHalvings, widthHalvings)
      : undefined;
  const nodeAt = ({ i, j }: Place): BmaNode | undefined => {
    if (i < 0 || j < 0 || i >= numLocations || j >= numWidths) return undefined;
    const key = i * numWidths + j;
    const before = nodes.get(key) ?? known({ i, j });
    if (before !== undefined) {
      nodes.set(key, before);
      return before;
    }
    const location = family.location.from + i * locationStep;
    const width = family.width.from + j * widthStep;
    let mass = kept?.get(key);
    if (mass === undefined) {
      mass = kept === undefined ? take(arena, NUM_CELLS) : new Float64Array(NUM_CELLS);
      family.fillMass(location, width, mass);
      kept?.set(key, mass);
    }
    const node = evaluateNode(search, { width, mass });
    nodes.set(key, node);
    return node;
  };
  const around = (start: Place, lowest: number): BmaNode[] => {
    const reached: BmaNode[] = [];
    const seen = new Set<number>();
    const keys = [start.i * numWidths + start.j];
    for (let key = keys.pop(); key !== undefined; key = keys.pop()) {
      if (seen.has(key)) continue;
      seen.add(key);
      const i = Math.floor(key / numWidths);
      const j = key - i * numWidths;
      const node = nodeAt({ i, j });
      if (node === undefined || node.logPosterior < lowest) continue;
      reached.push(node);
      for (let di = Math.max(i - 1, 0); di <= Math.min(i + 1, numLocations - 1); di += 1) {
        for (let dj = Math.max(j - 1, 0); dj <= Math.min(j + 1, numWidths - 1); dj += 1) keys.push(di * numWidths + dj);
      }
    }
    return reached;
  };
  const height = (place: Place): number => nodeAt(place)?.logPosterior ?? -Infinity;
  const visited = ({ i, j }: Place): BmaNode | undefined => nodes.get(i * numWidths + j);
  return { locationStep, widthStep, numLocations, numWidths, height, visited, around };
}

/** Of each step: finer lattices are where data are many, and are rarely the same. */
const KEPT_HALVINGS = 1;
const massesByLattice = new Map<string, Map<number, Float64Array>>();

/** The masses of the members of a family's coarser lattices, by their keys there: they depend on no data, and take most of the time of an analysis. */
function keptMasses(family: MixingFamily, locationHalvings: number, widthHalvings: number): Map<number, Float64Array> {
  const lattice = `${family.name} ${locationHalvings} ${widthHalvings}`;
  const masses = massesByLattice.get(lattice) ?? new Map<number, Float64Array>();
  massesByLattice.set(lattice, masses);
  return masses;
}

function numSteps(axis: ParameterAxis, step: number): number {
  return Math.floor((axis.to - axis.from) / step + 1e-9) + 1;
}
