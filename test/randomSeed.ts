/** How random searches begin, and how far they go: the environment that `npm test` sets. */

/** A new one in each run, which `npm test` prints; `--seed` gives it again. */
export const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 1_000_000);

/** Whether long searches are played whole (`npm run test:stress`), and not only a part of them. */
export const isStress = process.env['TEST_STRESS'] !== undefined;
