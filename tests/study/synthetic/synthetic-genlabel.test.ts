import { describe, expect, it } from 'vitest';
import { matrix } from '../../../lib/numeric/matrix';
import { protocols } from '../../../lib/study/common/protocol';
import { syntheticDensities } from '../../../lib/study/synthetic/synthetic-densities';
import { syntheticGenLabel, syntheticNames } from '../../../lib/study/synthetic/synthetic-genlabel';
import { syntheticSettings } from '../../../lib/study/synthetic/synthetic-settings';
import { type SyntheticTrial, trainSynthetic } from '../../../lib/study/synthetic/synthetic-training';
import { generativeAccuracy } from '../../../lib/train/generative-classifier';

describe('densities of the synthetic sets', () => {
  it('with the true means classify every point of the cubes, in both layouts', () => {
    for (const dataset of ['cube2d', 'cube3d'] as const) {
      for (const protocol of protocols) {
        const points = syntheticSettings[dataset].draw(200, 'cubes', protocol);
        const { densities } = syntheticDensities(points, { kind: 'true-means' }, protocol);
        expect(generativeAccuracy(densities, points)).toBe(1);
      }
    }
  });

  it('with the true means have unit covariance', () => {
    const points = syntheticSettings.cube3d.draw(1, 'cubes', 'released');
    const { logDensities } = syntheticDensities(points, { kind: 'true-means' }, 'released');
    // Class 0 is around (1, 1, 1), class 7 around (-1, -1, -1): squared distances 14 and 2.
    const { data } = logDensities(matrix([[-1, -2, 0]]));
    expect(data[0]).toBeCloseTo(-14 / 2 - 1.5 * Math.log(2 * Math.PI), 12);
    expect(data[7]).toBeCloseTo(-2 / 2 - 1.5 * Math.log(2 * Math.PI), 12);
  });

  it('are those that the settings name: kernels of factor h, or Gaussians, of the training points', () => {
    const moon = syntheticSettings.moon;
    const points = moon.draw(100, 'moons', 'paper');
    const { densities } = syntheticDensities(points, moon.density.paper, 'paper');
    expect(densities.map(({ centres }) => centres.rows)).toEqual([50, 50]);
    expect(densities[0]).toMatchObject({ bandwidth: 0.2 });
    expect(syntheticDensities(points, moon.alternative.paper, 'paper').densities[0]).toMatchObject({
      bandwidth: 50 ** (-1 / 6),
    });
    const cube = syntheticDensities(points, syntheticSettings.cube2d.density.paper, 'paper');
    expect(cube.densities.map(({ centres }) => centres.rows)).toEqual([1, 1]);
  });
});

describe('trainSynthetic', () => {
  const trial: SyntheticTrial = { dataset: 'cube2d', trial: 3, protocol: 'paper' };

  it('trains a method to the same net whatever else is trained', () => {
    const all = trainSynthetic(trial, ['vanilla', 'mixup', 'genlabel', 'genlabelAlternative']).nets;
    expect(trainSynthetic(trial, ['genlabel']).nets).toEqual([all[2]]);
    const parameters = all.map(({ model }) => model.parameters.join());
    expect(new Set(parameters).size).toBe(4);
  });
});

describe('a job of synthetic-genlabel', () => {
  it.each(protocols)('learns the cubes from 20 points each: protocol %s', async (protocol) => {
    const result = await syntheticGenLabel.run({ dataset: 'cube3d', trial: 0, protocol });
    expect(result.testSize).toBe(80_000);
    expect(result.accuracy.vanilla).toBeGreaterThan(0.85);
    expect(result.accuracy.mixup).toBeGreaterThan(0.8);
    if (protocol === 'released') expect(new Set(Object.values(result.epochs))).toEqual(new Set([40]));
    else expect(Math.min(...Object.values(result.epochs))).toBeLessThan(40);
  });
});

describe('jobs of synthetic-genlabel', () => {
  const jobs = (profile: 'quick' | 'paper') =>
    syntheticGenLabel.jobs(profile).map((job) => JSON.stringify(job));

  it('are 30 trials of each set and protocol, those of quick among them', () => {
    const paper = new Set(jobs('paper'));
    expect(paper.size).toBe(30 * syntheticNames.length * protocols.length);
    expect(jobs('quick').length).toBe(5);
    expect(jobs('quick').filter((job) => !paper.has(job))).toEqual([]);
  });
});
