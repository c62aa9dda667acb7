import fc from 'fast-check';

// The same cases in every run, so that a change and not chance breaks a test; PROPERTY_SEED=… looks at others.
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 1) });
