/** The journey of a planner, from the overview to a figure and what it was made of; and signing in and out. */
import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findChromium, GULBENE, SAMPLE_PASSWORD, settled, startSite, type Site } from './browser.js';

const executable = findChromium();
if (executable === undefined) {
  process.stdout.write('test/web/planner.spec.ts is skipped: no Chromium was found (CHROMIUM_PATH may name one).\n');
}

(executable === undefined ? describe.skip : describe)('a planner', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite(executable ?? '');
  }, 300_000);

  afterAll(async () => {
    await site.stop();
  }, 60_000);

  it('sees at once how many municipalities have submitted, and that the figures are samples', async () => {
    const { page, close } = await site.open('/');
    const overview = (await (await fetch(`${site.url}/api/v1/overview`)).json()) as {
      period: string;
      completeness: { submitted: number; of: number };
    };
    const { period, completeness } = overview;
    expect(await page.locator('h1').textContent()).toBe(
      `${period}. gads: ${completeness.submitted} no ${completeness.of} pašvaldībām iesniegušas`,
    );
    expect(await page.locator('.sample').textContent()).toContain('izdomāti');
    expect(await page.locator('.findings figure').count()).toBe(3);
    await close();
  }, 60_000);

  it('finds a municipality without diacritics, by keyboard alone, and it is remembered', async () => {
    const { page, close } = await site.open('/');
    await page.getByRole('combobox', { name: 'Pašvaldība' }).focus();
    await page.keyboard.type('cesu');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const onward = page.getByRole('link', { name: 'Kā veicas: Cēsu novads' });
    await onward.waitFor();
    await page.reload();
    await onward.click();
    await page.getByRole('heading', { level: 1, name: 'Cēsu novads' }).waitFor();
    expect(page.url()).toContain('/municipalities/0026000');
    await close();
  }, 60_000);

  it('goes from a profile to the explanation of a value and to who does better', async () => {
    const { page, complaints, close } = await site.open(`/municipalities/${GULBENE}`);
    await page.locator('button.value').first().click();
    await page.getByRole('dialog').getByRole('heading', { name: 'Aprēķins soli pa solim' }).waitFor();
    expect(page.url()).toContain('explain=');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('explain=');
    await page
      .getByRole('link', { name: /^Kam veicas labāk/ })
      .first()
      .click();
    await page.waitForURL(/\/indicators\/.*municipality=0029000/);
    await settled(page);
    expect(await page.locator('.chart-title').first().textContent()).toContain('Gulbenes novads');
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);

  it('sees the same figures as the API gives', async () => {
    const { page, close } = await site.open(`/indicators/SD-CASELOAD?municipality=${GULBENE}`);
    await page.locator('figure details.disclosure summary').first().click();
    const benchmark = (await (await fetch(`${site.url}/api/v1/benchmarks/SD-CASELOAD`)).json()) as {
      rows: { municipality: { name: string }; value: number | null }[];
    };
    const table = (await page.locator('figure').first().locator('table').textContent()) ?? '';
    const valued = benchmark.rows.filter(({ value }) => value !== null);
    expect(valued.length).toBeGreaterThan(30);
    for (const { municipality, value } of valued) {
      expect(table).toContain(municipality.name);
      expect(table).toContain((Math.round((value ?? 0) * 100) / 100).toFixed(2).replace('.', ','));
    }
    await close();
  }, 60_000);

  it('keeps period, peers, tab and municipality in the address', async () => {
    const { page, close } = await site.open(`/indicators/SD-CASELOAD?municipality=${GULBENE}`);
    await page.getByLabel('Periods').selectOption('2024');
    await page.getByLabel('Salīdzināt ar').selectOption('counties');
    await page.getByRole('tab', { name: 'Laikā' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/view=distribution/);
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toEqual({
      municipality: GULBENE,
      period: '2024',
      peers: 'counties',
      view: 'distribution',
    });
    await page.reload();
    await settled(page);
    expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Sadalījums starp pašvaldībām');
    expect(await page.locator('.chart-subtitle').first().textContent()).toContain('2024. gads');
    await close();
  }, 60_000);

  it('takes a chart along as a picture and as a table', async () => {
    const { page, close } = await site.open('/indicators/SD-CASELOAD');
    await page.locator('details.menu summary').first().click();
    const contents: Record<string, Buffer> = {};
    for (const name of ['Attēls (SVG)', 'Attēls (PNG)', 'Tabula (CSV)']) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByText(name).first().click()]);
      contents[name] = fs.readFileSync(await download.path());
    }
    expect(contents['Attēls (SVG)']?.toString('utf8')).toContain('<svg');
    expect(contents['Attēls (PNG)']?.subarray(1, 4).toString('latin1')).toBe('PNG');
    const lines = contents['Tabula (CSV)']?.toString('utf8').trim().split('\r\n') ?? [];
    expect(lines.length).toBeGreaterThan(40);
    expect(lines.join('\n')).toContain('Gulbenes novads');
    await close();
  }, 60_000);

  it('compares municipalities, indicators and periods', async () => {
    const { page, close } = await site.open('/compare');
    await page.getByRole('combobox', { name: 'Pievienot pašvaldību' }).fill('gulbe');
    await page.keyboard.press('Enter');
    await page.getByLabel('Pievienot rādītāju').selectOption('SD-CASELOAD');
    await page.getByLabel('Pievienot rādītāju').selectOption('SD-NORM');
    await page.getByLabel('Pievienot periodu').selectOption('2025');
    await page.getByLabel('Pievienot periodu').selectOption('2024');
    await settled(page);
    expect(await page.locator('table.data').first().locator('thead th').count()).toBe(5);
    expect(await page.locator('section[aria-labelledby="scatter"] figure').count()).toBe(1);
    await page.getByRole('button', { name: 'Noņemt: 2024. gads' }).click();
    await settled(page);
    expect(await page.locator('table.data').first().locator('thead th').count()).toBe(3);
    await close();
  }, 60_000);

  it('is told what is wrong when signing in, signs in, sees the own role and municipality, and leaves', async () => {
    const { page, close } = await site.open('/sign-in');
    const submit = page.getByRole('main').getByRole('button', { name: 'Pieslēgties' });
    await submit.click();
    expect(await page.getByRole('alert').textContent()).toContain('Ievadiet e-pastu un paroli.');
    await page.getByLabel('E-pasts').fill('koordinators@gulbene.paraugs.example');
    await page.getByLabel('Parole').fill('nepareiza-parole');
    await submit.click();
    await page.getByText('E-pasts vai parole nav pareiza').waitFor();
    await page.getByLabel('Parole').fill(SAMPLE_PASSWORD);
    await submit.click();
    const header = page.locator('.session');
    await header.waitFor();
    expect(await header.textContent()).toMatch(/koordinators.*Gulbenes novads/);
    await page.getByRole('button', { name: 'Iziet' }).click();
    await page.getByRole('link', { name: 'Pieslēgties' }).waitFor();
    await close();
  }, 60_000);
});
