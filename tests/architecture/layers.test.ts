import { expect, test } from 'vitest';
import { type Import, importsOf, sourceFiles } from './source-files.ts';

/** What each folder may import besides itself, packages and node modules. Lower rows never know the ones above them. */
const ENGINES = [
  'config',
  'acquisition',
  'pipeline',
  'alarms',
  'maintenance',
  'notifications',
  'energy',
  'duty',
  'commands',
];
const ADAPTERS = ['drivers', 'historian', 'expressions', 'store', 'backup', 'files', 'http', 'live', 'observability'];
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  ports: ['domain'],
  contract: ['domain'],
  ...Object.fromEntries([...ENGINES, ...ADAPTERS].map((folder) => [folder, ['domain', 'ports', 'contract']])),
  assembly: ['domain', 'ports', 'contract', ...ENGINES, ...ADAPTERS],
  'app.ts': ['domain', 'ports', 'contract', ...ENGINES, ...ADAPTERS, 'assembly'],
  cli: ['domain', 'ports', 'contract', ...ENGINES, ...ADAPTERS, 'app.ts'],
  'main.ts': ['cli'],
};

/** Packages the bottom layers may use; everything else there comes in through a port. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = { domain: ['zod'], ports: ['zod'], contract: ['zod'] };

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
const folderOf = (path: string): string => path.split('/')[1]!;

const gatewayImports = sourceFiles('gateway')
  .filter((path) => !isTest(path))
  .flatMap(importsOf);

test('every folder of the gateway is in the table', () => {
  const folders = new Set(sourceFiles('gateway').map(folderOf));
  expect([...folders].filter((folder) => !(folder in ALLOWED))).toEqual([]);
});

test('imports inside the gateway follow the table', () => {
  const wrong = gatewayImports
    .filter((edge) => edge.to.startsWith('gateway/') && folderOf(edge.to) !== folderOf(edge.from))
    .filter((edge) => !ALLOWED[folderOf(edge.from)]!.includes(folderOf(edge.to)))
    .map(
      (edge) =>
        `${edge.from} imports ${edge.to}; ${folderOf(edge.from)} may import: ${ALLOWED[folderOf(edge.from)]!.join(', ')}`,
    );
  expect(wrong).toEqual([]);
});

test('the bottom layers use nothing but the schema library', () => {
  const wrong = gatewayImports
    .filter((edge) => !edge.to.startsWith('gateway/') && folderOf(edge.from) in PACKAGES)
    .filter((edge) => !PACKAGES[folderOf(edge.from)]!.includes(edge.to))
    .map((edge) => `${edge.from} imports ${edge.to}`);
  expect(wrong).toEqual([]);
});

/** Folders whose entries are plugins, and what in them all of these may use. */
const PLUGIN_KINDS: readonly { readonly folder: string; readonly shared: readonly string[] }[] = [
  { folder: 'gateway/drivers/', shared: [] },
  { folder: 'gateway/alarms/conditions/', shared: [] },
  { folder: 'gateway/notifications/channels/', shared: ['shared'] },
  { folder: 'dashboard/panels/', shared: ['panel.ts', 'live', 'form-dialog', 'display'] },
];

test('plugins of one kind do not know each other', () => {
  const entry = (path: string, folder: string): string => path.slice(folder.length).split('/')[0]!;
  const isForeign = (edge: Import, { folder, shared }: (typeof PLUGIN_KINDS)[number]): boolean => {
    if (!edge.from.startsWith(folder) || !edge.to.startsWith(folder)) return false;
    const [from, to] = [entry(edge.from, folder), entry(edge.to, folder)];
    return from !== to && from !== 'index.ts' && !shared.includes(to);
  };
  const dashboardImports = sourceFiles('dashboard')
    .filter((path) => !isTest(path))
    .flatMap(importsOf);
  const wrong = [...gatewayImports, ...dashboardImports]
    .filter((edge) => PLUGIN_KINDS.some((kind) => isForeign(edge, kind)))
    .map((edge) => `${edge.from} imports ${edge.to}`);
  expect(wrong).toEqual([]);
});

test('nothing outside of tests imports tests, but unit tests', () => {
  const wrong = [...sourceFiles('gateway'), ...sourceFiles('dashboard')]
    .filter((path) => !isTest(path))
    .flatMap(importsOf)
    .filter((edge) => edge.to.startsWith('tests/'))
    .map((edge) => `${edge.from} imports ${edge.to}`);
  expect(wrong).toEqual([]);
});

test('the simulators share no code with the gateway', () => {
  const wrong = sourceFiles('tests/simulators')
    .flatMap(importsOf)
    .filter((edge) => edge.to.startsWith('gateway/') || edge.to === 'modbus-serial')
    .map((edge) => `${edge.from} imports ${edge.to}`);
  expect(wrong).toEqual([]);
});

test('the dashboard knows the wire and the words, nothing else of the gateway', () => {
  const wrong = sourceFiles('dashboard')
    .filter((path) => !isTest(path))
    .flatMap(importsOf)
    .filter((edge) => edge.to.startsWith('gateway/') && !/^gateway\/(contract|domain)\//.test(edge.to))
    .map((edge) => `${edge.from} imports ${edge.to}`);
  expect(wrong).toEqual([]);
});

/** main → shell → pages → panels → ui → format; data is handed in by main and used through its hooks and types. */
const DASHBOARD_ORDER = ['main.tsx', 'shell', 'pages', 'panels', 'ui', 'format', 'theme', 'i18n'];

test('inside the dashboard arrows point one way', () => {
  const row = (path: string): number => DASHBOARD_ORDER.indexOf(path.split('/')[1]!);
  const wrong = sourceFiles('dashboard')
    .filter((path) => !isTest(path))
    .flatMap(importsOf)
    .filter((edge) => edge.to.startsWith('dashboard/') && row(edge.from) >= 0 && row(edge.to) >= 0)
    .filter((edge) => row(edge.to) < row(edge.from))
    .map((edge) => `${edge.from} imports ${edge.to}`);
  expect(wrong).toEqual([]);
});

test('there are no import cycles', () => {
  const graph = new Map<string, string[]>();
  for (const edge of [...sourceFiles('gateway'), ...sourceFiles('dashboard'), ...sourceFiles('tests')].flatMap(
    importsOf,
  )) {
    if (/\.tsx?$/.test(edge.to)) graph.set(edge.from, [...(graph.get(edge.from) ?? []), edge.to]);
  }
  expect(findCycle(graph)).toEqual([]);
});

function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (finished.has(path)) return [];
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next, [...trail, path]);
      if (cycle.length > 0) return cycle;
    }
    finished.add(path);
    return [];
  };
  for (const start of graph.keys()) {
    const cycle = visit(start, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
