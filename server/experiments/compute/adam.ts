/** β₁, β₂ and ε of Adam, as everybody leaves them. */
export const adam = { firstDecay: 0.9, secondDecay: 0.999, epsilon: 1e-8 } as const;

/** What of Adam depends on the number of steps (Kingma & Ba, the end of Section 2): α·√(1 − β₂ᵗ)/(1 − β₁ᵗ), and ε·√(1 − β₂ᵗ). */
export function adamScales(step: number, learningRate: number): { readonly rate: number; readonly epsilon: number } {
  const secondBias = Math.sqrt(1 - adam.secondDecay ** step);
  return {
    rate: (learningRate * secondBias) / (1 - adam.firstDecay ** step),
    epsilon: adam.epsilon * secondBias,
  };
}
