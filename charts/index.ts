/**
 * Charts: from a benchmark to a picture that any ECharts can draw, with its words and its table.
 *
 * Pure: data in, plain data out. No ECharts at run time (only its types), no HTML, no functions inside an option, no
 * clock. Drawing happens in the browser, or on the server in src/benchmarks/rendering. What is compared with what is
 * decided before: charts take ranks, bands and comparisons as they come and compute none.
 */
export { distribution } from './distribution.js';
export { funnel } from './funnel.js';
export { heatmap } from './heatmap.js';
export { indexBreakdown } from './index-breakdown.js';
export { map } from './map.js';
export { profile } from './profile.js';
export { rankInterval } from './rank-interval.js';
export { ranking } from './ranking.js';
export { scatter } from './scatter.js';
export { trend } from './trend.js';
