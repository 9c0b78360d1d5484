import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { Service } from './service.mjs';
import { Shop } from './shop.mjs';

/** Without it the browser calls itself headless, and that is a bot to the service. */
const PERSON = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36';

export let service;
export let shop;
let browser;

before(async () => {
  service = await Service.start();
  shop = await new Shop().start(service);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    timeout: 120_000
  });
});

after(async () => {
  await browser?.close();
  await shop?.stop();
  await service?.stop();
});

/** A test with a visitor of its own (an empty browser profile) who has scanned a code of their own. */
export function visit(name, body) {
  test(name, { timeout: 180_000 }, async () => {
    const context = await browser.newContext({ userAgent: PERSON, isMobile: true, hasTouch: true, viewport: { width: 412, height: 915 } });
    context.setDefaultTimeout(60_000);
    try {
      await body({ context, page: await context.newPage(), session: randomUUID() });
    } finally {
      await context.close();
    }
  });
}

/** Requests of a page to the service's ingest routes from now on. */
export function ingestRequests(page) {
  const requests = [];
  page.on('request', request => {
    if (/\/(ct|collect\/batch)$/.test(request.url())) requests.push(request.url());
  });
  return requests;
}

export const named = (events, name) => events.filter(event => event.event_name === name);

/** Resolves with what the SDK answers, and so after it has loaded. */
export const askSession = page => page.evaluate(() => new Promise(resolve => window.scanova('getScanSessionId', resolve)));

/** A last event: once it is stored, what was sent before it is too. */
export const track = (page, name) => page.evaluate(event => window.scanova('track', event), name);
