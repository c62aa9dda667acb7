export function decimals(value: number, digits = 3): string {
  // Not −0.000.
  return (Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value).toFixed(digits);
}

/** Mean of the seeds, with their standard deviation where there are several. */
export function overSeeds(values: readonly number[], digits = 3): string {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  if (values.length === 1) return decimals(mean, digits);
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
  return `${decimals(mean, digits)} ± ${decimals(Math.sqrt(variance), digits)}`;
}
