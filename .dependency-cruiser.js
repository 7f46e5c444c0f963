/** Who may know whom. Each rule is a wall of the house; docs and code both count on them. */

const ADAPTER = '^server/store/[^/]+/';
const STORE_PORT = '^server/store/(?:store|records|archive-check|archive-limits|shuffled)[.]ts$';
const OWN_CODE = '^(?:shared|server|tests|build|client-[^/]+)/';
const NPM_ZOD = '^node_modules/zod/';
const NPM_FRACTION = '^node_modules/fraction[.]js/';
const NPM_PROMETHEUS = '^node_modules/prom-client/';
const NODE_CRYPTO = '^(?:node:)?crypto$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules in a circle cannot be read or tested one by one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing uses and that uses nothing is dead.',
      severity: 'error',
      from: { orphan: true, pathNot: ['[.]d[.]ts$', '[.]dependency-cruiser[.]js$'] },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'An import must lead somewhere, or no wall can be checked behind it.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shared-knows-nobody',
      comment: 'Shared is pure: no Node, no DOM, no framework; only exact fractions and schemas.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: ['^shared/', NPM_ZOD, NPM_FRACTION] },
    },
    {
      name: 'zod-only-in-schemas',
      comment: 'The voter page takes the protocol from shared and must not carry zod along.',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/protocol/schemas/' },
      to: { path: NPM_ZOD },
    },
    {
      name: 'fractions-stay-out-of-the-protocol',
      comment: 'What travels is plain data; exact numbers are made where scores are computed.',
      severity: 'error',
      from: { path: '^shared/protocol/' },
      to: { path: NPM_FRACTION },
    },
    {
      name: 'voting-knows-shared-and-the-port',
      comment: 'The acts of a vote depend on no transport, framework or database.',
      severity: 'error',
      from: { path: '^server/voting/' },
      to: { pathNot: ['^server/voting/', '^shared/', STORE_PORT, NODE_CRYPTO] },
    },
    {
      name: 'port-knows-shared',
      comment: 'The port is a contract and knows none of its adapters or callers.',
      severity: 'error',
      from: { path: STORE_PORT },
      to: { pathNot: ['^shared/', STORE_PORT, NPM_ZOD, NODE_CRYPTO] },
    },
    {
      name: 'adapter-knows-port-and-shared',
      comment: 'Adapters are exchangeable only while they do not know each other.',
      severity: 'error',
      from: { path: '^server/store/([^/]+)/' },
      to: { path: OWN_CODE, pathNot: ['^server/store/$1/', STORE_PORT, '^shared/'] },
    },
    {
      name: 'transport-knows-voting',
      comment: 'HTTP and sockets translate; every rule they need is an act of voting.',
      severity: 'error',
      from: { path: '^server/(http|realtime)/' },
      to: {
        path: OWN_CODE,
        pathNot: [
          '^server/$1/',
          '^server/(?:voting|tickets|results|presenters|entrance)/',
          '^server/metrics/',
          '^shared/',
        ],
      },
    },
    {
      name: 'entrances-know-the-port',
      comment: 'Who may come in is decided without knowing what happens inside.',
      severity: 'error',
      from: { path: '^server/entrance/' },
      to: { path: OWN_CODE, pathNot: ['^server/entrance/', STORE_PORT, '^shared/'] },
    },
    {
      name: 'archives-know-voting-and-the-port',
      comment: 'The file of a meeting is the same whichever store it came from.',
      severity: 'error',
      from: { path: '^server/archive/' },
      to: { path: OWN_CODE, pathNot: ['^server/(?:archive|voting)/', STORE_PORT, '^shared/'] },
    },
    {
      name: 'documents-know-voting',
      comment: 'Lists, sheets and tables are made of values, whoever asks for them.',
      severity: 'error',
      from: { path: '^server/(tickets|results|presenters)/' },
      to: { path: OWN_CODE, pathNot: ['^server/$1/', '^server/voting/', '^shared/'] },
    },
    {
      name: 'metrics-listen',
      comment: 'What counts is told by the wiring, and knows only whom it listens to.',
      severity: 'error',
      from: { path: '^server/metrics/' },
      to: {
        path: OWN_CODE,
        pathNot: ['^server/metrics/', '^server/voting/', STORE_PORT, '^shared/'],
      },
    },
    {
      name: 'sockets-know-no-metrics',
      comment: 'Votes go their way whether or not anybody counts them.',
      severity: 'error',
      from: { path: '^server/realtime/' },
      to: { path: '^server/metrics/' },
    },
    {
      name: 'only-metrics-know-prometheus',
      comment: 'What is counted, and for whom it is written down, is decided in one place.',
      severity: 'error',
      from: { pathNot: '^server/metrics/' },
      to: { path: NPM_PROMETHEUS },
    },
    {
      name: 'only-the-wiring-chooses-a-store',
      comment: 'Everybody else is handed a Store.',
      severity: 'error',
      from: { pathNot: ['^server/choose-store[.]ts$', ADAPTER, '^tests/'] },
      to: { path: ADAPTER },
    },
    {
      name: 'server-knows-no-client',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(?:client-[^/]+|tests|build)/' },
    },
    {
      name: 'client-knows-shared',
      comment: 'Clients meet the server only through the protocol, and each other not at all.',
      severity: 'error',
      from: { path: '^(client-[^/]+)/', pathNot: '/vite[.]config[.]ts$' },
      to: { path: OWN_CODE, pathNot: ['^$1/', '^shared/'] },
    },
    {
      name: 'client-runs-in-browsers',
      severity: 'error',
      from: { path: '^client-[^/]+/', pathNot: '/vite[.]config[.]ts$' },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    // Types hold the walls too: a type from the far side is knowledge of the far side.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'browser', 'node', 'default', 'types'],
    },
  },
};
