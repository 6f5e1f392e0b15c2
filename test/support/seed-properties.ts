import fc from 'fast-check';

/**
 * Property tests look at the same examples in every run, so that a run says something about the change it was made for.
 * `PROPERTY_SEED=<number>` looks at others; what it finds becomes a test of its own.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_260_302) });
