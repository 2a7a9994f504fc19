/**
 * Tests of methods over many data sets (Demšar 2006), by ranks, and what goes with them.
 *
 * @module
 */

export { type FriedmanTest, friedmanTest } from './friedman';
export { hodgesLehmann, type LocationEstimate } from './hodges-lehmann';
export { holm } from './holm';
export { nemenyiDifference } from './nemenyi';
export { type SignedRankOptions, type SignedRankTest, signedRankTest } from './signed-rank-test';
