/** What the user gave cannot be used: one line says which and why, and the exit status is 2. */
export class UsageError extends Error {}
