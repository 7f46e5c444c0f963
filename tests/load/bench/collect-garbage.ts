// Loaded into the servers that are measured: on SIGUSR2 they collect their garbage, so that memory
// in use can be told from memory that merely was not given back yet.
process.on('SIGUSR2', () => {
  global.gc?.();
  global.gc?.();
});
