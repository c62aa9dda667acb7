import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';
import { layers, pureRooms } from './scripts/layers.mjs';

const rooms = Object.keys(layers).filter((room) => room !== 'server');

/** Imports of the rooms that the layer table keeps from a room. They are relative, and no folder inside a room is named as a room. */
function layerBreaks(room) {
  const allowed = [room, ...layers[room]];
  const names = rooms.filter((other) => !allowed.includes(other)).map((other) => other.replace('server/', ''));
  return {
    regex: `^(?:\\.\\./)+(?:server/)?(?:${names.join('|')})/`,
    message: `The layer table (scripts/layers.mjs) keeps this from ${room}.`,
  };
}

const nodeModules = {
  group: ['node:*', ...builtinModules.filter((name) => !name.startsWith('_'))],
  message: 'This room is pure: files, clock and process arrive as parameters.',
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
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // `!` is allowed in numeric loops, where noUncheckedIndexedAccess cannot see the bound.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // `const { left, ...rest }` is how a field is left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // A channel's method, parameters and result stand together under one name.
      '@typescript-eslint/no-namespace': 'off',
    },
  },
  ...rooms.map((room) => ({
    files: [`${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: pureRooms.includes(room) ? [layerBreaks(room), nodeModules] : [layerBreaks(room)] },
      ],
    },
  })),
  {
    files: pureRooms.map((room) => `${room}/**/*.ts`),
    rules: { 'no-restricted-properties': ['error', ...ambient] },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
);
