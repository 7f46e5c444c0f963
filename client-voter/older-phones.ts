/**
 * What the libraries call and Chrome 57 to 70 lack. Imported first, so that it is there before any
 * of them runs.
 */
if (typeof window.queueMicrotask !== 'function') {
  const settled = Promise.resolve();
  window.queueMicrotask = (act) => {
    settled.then(act).catch((error: unknown) => {
      // As the built-in does: the error is reported, and nobody waits for it.
      setTimeout(() => {
        throw error;
      });
    });
  };
}
