import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { computeFigure } from '../figures/computeFigure.ts';
import { coverageFigure } from '../figures/coverageFigure.ts';
import type { Figure } from '../figures/figure.ts';
import { betaParametersOf, fitCurve, type FittedCurve } from '../figures/fittedCurve.ts';
import { lossFigure } from '../figures/lossFigure.ts';
import { writeWhole } from '../jobs/writeWhole.ts';
import { quoteLogText } from '../text/quoteLogText.ts';
import type { CliWorld, ExitStatus } from './cliWorld.ts';
import { csvText } from './csvText.ts';
import { figuresText, fitBlocks } from './figuresReport.ts';
import { parseAmount, parseModelParameters, parseProportion } from './parseArguments.ts';
import { logFigures } from './logFigures.ts';
import { readCurves, type ReadCurve } from './readCurves.ts';
import { readResults, resultBlocks, resultFigures, wordsOf } from './resultFigures.ts';
import { UsageError } from './usageError.ts';

const FIGURE_FORMATS = ['svg', 'csv', 'json'] as const;

interface FiguresFlags {
  readonly out: string;
  readonly format: (typeof FIGURE_FORMATS)[number];
  readonly ceiling?: number;
  readonly params: number;
  readonly tokens: number;
}

export function addFiguresCommand(program: Command, world: CliWorld, setStatus: (status: ExitStatus) => void): void {
  program
    .command('figures')
    .description('Draw the figures of the paper from curves and logs, and the charts of logs and experiments.')
    .argument('<path...>', 'CSV files of k and pass@k, logs, folders of them, or globs; results of experiments')
    .requiredOption('--out <dir>', 'folder for the figures; it is made where there is none')
    .addOption(new Option('--format <format>', 'figures, or their numbers').choices(FIGURE_FORMATS).default('svg'))
    .option('--ceiling <A>', 'fix the ceiling of Eq. 6, e.g. 1 (default: free)', parseProportion)
    .option('--params <N>', 'parameters of the model of Figure 3: F = 2N FLOP a token', parseModelParameters, 8e9)
    .option('--tokens <N>', 'prompt and completion tokens of Figure 3, N_p = N_d', parseAmount, 400)
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: FiguresFlags) => {
      setStatus(await drawFigures(paths, flags, world));
    });
}

const EXAMPLES = `
Examples:
  passk figures curves/ --out figures
  passk figures curve.csv log.json --out figures --ceiling 1
  passk figures curves/ --out figures --format csv
  passk figures passk-experiments/vae --out figures

Figures 1 to 3 of the paper: data are solid, Eq. 6 and 7 dashed, Eq. 10 and asymptotes dotted. Of logs and
experiments the charts of the panel, too. Standard output shows the fitted values.
Exit status: 0 done; 1 there was no curve; 2 bad usage.`;

async function drawFigures(paths: readonly string[], flags: FiguresFlags, world: CliWorld): Promise<ExitStatus> {
  const { results, others, problems: ofResults } = await readResults(paths);
  const { curves, problems: ofCurves } = await readCurves(others, world.openSource);
  for (const problem of [...ofResults, ...ofCurves]) world.stderr.write(`passk: ${quoteLogText(problem, 400)}\n`);
  if (curves.length === 0 && results.length === 0) {
    world.stderr.write('passk: there is no curve to draw.\n');
    return 1;
  }
  const fitted = curves.map((curve) => fitCurve(curve, flags.ceiling));
  const names = curves.map(fileName);
  const figures = withDistinctNames([
    ...(curves.length === 0 ? [] : [coverageFigure(fitted), lossFigure(fitted)]),
    ...fitted.flatMap((curve, i) => computeFigures(names[i] ?? '', curve, flags)),
    ...curves.flatMap(({ counts }, i) => (counts === undefined ? [] : logFigures(names[i] ?? '', counts))),
    ...results.flatMap(resultFigures),
  ]);
  const files = await filesOf(figures, fitted, flags, world);
  await writeAll(flags.out, files);
  world.stdout.write(figuresText([...fitBlocks(fitted), ...results.flatMap(resultBlocks)], world));
  for (const { name } of files) world.stdout.write(`${join(flags.out, name)}\n`);
  return 0;
}

/** Of a curve, for files; its number where it has none. */
function fileName({ name }: ReadCurve, index: number): string {
  return wordsOf(name).join('-').slice(0, 60) || String(index + 1);
}

/** The same figures; of those of one name, whatever they are of, all but the first numbered, so that none overwrites another. */
function withDistinctNames(figures: readonly Figure[]): readonly Figure[] {
  const taken = new Set<string>();
  return figures.map((figure) => {
    let { name } = figure;
    // Some file systems do not tell cases apart.
    for (let i = 2; taken.has(name.toLowerCase()); i += 1) name = `${figure.name}-${String(i)}`;
    taken.add(name.toLowerCase());
    return { ...figure, name };
  });
}

/** None where Eq. 6 could not be fitted. */
function computeFigures(name: string, curve: FittedCurve, { params, tokens }: FiguresFlags): readonly Figure[] {
  const law = betaParametersOf(curve);
  return law === undefined ? [] : [computeFigure(name, law, { flopsPerToken: 2 * params, tokens })];
}

interface OutputFile {
  readonly name: string;
  readonly text: string;
}

async function filesOf(
  figures: readonly Figure[],
  fitted: readonly FittedCurve[],
  { format, params, tokens }: FiguresFlags,
  { renderSvg }: CliWorld,
): Promise<readonly OutputFile[]> {
  switch (format) {
    case 'svg':
      return await Promise.all(
        figures.map(async ({ name, spec }) => ({ name: `${name}.svg`, text: await renderSvg(spec) })),
      );
    case 'csv':
      return figures.map(({ name, rows }) => ({
        name: `${name}.csv`,
        text: csvText(
          ['panel', 'curve', 'source', 'x', 'y', 'z'],
          rows.map(({ panel, curve, source, x, y, z }) => [panel, curve, source, x, y, z]),
        ),
      }));
    case 'json': {
      const fits = fitted.map(({ name, eq6, eq10 }) => ({ name, leastSquares: eq6, effectiveK: eq10 }));
      const document = {
        schemaVersion: 1,
        flopsPerToken: 2 * params,
        tokens,
        fits,
        figures: figures.map(({ name, rows }) => ({ name, rows })),
      };
      return [{ name: 'figures.json', text: `${JSON.stringify(document, undefined, 2)}\n` }];
    }
  }
}

async function writeAll(folder: string, files: readonly OutputFile[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const { name, text } of files) {
      await writeWhole(join(folder, name), text);
    }
  } catch (error) {
    throw new UsageError(
      `${folder}: the figures cannot be written (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
}
