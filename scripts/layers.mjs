// The layer table of ARCHITECTURE.md: the rooms of the code and what each may import. The linter and test/architecture read it here.

/** Every room of the server but its entry points. */
const server = [
  'server/core',
  'server/protocol',
  'server/sniff',
  'server/text',
  'server/readers',
  'server/view',
  'server/language',
  'server/engines',
  'server/jobs',
  'server/experiments',
  'server/figures',
  'server/tables',
  'server/aggregate',
  'server/cli',
  'server/host',
];

/**
 * Room → the other rooms it may import from. The room `server` is the entry points right inside that folder.
 * @type {Record<string, readonly string[]>}
 */
export const layers = {
  'server/core': [],
  'server/protocol': [],
  'server/sniff': [],
  'server/text': ['server/core', 'server/protocol'],
  'server/readers': ['server/core', 'server/sniff'],
  'server/view': ['server/core', 'server/protocol', 'server/text', 'server/readers'],
  'server/language': ['server/core', 'server/readers', 'server/protocol', 'server/text'],
  'server/engines': [],
  'server/jobs': ['server/protocol'],
  'server/experiments': ['server/core', 'server/protocol', 'server/text', 'server/jobs', 'server/engines'],
  'server/figures': ['server/core', 'server/protocol', 'server/text'],
  'server/tables': ['server/core', 'server/readers', 'server/sniff', 'server/engines'],
  'server/aggregate': ['server/core', 'server/readers', 'server/engines', 'server/jobs', 'server/tables'],
  'server/cli': [
    'server/core',
    'server/figures',
    'server/readers',
    'server/text',
    'server/protocol',
    'server/jobs',
    'server/experiments',
    'server/aggregate',
    'server/view',
  ],
  'server/host': server.filter((room) => !['server/host', 'server/experiments', 'server/figures'].includes(room)),
  server,
  client: ['server/protocol', 'server/sniff', 'server/jobs'],
  webview: ['server/protocol'],
};

/** Rooms that know no files, process, clock or ambient randomness: these arrive as parameters. */
export const pureRooms = [
  'server/core',
  'server/protocol',
  'server/sniff',
  'server/text',
  'server/readers',
  'server/view',
  'server/language',
  'server/figures',
];

/**
 * The room of a file.
 * @param {string} path relative to the repository's root, with `/`
 * @returns {string | undefined} undefined outside the rooms
 */
export function roomOf(path) {
  const folders = path.split('/').slice(0, -1);
  while (folders.length > 0) {
    const room = folders.join('/');
    if (room in layers) return room;
    folders.pop();
  }
  return undefined;
}
