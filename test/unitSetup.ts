import fc from 'fast-check';
import { seed } from './randomSeed.ts';

/* Before all unit tests: every property begins at the seed of the run, so that its number is all one needs again. */
fc.configureGlobal({ seed });
