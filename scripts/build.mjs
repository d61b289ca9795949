// `npm run build`: the service and the pages, each where its sources have changed.
import { build } from './prepare.mjs';

build();
