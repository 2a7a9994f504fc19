/** What Section 6.1 says of both panels of Figure 6. */
export const printedFigure06 = 'more than 69 % of 82 data sets';
