/** A worker thread that reads files and judges series; one request after another. */
import { parentPort } from 'node:worker_threads';
import { carryOut, movable, type WorkRequest } from './work.js';

parentPort?.on('message', (request: WorkRequest) => {
  void carryOut(request, (share) => parentPort?.postMessage({ kind: 'progress', share })).then(
    (answer) => parentPort?.postMessage(answer, movable(answer)),
    (error: unknown) => {
      setImmediate(() => {
        throw error;
      });
    },
  );
});
