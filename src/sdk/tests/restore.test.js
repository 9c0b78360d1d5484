import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, LANDING, OTHER_SCAN, SCAN } from './browser.js';

const HOME = 'https://shop.example.com/';
const VISITOR = '363fe851-7d8f-4090-902f-0f5a462829f5';
const DAY = 864e5;
const options = { autoPageview: true, serverCookie: true };

const remembering = browser => {
  browser.service.identity = { visitor_id: VISITOR, scan_session_id: SCAN, exp: browser.clock.now + 30 * DAY };
  return browser;
};

test('The service restores visitor and scan session where the browser deleted them', async () => {
  const browser = remembering(new Browser());
  await browser.visit(HOME, options);
  const [event] = browser.service.events;
  assert.equal(event.scan_session_id, SCAN);
  assert.equal(event.visitor_id, VISITOR);
  assert.deepEqual(browser.stored('_scnv'), { sid: SCAN, exp: browser.service.identity.exp });
  assert.equal(browser.cookie('_scnv_vid').value, VISITOR);
});

test('The service is told what the browser knows, with credentials and without a preflight', async () => {
  const browser = new Browser();
  const { exp } = (await browser.visit(LANDING, options), browser.stored('_scnv'));
  const [{ body, init }] = browser.service.to('/sdk/id');
  assert.deepEqual(body, { site_id: 'site_1', visitor_id: null, scan_session_id: SCAN, exp });
  assert.equal(init.method, 'POST');
  assert.equal(init.credentials, 'include');
  assert.equal(init.headers, undefined);
});

test('Events wait for the service no longer than three seconds, and keep their time', async () => {
  const browser = new Browser();
  browser.service.hold();
  const page = await browser.visit(LANDING, options);
  await browser.clock.pass(2999);
  assert.deepEqual(browser.service.events, []);
  await browser.clock.pass(1);
  assert.deepEqual(browser.service.events.map(event => event.timestamp), ['2026-11-24T10:00:00.000Z']);
  assert.deepEqual(await page.ask(), { session: SCAN });
});

for (const go of ['leave', 'hide']) {
  test(`Events that wait for the service go out when the page is left (${go})`, async () => {
    const browser = new Browser();
    browser.service.hold();
    const page = await browser.visit(LANDING, options);
    await page[go]();
    assert.deepEqual(browser.service.types, ['pageview']);
    assert.equal(browser.service.events[0].scan_session_id, SCAN);
  });
}

test('Events of no scan session yet go on waiting for the service while the page is hidden', async () => {
  const browser = remembering(new Browser());
  const release = browser.service.hold();
  const page = await browser.visit(HOME, options);
  await page.hide();
  assert.deepEqual(browser.service.types, []);
  release();
  await browser.clock.pass(0);
  assert.deepEqual(browser.service.types, ['pageview']);
});

test('With everything at hand events do not wait', async () => {
  const browser = new Browser();
  await browser.visit(LANDING, options);
  browser.service.hold();
  await browser.visit(HOME, options);
  assert.deepEqual(browser.service.types, ['pageview', 'pageview']);
});

test('Without an answer the page goes on alone', async () => {
  for (const status of [403, 404, 500]) {
    const browser = new Browser();
    browser.service.willAnswer(status, { detail: 'no' });
    const page = await browser.visit(LANDING, options);
    assert.equal(browser.service.events.length, 1);
    assert.deepEqual(page.errors, []);
  }
});

test('An answer that is no identity changes nothing', async () => {
  const browser = new Browser();
  browser.service.identity = { visitor_id: 'me', scan_session_id: OTHER_SCAN, exp: browser.clock.now - 1 };
  await browser.visit(LANDING, options);
  assert.equal(browser.service.events[0].scan_session_id, SCAN);
});

test('The asking page and marked fields get the restored scan session', async () => {
  const browser = remembering(new Browser());
  const page = await browser.visit(HOME, options, { html: '<input data-scnv-field>' });
  assert.equal(page.document.querySelector('input').value, SCAN);
  assert.deepEqual(await page.ask(), { session: SCAN });
});

test('requireConsent: the service is not asked before consent', async () => {
  const browser = remembering(new Browser());
  const page = await browser.visit(HOME, { ...options, requireConsent: true });
  assert.deepEqual(browser.service.requests, []);
  await page.call('consent', 'granted');
  assert.equal(browser.service.events[0].scan_session_id, SCAN);
});

test('Reset and withdrawal make the service forget, and a late answer brings nothing back', async () => {
  for (const [settings, call] of [[options, ['reset']], [{ ...options, requireConsent: true }, ['consent', 'denied']]]) {
    const browser = remembering(new Browser());
    const release = browser.service.hold();
    const page = await browser.visit(LANDING, settings);
    if (settings.requireConsent) await page.call('consent', 'granted');
    await page.call(...call);
    release();
    await browser.clock.pass(5000);
    assert.deepEqual(browser.service.to('/sdk/id').at(-1).body, { site_id: 'site_1', forget: true });
    assert.equal(browser.stored('_scnv'), null);
    assert.equal(browser.cookie('_scnv_vid'), undefined);
    assert.deepEqual(browser.service.events, []);
  }
});

test('Without serverCookie the service is never asked', async () => {
  const browser = remembering(new Browser());
  const page = await browser.visit(LANDING, { autoPageview: true });
  await page.call('reset');
  assert.deepEqual(browser.service.to('/sdk/id'), []);
});
