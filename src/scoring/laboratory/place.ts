/** The compiled thread stands beside the compiled program. */
export const LABORATORY_WORKER = new URL('./laboratory-worker.js', import.meta.url);
