import { Inject, Injectable } from '@nestjs/common';
import { Benchmarks } from '../figures/benchmarks.js';
import { Profiles } from '../figures/profiles.js';
import { ComparisonData } from './comparison-data.js';
import { FunnelChartData } from './funnel-data.js';
import { IndexData } from './index-data.js';
import { RankIntervalData } from './rank-interval-data.js';

/** Everything that charts are drawn from, in one place. */
@Injectable()
export class ChartData {
  @Inject() readonly benchmarks!: Benchmarks;
  @Inject() readonly profiles!: Profiles;
  @Inject() readonly comparisons!: ComparisonData;
  @Inject() readonly indices!: IndexData;
  @Inject() readonly funnels!: FunnelChartData;
  @Inject() readonly intervals!: RankIntervalData;
}
