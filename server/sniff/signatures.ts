/** How the files of a format are told. Every path must occur among the keys at the start of the text. */
interface Signature<Format extends string> {
  readonly format: Format;
  /** One value a line, rather than one document. */
  readonly isLines?: true;
  /** Keys from the outside in, joined by slashes; `[]` is an element of an array, `*` any key; else a key is a regular expression. */
  readonly paths: readonly string[];
  /** The file's name must match, where the keys say too little. */
  readonly name?: RegExp;
}

/** Formats whose records are told by their keys alone; the order matters where a file has the keys of two. */
const signatures = [
  { format: 'tau-bench', paths: ['[]/task_id', '[]/reward', '[]/info'] },
  {
    format: 'livecodebench',
    paths: ['[]/question_id', '[]/(?:question_content|function_name|test_id|output_list|code_list|graded_list)'],
    name: /_eval_all\.json$/,
  },
  { format: 'livecodebench', paths: ['[]/question_id', '[]/graded_list'] },
  { format: 'livecodebench-results', paths: ['[]/pass@\\d+', '[]/detail/pass@\\d+'] },
  { format: 'nemo-skills', isLines: true, paths: ['symbolic_correct|proof_status|is_correct-plus|expected_judgement'] },
  // The generation stands before the verdict, and may be longer than what is looked at.
  {
    format: 'nemo-skills',
    isLines: true,
    paths: ['generation|num_generated_tokens'],
    name: /(?:^|[_-])output(?:-rs\d+)?\.jsonl/,
  },
  { format: 'nemo-skills-metrics', paths: ['*/pass@\\d+[^\\t\\n]*/num_entries'] },
  { format: 'llmonkeys', paths: ['(?:\\[\\]\\t)?is_corrects?', '(?:\\[\\]\\t)?samples'] },
  { format: 'llmonkeys', paths: ['(?:\\[\\]\\t)?samples', '(?:\\[\\]\\t)?(?:gt_answer|orig_dset_idx)'] },
  { format: 'llmonkeys', isLines: true, paths: ['samples', 'is_corrects?|gt_answer|orig_dset_idx'] },
  { format: 'swe-bench', paths: ['total_instances', 'submitted_instances', 'resolved_instances'] },
  {
    format: 'terminal-bench',
    paths: ['results/[]/task_id', 'results/[]/(?:trial_name|instruction)', 'results/[]/is_resolved|id'],
  },
  { format: 'harbor-job', paths: ['n_total_trials', 'stats/evals'] },
  { format: 'harbor-trial', paths: ['task_name', 'trial_name', 'agent_info|task_checksum|config'] },
  { format: 'tau2-bench', paths: ['info/git_commit', 'info/(?:user_info|agent_info|num_trials)'] },
  { format: 'tau2-bench-submission', paths: ['results/*/pass_1', 'model_name'] },
  { format: 'opencompass', paths: ['details/(?:\\[\\]|\\d+)/(?:correct|is_correct|example_abbr)'] },
  { format: 'verl', isLines: true, paths: ['input', 'output', 'score', 'step'] },
  { format: 'openai-evals', isLines: true, paths: ['spec/(?:completion_fns|eval_name)'] },
  { format: 'helm', paths: ['[]/instance_id', '[]/stats', '[]/train_trial_index'] },
  { format: 'promptfoo', paths: ['results/version', 'results/prompts/[]/(?:raw|label)'] },
  { format: 'promptfoo', paths: ['results/version', 'results/results/[]/(?:promptIdx|provider|response|success)'] },
  { format: 'deepeval', paths: ['testCases/[]/(?:name|input)', 'testCases/[]/(?:success|metricsData|actualOutput)'] },
  {
    format: 'every-eval-ever',
    paths: ['schema_version', 'evaluation_id', 'source_metadata|evaluation_results|model_info'],
  },
  { format: 'every-eval-ever-samples', isLines: true, paths: ['schema_version', 'evaluation_id', 'sample_id'] },
  {
    format: 'lighteval',
    paths: [
      'config_general',
      'config_general/(?:lighteval_sha|num_fewshot_seeds|override_batch_size|max_samples|job_id|model_config)',
    ],
  },
  { format: 'bigcode', paths: ['*/pass@\\d+', 'config/(?:n_samples|max_length_generation|do_sample|prefix)'] },
] as const satisfies readonly Signature<string>[];

export type SignedFormat = (typeof signatures)[number]['format'];

/** The format of a text with these paths of keys: one a line, segments joined by tabs. */
export function signedFormat(name: string, outline: string, isLines: boolean): SignedFormat | undefined {
  return compiled.find(
    (each) => each.isLines === isLines && each.name.test(name) && each.paths.every((path) => path.test(outline)),
  )?.format;
}

const compiled = signatures.map(({ format, paths, ...rest }: Signature<SignedFormat>) => ({
  format,
  isLines: rest.isLines ?? false,
  name: rest.name ?? /(?:)/,
  paths: paths.map((path) => new RegExp(`^${path.split('/').map(segmentOf).join('\t')}$`, 'm')),
}));

function segmentOf(key: string): string {
  if (key === '[]') return '\\[\\]';
  return key === '*' ? '[^\\t\\n]*' : `(?:${key})`;
}
