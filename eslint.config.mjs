import tseslint from 'typescript-eslint';
import importX from 'eslint-plugin-import-x';

/** The layer table of ARCHITECTURE.md: what each room may import. `test/architecture` checks the same table on the import graph. */
const rooms = {
  'server/core': [],
  'server/protocol': [],
  'server/sniff': [],
  'server/text': ['core'],
  'server/readers': ['core', 'sniff'],
  'server/view': ['core', 'protocol', 'text', 'readers'],
  'server/language': ['core', 'readers', 'protocol', 'text'],
  'server/cli': ['core', 'readers', 'text'],
};
const nodeBuiltins = { group: ['node:*', 'fs', 'path', 'process', 'child_process', 'worker_threads'], message: 'This room is pure: files, clock and process arrive as parameters.' };
const ambient = [
  { object: 'Math', property: 'random', message: 'Randomness arrives as a parameter and is seeded.' },
  { object: 'Date', property: 'now', message: 'The clock arrives as a parameter.' },
];
const pureRooms = Object.keys(rooms).filter((room) => room !== 'server/cli');

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', 'node_modules/**', '.cache/**', 'test/fixtures/**'] },
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
      // `!` is allowed in numeric loops, where noUncheckedIndexedAccess cannot see the bound (STYLE).
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'import-x/no-cycle': 'off',
    },
  },
  ...pureRooms.map((room) => ({
    files: [`${room}/**/*.ts`],
    rules: { 'no-restricted-properties': ['error', ...ambient], 'no-restricted-imports': ['error', { patterns: [nodeBuiltins] }] },
  })),
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
);
