/** The one version of plotly.js that draws our figures. A test compares this with the installed package. */
export const plotly = {
  version: '4.1.1',
  /** Of plotly.js-dist/plotly.js, which the CDN serves byte by byte. */
  integrity: 'sha384-WQ1AwRTh1OMvkqdtW61RUvQ1VIvyOYAvC4bPxQnFwwyq15kpo+WXIhzrGljgSdeT',
  cdn: 'https://cdn.jsdelivr.net/npm/plotly.js-dist@4.1.1/plotly.js',
  /** Inside a folder that has node_modules. */
  path: 'node_modules/plotly.js-dist/plotly.js',
} as const;
