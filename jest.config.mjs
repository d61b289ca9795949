// CommonJS mode: no NODE_OPTIONS, jest.mock works, and the result is the same on Node 20, 22 and 24.
// Nest 12 and a few transitive packages are published as ES modules only, so they are transformed too.
const esmOnly = [
  '@nestjs',
  'cookie',
  '@fastify/cookie',
  'content-disposition',
  'csv-parse',
  'csv-stringify',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@borewit',
  '@tokenizer',
  '@otplib',
  'otplib',
  '@scure',
  '@noble',
  'echarts',
  'zrender',
  'tslib',
  'jsonstat-toolkit',
  'oidc-provider',
  'openid-client',
  'oauth4webapi',
  'jose',
  'lru-cache',
  'topojson-client',
  'pg-copy-streams',
];
const swc = (jsc) => [
  '@swc/jest',
  { jsc: { target: 'es2023', keepClassNames: true, ...jsc }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
];
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/charts', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'json', 'node'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': swc({
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    }),
    '^.+\\.m?js$': swc({}),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  globalSetup: '<rootDir>/test/global-setup.mjs',
  globalTeardown: '<rootDir>/test/global-teardown.mjs',
  testTimeout: 30_000,
  maxWorkers: 2,
};
