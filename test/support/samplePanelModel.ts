import type { EvalPanel, PanelModel } from '../../server/protocol/panel.ts';
import { absentChart, costChart, coverageChart, difficultyChart, lossChart } from './sampleCharts.ts';

/** A panel of one evaluation with every chart, every series role and every kind of mark: curves of Beta(0.35, 8) by hand. */
export function samplePanelModel(overrides: Partial<PanelModel> = {}): PanelModel {
  return {
    title: 'math-pythia-2.8b.json',
    uri: 'file:///logs/math-pythia-2.8b.json',
    state: 'ready',
    evals: [sampleEvalPanel(), { ...sampleEvalPanel(), scorer: 'strict_match', charts: [absentChart(), costChart()] }],
    hasText: true,
    ...overrides,
  };
}

export function sampleEvalPanel(overrides: Partial<EvalPanel> = {}): EvalPanel {
  return {
    task: 'MATH (128 problems)',
    model: 'pythia-2.8b',
    scorer: 'match',
    headlines: [
      { label: 'pass@1', value: '4.2%', detail: '[2.9, 5.8], 90%' },
      { label: 'β', value: '0.350', detail: '[0.301, 0.412], 90%' },
      { label: 'Ceiling A', value: '96.0%', detail: '[84.1, 100.0], 90%' },
      { label: 'pass@10,000, predicted', value: '87.3%', detail: '[78.5, 94.0], 100× beyond the data' },
      { label: 'Cheapest k for 80%', value: 'k = 1,342', detail: '[700, 2,900], extrapolated' },
    ],
    warnings: ['The laws disagree about pass@10,000: 87.3% is predicted, the power law says 80.1%.'],
    laws: [
      { name: 'Beta-binomial', text: 'β 0.350 [0.301, 0.412], α 8.00 [6.20, 10.4]' },
      { name: 'Power law', text: 'exp(−3.20·k^−0.300), no ceiling, RMSE 0.0123' },
    ],
    readings: [{ name: 'Inference loss (Eq. 7)', text: 'L(100) = 41.0%; it falls to 0 like 1.96·k^−β.' }],
    costs: [
      {
        name: 'Cheapest k for 80%',
        text: 'k = 1,342 [700, 2,900], 1,342 attempts a problem',
        definition: 'The smallest k whose predicted pass@k reaches 80%.',
      },
    ],
    assumptions: ['One attempt costs one attempt: no prices are set.', 'Problems are exchangeable.'],
    charts: [coverageChart(), lossChart(), difficultyChart(), costChart()],
    computeCharts: [],
    rankings: [
      {
        name: 'Difficult but obtainable: solved at least once, the lowest solve rate first',
        table: {
          columns: [
            { label: 'Problem', align: 'left' },
            { label: 'Passed', align: 'right' },
          ],
          rows: [
            ['MATH/17', '1/100'],
            ['MATH/3', '2/100'],
          ],
        },
      },
    ],
    ...overrides,
  };
}
