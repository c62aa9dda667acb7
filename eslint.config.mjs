import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { layers, pureRooms } from './scripts/layers.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));

/** A room may import from itself and from the rooms that the layer table gives it. */
const zones = Object.entries(layers).map(([room, allowed]) => ({
  target: room === 'server' ? './server/*.ts' : `./${room}`,
  from: '.',
  except: ['./node_modules', `./${room}`, ...allowed.map((other) => `./${other}`)],
  message: `The layer table (scripts/layers.mjs) does not let ${room} import this.`,
}));

const worldless = {
  patterns: [
    {
      group: ['node:*', ...builtinModules.filter((name) => !name.startsWith('_'))],
      message: 'This room is pure: files, clock and process arrive as parameters.',
    },
  ],
};
const ambient = [
  { object: 'Math', property: 'random', message: 'Randomness arrives as a parameter and is seeded.' },
  { object: 'Date', property: 'now', message: 'The clock arrives as a parameter.' },
];

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', 'node_modules/**', '.cache/**', 'test/fixtures/**'] },
  { files: ['**/*.{mjs,cjs,js}'], extends: [...tseslint.configs.recommended] },
  {
    files: ['**/*.cjs', 'test/editor/stub/*.js'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // `!` is allowed in numeric loops, where noUncheckedIndexedAccess cannot see the bound.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // A channel's method, parameters and result stand together under one name.
      '@typescript-eslint/no-namespace': 'off',
      'import-x/no-restricted-paths': ['error', { basePath: root, zones }],
    },
  },
  ...pureRooms.map((room) => ({
    files: [`${room}/**/*.ts`],
    rules: { 'no-restricted-properties': ['error', ...ambient], 'no-restricted-imports': ['error', worldless] },
  })),
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
);
