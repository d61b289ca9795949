// `npm start`: installs and builds where needed, then becomes the service, in this very process, so that signals reach it.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './prepare.mjs';

prepare();
const entry = path.join(root, 'dist', 'src', 'main.js');
process.argv[1] = entry;
await import(pathToFileURL(entry).href);
