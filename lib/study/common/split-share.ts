/** Shares of the two parts of a split of an OpenML set: what random splits have in common narrows no interval (`runInterval`). */
export const splitShare = { testSize: 0.3, trainSize: 0.7 } as const;
