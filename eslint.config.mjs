import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const environment = {
  object: 'process',
  property: 'env',
  message: 'Read AppConfig; only src/config reads the environment.',
};
const randomness = { object: 'Math', property: 'random', message: 'Core and charts are deterministic.' };

export default tseslint.config(
  { ignores: ['dist/**', 'web/dist/**', 'data/**', '**/*.cjs', '**/*.mjs'] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'Identifier[name=/normaliz/i]:not(MemberExpression > Identifier.property)',
          message: 'Spell it "normalise" (see docs/vocabulary.md).',
        },
        {
          selector: 'Identifier[name=/(Helper|Util|Utils|(?<!Entity)Manager)$/]',
          message: 'Name the thing, not the kind of thing.',
        },
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config/**', '**/*.spec.ts'],
    rules: { 'no-restricted-properties': ['error', environment] },
  },
  {
    files: ['src/core/**/*.ts', 'charts/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'Date'],
      'no-restricted-properties': ['error', environment, randomness],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
    },
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  {
    // Generated from openapi.json.
    files: ['web/src/api/schema.d.ts'],
    rules: Object.fromEntries(
      tseslint.configs.strictTypeChecked.flatMap(({ rules = {} }) => Object.keys(rules).map((name) => [name, 'off'])),
    ),
  },
  {
    // Test suites are lists of cases: their describe() bodies may be long, and they read what they like.
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-properties': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // The command line prints: that is its purpose. So do the benchmark programs.
    files: ['src/cli.ts', 'src/cli/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
