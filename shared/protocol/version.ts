/** Grows when a message changes its meaning; a page of another version is told to reload. */
export const PROTOCOL_VERSION = 1;
