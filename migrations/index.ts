/**
 * Every migration in order of its timestamp. Ranges: 17000000xxxxx house, 17000001xxxxx indicators,
 * 17000002xxxxx municipalities and periods, 17000003xxxxx identity, 17000004xxxxx observations, 17000005xxxxx scoring,
 * 17000006xxxxx benchmarks and editions, 17000007xxxxx submissions, 17000008xxxxx learning.
 */
import { AuditTrail1700000302000 } from './1700000302000-audit-trail.js';
import { Catalogues1700000100000 } from './1700000100000-catalogues.js';
import { Idempotency1700000303000 } from './1700000303000-idempotency.js';
import { Imports1700000401000 } from './1700000401000-imports.js';
import { Indicators1700000101000 } from './1700000101000-indicators.js';
import { Observations1700000400000 } from './1700000400000-observations.js';
import { RulesAndCells1700000102000 } from './1700000102000-rules-and-cells.js';
import { Outbox1700000001000 } from './1700000001000-outbox.js';
import { Roles1700000000000 } from './1700000000000-roles.js';
import { SessionsAndTokens1700000301000 } from './1700000301000-sessions-and-tokens.js';
import { Users1700000300000 } from './1700000300000-users.js';
import { Municipalities1700000200000 } from './1700000200000-municipalities.js';
import { MunicipalityLineage1700000200500 } from './1700000200500-municipality-lineage.js';
import { PeerGroups1700000201000 } from './1700000201000-peer-groups.js';
import { ReportingPeriods1700000202000 } from './1700000202000-reporting-periods.js';
import { Scoring1700000500000 } from './1700000500000-scoring.js';
import { ScoreView1700000501000 } from './1700000501000-score-view.js';
import { Methods1700000550000 } from './1700000550000-methods.js';
import { Editions1700000600000 } from './1700000600000-editions.js';
import { Submissions1700000700000 } from './1700000700000-submissions.js';

export const migrations = [
  Roles1700000000000,
  Outbox1700000001000,
  Catalogues1700000100000,
  Indicators1700000101000,
  RulesAndCells1700000102000,
  Municipalities1700000200000,
  MunicipalityLineage1700000200500,
  PeerGroups1700000201000,
  ReportingPeriods1700000202000,
  Users1700000300000,
  SessionsAndTokens1700000301000,
  AuditTrail1700000302000,
  Idempotency1700000303000,
  Observations1700000400000,
  Imports1700000401000,
  Scoring1700000500000,
  ScoreView1700000501000,
  Methods1700000550000,
  Editions1700000600000,
  Submissions1700000700000,
];
