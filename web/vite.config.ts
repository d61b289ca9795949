import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { colours, comparisonSigns, fontFamily, fontSizes, largePrintFactor, motion, space } from '../charts/tokens.ts';

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The tokens of charts/tokens.ts as custom properties: pages and charts speak one visual language. */
function tokensAsCss(): Plugin {
  const name = 'virtual:tokens.css';
  const lines = [
    ...Object.entries(colours).map(([key, value]) => `--${kebab(key)}: ${value};`),
    ...Object.entries(fontSizes).map(([key, value]) => `--size-${kebab(key)}: ${value / 16}rem;`),
    `--font: ${fontFamily};`,
    `--large-print: ${largePrintFactor * 100}%;`,
    `--unit: ${space.unit}px;`,
    `--corner: ${space.corner}px;`,
    `--target: ${space.target}px;`,
    `--ring: ${space.focusRing}px;`,
    `--fade: ${motion.fadeMilliseconds}ms;`,
    ...Object.entries(comparisonSigns).map(([key, value]) => `--sign-${kebab(key.replaceAll('_', '-'))}: '${value}';`),
  ];
  return {
    name: 'tokens',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? `:root {\n  ${lines.join('\n  ')}\n}\n` : undefined),
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [tokensAsCss()],
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
