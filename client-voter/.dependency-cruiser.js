/**
 * What the voter page carries to phones. Apart from the other walls because here, unlike there,
 * an import of types alone is free: it is gone before the bundle.
 */

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'voter-page-stays-small',
      comment: 'Phones on hall networks get neither zod nor exact fractions, however indirectly.',
      severity: 'error',
      from: { path: '^client-voter/' },
      to: { path: '^node_modules/(?:zod|fraction[.]js)/', reachable: true },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^client-voter/vite[.]config[.]ts$' },
    tsPreCompilationDeps: false,
    tsConfig: { fileName: 'client-voter/tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'browser', 'default'],
    },
  },
};
