import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, LANDING, SCAN } from './browser.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

test('A pageview carries the keys of the contract and empty metadata', async () => {
  const browser = new Browser();
  await browser.visit(LANDING, { autoPageview: true }, { referrer: 'https://search.example.com/' });
  const [{ event_id, web_session_id, visitor_id, device, ...rest }] = browser.service.events;
  for (const id of [event_id, web_session_id, visitor_id]) assert.match(id, UUID);
  assert.deepEqual(rest, {
    site_id: 'site_1', event_type: 'pageview', scan_session_id: SCAN, page_url: LANDING, page_title: 'Shop',
    referrer: 'https://search.example.com/', timestamp: '2026-11-24T10:00:00.000Z', metadata: {}
  });
  assert.deepEqual(Object.keys(device), ['user_agent', 'screen_width', 'screen_height', 'language']);
  assert.equal(device.language, 'en-US');
  assert.ok(Number.isInteger(device.screen_width) && Number.isInteger(device.screen_height));
});

test('A pageview is sent once per page load', async () => {
  const browser = new Browser();
  await browser.visit(LANDING, { autoPageview: true });
  await browser.visit('https://shop.example.com/next', { autoPageview: true });
  assert.deepEqual(browser.service.types, ['pageview', 'pageview']);
});

test('A tracked event carries its name and metadata as they were at the call', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING);
  page.eval("const data={plan:'pro'};scanova('track','signup',data);data.plan='changed'");
  await page.clock.pass(0);
  const [event] = browser.service.events;
  assert.equal(event.event_type, 'signup');
  assert.deepEqual(event.metadata, { plan: 'pro' });
});

test('Nothing is automatic by default', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, {}, { html: '<a href="/x">x</a><form></form>' });
  await page.click('a');
  await page.fire(page.document.querySelector('form'), 'submit');
  await page.fire(page.window, 'scroll');
  await page.clock.pass(1000);
  assert.deepEqual(browser.service.requests, []);
});

test('Nothing is sent or remembered of a visitor without a scan session', async () => {
  const browser = new Browser();
  const page = await browser.visit('https://shop.example.com/', { autoPageview: true });
  await page.call('track', 'signup');
  assert.deepEqual(browser.service.requests, []);
  assert.equal(browser.storage.items.size, 0);
  assert.equal(browser.cookie('_scnv_vid'), undefined);
});

test('Text that is too long or not well formed is cut so that the event is accepted', async () => {
  const browser = new Browser();
  const page = await browser.visit(`${LANDING}&long=${'a'.repeat(5000)}`);
  page.document.title = `${'t'.repeat(511)}😀`;
  await page.call('track', 'long');
  const [event] = browser.service.events;
  assert.equal(event.page_url.length, 4096);
  assert.equal(event.page_title, 't'.repeat(511));
});

test('A name that is no text sends nothing', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING);
  for (const name of [undefined, '', 5, {}]) await page.call('track', name);
  assert.deepEqual(browser.service.requests, []);
  assert.deepEqual(page.errors, []);
});
