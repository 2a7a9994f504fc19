/** Data sets of the study that are relatives, and why; every other set is a family of its own. */
export const relatedSets: readonly { readonly reason: string; readonly datasets: readonly number[] }[] = [
  {
    reason: "fri_c*: samples of Friedman's function, with noise and collinearity by number",
    datasets: [
      726, 730, 740, 743, 744, 749, 751, 754, 762, 763, 776, 789, 792, 793, 799, 808, 813, 824, 829, 830, 845,
      855, 863, 869, 870, 884, 910, 911, 912, 913, 916, 935, 936, 943, 783, 878,
    ],
  },
  {
    reason: 'sleuth: exercises and cases of one textbook (Ramsey and Schafer), two of them with two targets',
    datasets: [682, 683, 755, 777, 836, 862, 864, 891, 892, 938],
  },
  { reason: 'rabe: examples of one textbook (Chatterjee and Hadi)', datasets: [780, 874, 894, 929] },
  { reason: 'analcatdata: examples of one textbook (Simonoff)', datasets: [467, 476, 759, 859] },
  { reason: 'visualizing: examples of one textbook (Cleveland)', datasets: [729, 736, 893, 925] },
  { reason: 'hutsof99: examples of one textbook (Hutcheson and Sofroniou)', datasets: [804, 927] },
  { reason: 'diggle: examples of one textbook', datasets: [817, 818] },
  { reason: 'chscase: cases of one collection (Chance)', datasets: [815, 900] },
  { reason: 'disclosure: one table, masked in four ways', datasets: [774, 795, 827, 931] },
  { reason: 'air pollution in Oslo, pm10 and no2: the same hours and predictors', datasets: [750, 886] },
  { reason: 'Boston housing, and its corrected version', datasets: [825, 853] },
  { reason: 'auto_price: one table twice', datasets: [745, 756] },
  { reason: 'abalone: one table with two and with three classes', datasets: [720, 1557] },
  { reason: 'segment: one table with 19 and with 16 inputs', datasets: [36, 40984] },
  { reason: 'tae: one table with three and with two classes', datasets: [48, 955] },
  { reason: 'wine: one table with three and with two classes', datasets: [187, 973] },
  { reason: 'glass: one table, and the forensic glass of prnn', datasets: [41, 996, 1005] },
  { reason: 'heart disease: statlog, cleve and their hospital', datasets: [53, 40710] },
  { reason: 'jEdit: two pairs of releases of one program', datasets: [1048, 1073] },
  { reason: 'jungle chess: endgames of one game', datasets: [40999, 41004, 41005, 41007] },
];

/** Members grouped by family, in the order in which each family first appears. */
export function byFamily<T>(members: readonly T[], datasetOf: (member: T) => number): T[][] {
  const families = new Map<string, T[]>();
  for (const member of members) {
    const dataset = datasetOf(member);
    const family = relatedSets.findIndex(({ datasets }) => datasets.includes(dataset));
    const key = family >= 0 ? `family ${family}` : `set ${dataset}`;
    families.set(key, [...(families.get(key) ?? []), member]);
  }
  return [...families.values()];
}
