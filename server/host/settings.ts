import type { AnalysisSettings } from '../protocol/analyst.ts';
import type { Settings } from '../protocol/lsp.ts';

export const DEFAULT_SETTINGS: Settings = {
  predictAt: [1000, 10000],
  level: 0.9,
  targetCoverage: [0.8],
  problemLenses: true,
  problemHints: false,
  modelParameters: null,
  promptPrice: null,
  completionPrice: null,
  promptBilling: 'once',
  pricesFile: null,
  budget: null,
  solveValue: null,
  largeFileMegabytes: 20,
};

export interface ParsedSettings {
  readonly settings: Settings;
  /** One sentence for each value that was replaced by its default. */
  readonly problems: readonly string[];
}

/** Settings from whatever a client sends: a value that is absent is its default, and a bad one too, with a sentence that says so. */
export function parseSettings(sent: unknown): ParsedSettings {
  const values: Partial<Record<string, unknown>> = isRecord(sent) ? sent : {};
  const problems: string[] = [];
  const pick = <K extends keyof Settings>(
    name: K,
    expected: string,
    accepts: (value: unknown) => value is Settings[K],
  ): Settings[K] => {
    const value = values[name];
    if (value === undefined) return DEFAULT_SETTINGS[name];
    if (accepts(value)) return value;
    problems.push(`passkLens.${name} must be ${expected}; its default is used instead.`);
    return DEFAULT_SETTINGS[name];
  };
  const settings: Settings = {
    predictAt: pick('predictAt', 'a list of 1 to 20 whole numbers from 1 to 10¹²', isListOf(isAttemptCount)),
    level: pick('level', 'a number between 0.5 and 0.999', isLevel),
    targetCoverage: pick('targetCoverage', 'a list of 1 to 20 numbers between 0 and 1', isListOf(isProportion)),
    problemLenses: pick('problemLenses', 'true or false', isBoolean),
    problemHints: pick('problemHints', 'true or false', isBoolean),
    modelParameters: pick('modelParameters', 'a positive number of billions, one for each model, or null', isSizes),
    promptPrice: pick('promptPrice', 'a number of dollars that is not negative, or null', isPriceOrNull),
    completionPrice: pick('completionPrice', 'a number of dollars that is not negative, or null', isPriceOrNull),
    promptBilling: pick('promptBilling', '“once”, “perAttempt” or “cached”', isPromptBilling),
    pricesFile: pick('pricesFile', 'the path of a file, or null', isPathOrNull),
    budget: pick('budget', 'a positive amount, or null', isPositiveOrNull),
    solveValue: pick('solveValue', 'a positive amount, or null', isPositiveOrNull),
    largeFileMegabytes: pick('largeFileMegabytes', 'a positive number', isPositive),
  };
  return { settings, problems };
}

/** The part of the settings that changes what is computed; what is left out changes only how it is shown. */
export function analysisSettingsOf(settings: Settings): Omit<AnalysisSettings, 'prices'> {
  const { problemLenses, problemHints, largeFileMegabytes, pricesFile, ...rest } = settings;
  return rest;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf(accepts: (item: unknown) => item is number): (value: unknown) => value is number[] {
  return (value): value is number[] =>
    Array.isArray(value) && value.length >= 1 && value.length <= 20 && value.every(accepts);
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isAttemptCount = (value: unknown): value is number =>
  isNumber(value) && Number.isInteger(value) && value >= 1 && value <= 1e12;
const isProportion = (value: unknown): value is number => isNumber(value) && value > 0 && value < 1;
const isLevel = (value: unknown): value is number => isNumber(value) && value >= 0.5 && value <= 0.999;
const isPositive = (value: unknown): value is number => isNumber(value) && value > 0;
const isPositiveOrNull = (value: unknown): value is number | null => value === null || isPositive(value);
const isSizes = (value: unknown): value is Settings['modelParameters'] =>
  isPositiveOrNull(value) || (isRecord(value) && Object.values(value).every(isPositive));
const isPriceOrNull = (value: unknown): value is number | null => value === null || (isNumber(value) && value >= 0);
const isPathOrNull = (value: unknown): value is string | null =>
  value === null || (typeof value === 'string' && value !== '');
const isPromptBilling = (value: unknown): value is Settings['promptBilling'] =>
  value === 'once' || value === 'perAttempt' || value === 'cached';
