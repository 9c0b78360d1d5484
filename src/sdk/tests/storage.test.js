import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, LANDING, SCAN } from './browser.js';

const refuse = () => {
  throw new Error('SecurityError');
};

/** As a browser with all site data blocked: the very access throws. */
function blocked(window) {
  Object.defineProperty(window, 'localStorage', { get: refuse });
  Object.defineProperty(window.document, 'cookie', { get: refuse, set: refuse });
}

test('Blocked storage and cookies: the page is still one journey', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoPageview: true }, { prepare: blocked });
  await page.call('consent', 'granted');
  await page.call('track', 'signup');
  const [first, second] = browser.service.events;
  assert.equal(second.scan_session_id, SCAN);
  assert.equal(second.visitor_id, first.visitor_id);
  assert.equal(second.web_session_id, first.web_session_id);
  assert.equal(second.consent, 'granted');
  assert.deepEqual(await page.ask(), { session: SCAN });
  assert.deepEqual(page.errors, []);
});

test('Blocked storage: what could not be delivered is tried again while the page lives', async () => {
  const browser = new Browser();
  browser.service.willAnswer(503);
  await browser.visit(LANDING, { autoPageview: true }, { prepare: blocked });
  await browser.clock.pass(10_000);
  const [first, again] = browser.service.events;
  assert.equal(again.event_id, first.event_id);
});

test('Cookies that are dropped without a word: one visitor for the page', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoPageview: true }, {
    prepare: window => Object.defineProperty(window.document, 'cookie', { get: () => '', set: () => {} })
  });
  await page.call('track', 'signup');
  const [first, second] = browser.service.events;
  assert.equal(second.visitor_id, first.visitor_id);
});

test('Full storage: memory takes its place', async () => {
  const browser = new Browser();
  browser.storage.setItem = refuse;
  const page = await browser.visit(LANDING, { autoPageview: true });
  await page.call('track', 'signup');
  assert.deepEqual(browser.service.events.map(event => event.scan_session_id), [SCAN, SCAN]);
});

test('Blocked storage: reset forgets the page\'s memory too', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoPageview: true }, { prepare: blocked });
  await page.call('reset');
  await page.call('track', 'after');
  assert.deepEqual(browser.service.types, ['pageview']);
});
