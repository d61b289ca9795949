/** Every page in a real browser: WCAG 2.2 AA, errors, foreign requests, reflow, layout shift, keyboard. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findChromium, GULBENE, PAGES, settled, startSite, violations, type Language, type Site } from './browser.js';

const executable = findChromium();
if (executable === undefined) {
  process.stdout.write('test/web/pages.spec.ts is skipped: no Chromium was found (CHROMIUM_PATH may name one).\n');
}

const LANGUAGES: readonly Language[] = ['lv', 'en'];

/** Layout shift depends on what arrives when: a load above the limit is repeated, and the median of three counts. */
async function usualShift(page: Page): Promise<number> {
  const shifts = [await page.evaluate<number>('window.shift')];
  while (Math.max(...shifts) > 0.1 && shifts.length < 3) {
    await page.reload();
    await settled(page);
    shifts.push(await page.evaluate<number>('window.shift'));
  }
  return shifts.sort((a, b) => a - b)[Math.floor((shifts.length - 1) / 2)] ?? Infinity;
}

(executable === undefined ? describe.skip : describe)('pages', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite(executable ?? '');
  }, 300_000);

  afterAll(async () => {
    await site.stop();
  }, 60_000);

  const views = PAGES.flatMap(([name, address]) =>
    LANGUAGES.flatMap((language) => [false, true].map((highContrast) => ({ name, address, language, highContrast }))),
  );

  it.each(views)(
    '$name: nothing that WCAG 2.2 AA forbids, no error, no other origin, hardly a shift ($language, high contrast: $highContrast)',
    async ({ address, language, highContrast }) => {
      const { page, complaints, close } = await site.open(address, { language, highContrast });
      expect(await usualShift(page)).toBeLessThanOrEqual(0.1);
      expect(await violations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await page.locator('h1').count()).toBe(1);
      await close();
    },
    60_000,
  );

  it.each(PAGES.flatMap(([name, address]) => LANGUAGES.map((language) => ({ name, address, language }))))(
    '$name fits 320 px in large print without scrolling sideways ($language)',
    async ({ address, language }) => {
      const { page, close } = await site.open(address, { language, largePrint: true, width: 320 });
      const excess = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await page.evaluate<number>(excess)).toBeLessThanOrEqual(0);
      await close();
    },
    60_000,
  );

  it.each(['/', '/indicators/SD-CASELOAD', `/municipalities/${GULBENE}`, '/compare', '/sign-in'])(
    '%s can be walked through by keyboard, with the focus always visible',
    async (address) => {
      const { page, close } = await site.open(address);
      await page.keyboard.press('Tab');
      expect(await page.evaluate<string>('document.activeElement.className')).toBe('skip');
      const seen = new Set<string>();
      const faults: string[] = [];
      for (let step = 0; step < 60; step++) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate<{ name: string; visible: boolean; inside: boolean } | null>(FOCUS);
        if (stop === null) break;
        seen.add(stop.name);
        if (!stop.visible || !stop.inside) faults.push(stop.name);
      }
      expect(faults).toEqual([]);
      expect(seen.size).toBeGreaterThan(8);
      await close();
    },
    60_000,
  );

  it('goes to the content by the skip link', async () => {
    const { page, close } = await site.open('/methodology');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('content');
    await close();
  });

  it('answers an interaction on the profile within 100 ms', async () => {
    const { page, close } = await site.open(`/municipalities/${GULBENE}`);
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      times.push(await page.evaluate<number>(TIME_TO_DIALOG));
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    }
    expect(Math.min(...times)).toBeLessThanOrEqual(100);
    await close();
  }, 60_000);

  it('draws on a phone what was made for a phone, and again when the room grows', async () => {
    const { page, close } = await site.open('/indicators/SD-CASELOAD', { width: 320 });
    const width = `document.querySelector('.chart-canvas svg').getAttribute('width')`;
    expect(await page.evaluate<string>(width)).toBe('320');
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.locator('.chart-canvas svg[width="720"]').first().waitFor();
    await settled(page);
    await close();
  }, 60_000);
});

/** The focused element: its name, whether its focus shows, whether it is in sight; null at the end of the page. */
const FOCUS = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    name: element.tagName + ' ' + (element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 60),
    visible: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
})()`;

/** From pressing a value to the frame in which its explanation is open. */
const TIME_TO_DIALOG = `new Promise((done) => {
  const start = performance.now();
  document.querySelector('button.value').click();
  const look = () => document.querySelector('dialog[open]') === null
    ? requestAnimationFrame(look)
    : requestAnimationFrame(() => done(performance.now() - start));
  look();
})`;
