// The one way through the house: a room may use the rooms before it, never one after it.
const rooms = [
  'core',
  'config',
  'database',
  'http',
  'files',
  'queue',
  'identity',
  'indicators',
  'municipalities',
  'submissions',
  'observations',
  'sample-data',
  'scoring',
  'benchmarks',
  'open-data',
  'learning',
  'operation',
  'pages',
  'start-up',
];
const upward = rooms.slice(0, -1).map((room, position) => ({
  name: `${room}-uses-no-later-room`,
  comment: `src/${room} may use only the rooms before it: ${rooms.slice(0, position).join(', ') || 'none'}.`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: '\\.spec\\.ts$' },
  to: { path: `^src/(${rooms.slice(position + 1).join('|')})/` },
}));
module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-is-pure',
      comment: 'The arithmetic knows no framework, no database, no clock and no files.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '\\.spec\\.ts$' },
      to: {
        dependencyTypes: ['core'],
      },
    },
    {
      name: 'core-knows-no-framework',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '\\.spec\\.ts$' },
      to: { path: 'node_modules/(@nestjs|typeorm|pg|bullmq|ioredis|fastify|echarts|exceljs|rxjs)' },
    },
    {
      name: 'charts-are-pure',
      comment: 'A chart is a function from a benchmark to an option; who draws it is somebody else.',
      severity: 'error',
      from: { path: '^charts/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/(?!core/)' },
    },
    {
      name: 'charts-know-no-platform',
      severity: 'error',
      from: { path: '^charts/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nobody-uses-an-entry-point',
      severity: 'error',
      from: { path: '^(src|charts|migrations)/' },
      to: { path: '^src/(main|worker|cli)\\.ts$' },
    },
    {
      name: 'product-does-not-use-tests',
      severity: 'error',
      from: { path: '^(src|charts|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(test|bench)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
