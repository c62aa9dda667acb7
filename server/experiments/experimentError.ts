/** What the user gave, or the machine has, cannot be used: the message says what is wrong and what to do about it. */
export class ExperimentError extends Error {}
