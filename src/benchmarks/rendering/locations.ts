/**
 * Where the files of drawing lie: the fonts of the packages, and the worker beside this module. Loaded only when they
 * are first needed.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** Source Sans 3 in both weights of the charts; DejaVu Sans stands in for signs that a name may hold and it lacks. */
export const fontFiles: readonly string[] = [
  require.resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf'),
  require.resolve('@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf'),
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
];

/** The compiled worker; there is none where the sources run uncompiled, as in unit specs. */
export const workerFile: string = fileURLToPath(new URL('./render-worker.js', import.meta.url));
