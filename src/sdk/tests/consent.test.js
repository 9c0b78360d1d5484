import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, LANDING, OTHER_SCAN, SCAN } from './browser.js';

const HOME = 'https://shop.example.com/';
const strict = { requireConsent: true, autoPageview: true };

const nothingStored = browser => {
  assert.equal(browser.storage.items.size, 0);
  assert.deepEqual(browser.cookies.getCookiesSync(LANDING), []);
};

test('An event states no consent until one is stated', async () => {
  const browser = new Browser();
  await browser.visit(LANDING, { autoPageview: true });
  assert.ok(!('consent' in browser.service.events[0]));
});

for (const state of ['granted', 'denied', 'pending']) {
  test(`Consent "${state}" stands on every later event, over pages`, async () => {
    const browser = new Browser();
    const page = await browser.visit(LANDING);
    await page.call('consent', state);
    await page.call('track', 'one');
    await browser.visit(HOME, { autoPageview: true });
    assert.deepEqual(browser.service.events.map(event => event.consent), [state, state]);
  });
}

test('Consent stated right behind an event covers it', async () => {
  const browser = new Browser();
  const page = browser.open();
  page.loadSdk();
  page.eval("scanova('init','site_1',{autoPageview:true});scanova('consent','denied')");
  await page.clock.pass(0);
  assert.deepEqual(browser.service.events.map(event => event.consent), ['denied']);
});

test('A refusal covers what waits for delivery, a grant leaves a stated refusal', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING);
  await page.online(false);
  await page.call('track', 'none');
  await page.call('consent', 'granted');
  await page.call('track', 'granted');
  assert.deepEqual(browser.stored('_scnv_q').events.map(event => event.consent), ['granted', 'granted']);
  await page.call('consent', 'denied');
  await page.call('consent', 'granted');
  await page.call('track', 'later');
  await page.online(true);
  await browser.clock.pass(1000);
  assert.deepEqual(browser.service.events.map(event => event.consent), ['denied', 'denied', 'granted']);
});

test('requireConsent: nothing is stored or sent before consent', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, strict, { html: '<form><input type="hidden" data-scnv-field></form>' });
  await page.call('track', 'signup');
  await page.hide();
  await page.leave();
  await browser.clock.pass(60_000);
  nothingStored(browser);
  assert.deepEqual(browser.service.requests, []);
  assert.deepEqual(await page.ask(), { session: null });
  assert.equal(page.document.querySelector('input').value, '');
});

test('requireConsent: on a grant the waiting events go out with their true times', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, strict);
  await browser.clock.pass(7000);
  await page.call('track', 'signup');
  await browser.clock.pass(7000);
  await page.call('consent', 'granted');
  assert.deepEqual(browser.service.events.map(({ event_type, timestamp, consent, scan_session_id }) =>
    [event_type, timestamp, consent, scan_session_id]), [
    ['pageview', '2026-11-24T10:00:00.000Z', 'granted', SCAN],
    ['signup', '2026-11-24T10:00:07.000Z', 'granted', SCAN]
  ]);
  assert.equal(browser.stored('_scnv').sid, SCAN);
});

test('requireConsent: a remembered grant needs no second one', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, strict);
  await page.call('consent', 'granted');
  await browser.visit(HOME, strict);
  assert.equal(browser.service.events.length, 2);
});

test('requireConsent: pending is no answer and is not stored', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, strict);
  await page.call('consent', 'pending');
  nothingStored(browser);
  assert.deepEqual(browser.service.requests, []);
  await page.call('consent', 'granted');
  assert.deepEqual(browser.service.events.map(event => event.consent), ['granted']);
});

test('requireConsent: on a refusal the waiting events are dropped and only the answer is stored', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, strict);
  await page.call('consent', 'denied');
  await page.call('track', 'after');
  assert.deepEqual([...browser.storage.items], [['_scnv_consent', '"denied"']]);
  assert.deepEqual(browser.service.requests, []);
  await page.call('consent', 'granted');
  await page.call('track', 'agreed');
  assert.deepEqual(browser.service.types, ['agreed']);
  assert.equal(browser.service.events[0].scan_session_id, SCAN);
});

test('requireConsent: a withdrawal erases what was stored and what was waiting', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, strict, { html: '<input type="hidden" data-scnv-field>' });
  await page.call('consent', 'granted');
  assert.equal(page.document.querySelector('input').value, SCAN);
  await page.online(false);
  await page.call('track', 'waiting');
  await page.call('consent', 'denied');
  assert.equal(browser.cookie('_scnv_vid'), undefined);
  assert.deepEqual([...browser.storage.items.keys()], ['_scnv_consent']);
  assert.equal(page.document.querySelector('input').value, '');
  await page.online(true);
  await browser.clock.pass(60_000);
  assert.deepEqual(browser.service.types, ['pageview']);
});

test('requireConsent: a withdrawal in one tab holds in the other', async () => {
  const browser = new Browser();
  const one = await browser.visit(LANDING, strict);
  await one.call('consent', 'granted');
  const two = await browser.visit(HOME, strict);
  await two.call('consent', 'denied');
  await one.call('track', 'after');
  assert.deepEqual(browser.service.types, ['pageview', 'pageview']);
  assert.deepEqual([...browser.storage.items.keys()], ['_scnv_consent']);
});

test('requireConsent: a scan that waited does not replace a later one of another tab twice', async () => {
  const browser = new Browser();
  const one = await browser.visit(LANDING, strict);
  await one.call('consent', 'granted');
  await browser.visit(`${HOME}?scnv=${OTHER_SCAN}`, strict);
  await one.call('consent', 'granted');
  assert.equal(browser.stored('_scnv').sid, OTHER_SCAN);
});

const gpc = { prepare: (window, set) => set(window.navigator, { globalPrivacyControl: true }) };

test('respectGpc: the browser\'s signal is a refusal', async () => {
  const browser = new Browser();
  await browser.visit(LANDING, { autoPageview: true, respectGpc: true }, gpc);
  assert.equal(browser.service.events[0].consent, 'denied');
});

test('respectGpc: the visitor\'s own answer outweighs the signal', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { respectGpc: true }, gpc);
  await page.call('consent', 'granted');
  await page.call('track', 'signup');
  assert.equal(browser.service.events[0].consent, 'granted');
});

test('respectGpc with requireConsent: nothing is stored or sent', async () => {
  const browser = new Browser();
  await browser.visit(LANDING, { ...strict, respectGpc: true }, gpc);
  nothingStored(browser);
  assert.deepEqual(browser.service.requests, []);
});

test('Without respectGpc the signal changes nothing', async () => {
  const browser = new Browser();
  await browser.visit(LANDING, { autoPageview: true }, gpc);
  assert.ok(!('consent' in browser.service.events[0]));
});
