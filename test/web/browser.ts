/** A real Chromium against the built service with sample data, for specs of the pages. */
import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { privateDirectory, startService, type RunningService } from '../factories/service.js';

export type Language = 'lv' | 'en';

export interface View {
  readonly language?: Language;
  readonly highContrast?: boolean;
  readonly largePrint?: boolean;
  readonly width?: number;
  readonly municipality?: string;
}

export const SAMPLE_PASSWORD = 'parauga-parole-1';
export const GULBENE = '0029000';

/** Every page, with the state that makes it fullest. */
export const PAGES: readonly (readonly [name: string, address: string])[] = [
  ['overview', '/'],
  ['indicators', '/indicators'],
  ['indicator', `/indicators/SP-CARE-HOURCOST?municipality=${GULBENE}`],
  ['indicator that is divided', '/indicators/SP-COVER?view=map'],
  ['municipality', `/municipalities/${GULBENE}`],
  ['explanation', `/municipalities/${GULBENE}?explain=SP-CARE-HOURCOST`],
  ['comparison', `/compare?municipalities=${GULBENE},0026000&indicators=SD-CASELOAD,SD-NORM&periods=2025,2024`],
  ['comparison of nothing', '/compare'],
  ['support index', '/support-index?municipality=0026000'],
  ['method', '/methodology'],
  ['data', '/data'],
  ['accessibility', '/accessibility'],
  ['sign-in', '/sign-in'],
  ['no such page', '/nowhere'],
];

const CANDIDATES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium of this machine; undefined where there is none. */
export function findChromium(): string | undefined {
  const asked = process.env['CHROMIUM_PATH'];
  const places = (process.env['PATH'] ?? '').split(path.delimiter);
  const files = CANDIDATES.flatMap((name) => places.map((place) => path.join(place, name)));
  return [...(asked === undefined ? [] : [asked]), ...files].find((file) => fs.existsSync(file));
}

/** No sandbox, since tests may run as root in a container; nothing that would ask the network. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A page and everything about it that must not have happened. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors of scripts and of the console, requests to another origin. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

export interface Site {
  readonly url: string;
  readonly browser: Browser;
  readonly open: (address: string, view?: View) => Promise<WatchedPage>;
  readonly stop: () => Promise<void>;
}

/** Starts the service with sample data and a browser. */
export async function startSite(executable: string): Promise<Site> {
  const environment = { DATA_DIR: privateDirectory(), SAMPLE_DATA: 'true', SAMPLE_PASSWORD };
  const service: RunningService = await startService(environment);
  const browser = await chromium.launch({ executablePath: executable, headless: true, args: ARGUMENTS });
  return {
    url: service.url,
    browser,
    open: (address, view = {}) => open({ browser, url: service.url }, address, view),
    stop: async () => {
      await browser.close();
      await service.stop();
    },
  };
}

async function open(site: { browser: Browser; url: string }, address: string, view: View): Promise<WatchedPage> {
  const context = await contextFor(site.browser, view);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${site.url}/`) && !/^(data|blob):/.test(request.url()))
      complaints.push(request.url());
  });
  await page.goto(site.url + address);
  await settled(page);
  return { page, complaints, close: () => context.close() };
}

async function contextFor(browser: Browser, view: View): Promise<BrowserContext> {
  const { language = 'lv', highContrast = false, largePrint = false, width = 1280, municipality } = view;
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const stored = JSON.stringify({ language, highContrast, largePrint, municipality });
  const isFirst = "localStorage.getItem('macities.preferences') === null";
  await context.addInitScript(
    `if (${isFirst}) localStorage.setItem('macities.preferences', ${JSON.stringify(stored)});`,
  );
  await context.addInitScript(
    `window.shift = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.shift += e.value; }).observe({ type: 'layout-shift', buffered: true });`,
  );
  return context;
}

/** Waits until nothing is being loaded and every chart is drawn. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  const unfinished = page.locator('[aria-busy="true"], .chart-canvas[data-drawn="false"]');
  await unfinished.first().waitFor({ state: 'detached', timeout: 20_000 });
}

/** Violations of WCAG 2.2 AA that axe-core finds, each with the places. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(fs.readFileSync(path.resolve('node_modules/axe-core/axe.min.js'), 'utf8'));
  const found = await page.evaluate<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  );
  return found.violations.map(({ id, help, nodes }) =>
    [`${id}: ${help}`, ...nodes.slice(0, 3).map(({ html }) => html.slice(0, 200))].join('\n  '),
  );
}
