import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, LANDING, OTHER_SCAN, SCAN } from './browser.js';

const MINUTE = 6e4;
const DAY = 864e5;
const HOME = 'https://shop.example.com/';

test('The scan session is kept for 60 days and no longer', async () => {
  const browser = new Browser();
  await browser.visit(LANDING);
  assert.deepEqual(browser.stored('_scnv'), { sid: SCAN, exp: browser.clock.now + 60 * DAY });
  await browser.clock.pass(60 * DAY - 1);
  await browser.visit(HOME, { autoPageview: true });
  await browser.clock.pass(1);
  await browser.visit(HOME, { autoPageview: true });
  assert.deepEqual(browser.service.events.map(event => event.scan_session_id), [SCAN]);
});

test('A new scan replaces the old one', async () => {
  const browser = new Browser();
  await browser.visit(LANDING);
  await browser.visit(`${HOME}?scnv=${OTHER_SCAN}`, { autoPageview: true });
  assert.equal(browser.stored('_scnv').sid, OTHER_SCAN);
  assert.equal(browser.service.events[0].scan_session_id, OTHER_SCAN);
});

for (const invalid of ['', 'abc', `${SCAN}0`, SCAN.replace('7', 'g'), SCAN.replaceAll('-', ''), `{${SCAN}}`]) {
  test(`An invalid scan session "${invalid}" replaces nothing`, async () => {
    const browser = new Browser();
    await browser.visit(LANDING);
    await browser.visit(`${HOME}?scnv=${encodeURIComponent(invalid)}`);
    assert.equal(browser.stored('_scnv').sid, SCAN);
  });
}

test('A scan session in capitals is kept in lower case', async () => {
  const browser = new Browser();
  await browser.visit(`${HOME}?scnv=${SCAN.toUpperCase()}`);
  assert.equal(browser.stored('_scnv').sid, SCAN);
});

test('A reload of the landing page does not lengthen the scan session', async () => {
  const browser = new Browser();
  await browser.visit(LANDING);
  const { exp } = browser.stored('_scnv');
  await browser.clock.pass(DAY);
  await browser.visit(LANDING);
  assert.equal(browser.stored('_scnv').exp, exp);
});

for (const broken of ['', 'no json', '5', 'null', '{"sid":"x","exp":9e15}', '{"exp":9e15}', `{"sid":"${SCAN}"}`]) {
  test(`A stored scan session "${broken}" counts as none`, async () => {
    const browser = new Browser();
    browser.storage.setItem('_scnv', broken);
    const page = await browser.visit(HOME, { autoPageview: true });
    assert.deepEqual(browser.service.requests, []);
    assert.deepEqual(page.errors, []);
  });
}

test('The visitor is a cookie of one year, secure on https', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoPageview: true });
  const cookie = browser.cookie('_scnv_vid');
  assert.equal(cookie.value, browser.service.events[0].visitor_id);
  assert.equal(cookie.maxAge, 365 * DAY / 1000);
  assert.equal(cookie.sameSite, 'lax');
  assert.equal(cookie.path, '/');
  assert.equal(cookie.secure, true);
  assert.deepEqual(page.errors, []);
});

test('The visitor cookie works on http too, without Secure', async () => {
  const browser = new Browser();
  const url = `http://localhost/?scnv=${SCAN}`;
  await browser.visit(url, { autoPageview: true });
  assert.equal(browser.cookie('_scnv_vid', url).secure, false);
});

test('The visitor stays the same over pages and scans', async () => {
  const browser = new Browser();
  await browser.visit(LANDING, { autoPageview: true });
  await browser.visit(`${HOME}?scnv=${OTHER_SCAN}`, { autoPageview: true });
  const [first, second] = browser.service.events;
  assert.equal(first.visitor_id, second.visitor_id);
});

test('A visitor cookie that is no UUID is replaced', async () => {
  const browser = new Browser();
  browser.cookies.setCookieSync('_scnv_vid=me', LANDING);
  await browser.visit(LANDING, { autoPageview: true });
  assert.equal(browser.cookie('_scnv_vid').value, browser.service.events[0].visitor_id);
});

test('A visitor cookie deleted while the page is open is made anew, once', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoPageview: true });
  browser.cookies.removeAllCookiesSync();
  await page.call('track', 'one');
  await page.call('track', 'two');
  const [before, one, two] = browser.service.events.map(event => event.visitor_id);
  assert.notEqual(one, before);
  assert.equal(two, one);
  assert.equal(browser.cookie('_scnv_vid').value, one);
});

test('A web session slides on with each event and ends after 30 minutes without one', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoPageview: true });
  await browser.clock.pass(29 * MINUTE);
  await page.call('track', 'still');
  await browser.clock.pass(29 * MINUTE);
  await browser.visit(HOME, { autoPageview: true });
  await browser.clock.pass(30 * MINUTE);
  await page.call('track', 'later');
  const [first, still, other, later] = browser.service.events.map(event => event.web_session_id);
  assert.equal(still, first);
  assert.equal(other, first);
  assert.notEqual(later, first);
});

test('A new scan begins a new web session, the landing page reloaded does not', async () => {
  const browser = new Browser();
  await browser.visit(LANDING, { autoPageview: true });
  await browser.visit(LANDING, { autoPageview: true });
  await browser.visit(`${HOME}?scnv=${OTHER_SCAN}`, { autoPageview: true });
  const [first, reloaded, scanned] = browser.service.events.map(event => event.web_session_id);
  assert.equal(reloaded, first);
  assert.notEqual(scanned, first);
});

test('A tab opened earlier goes on with the newest scan', async () => {
  const browser = new Browser();
  const earlier = await browser.visit(LANDING);
  await browser.visit(`${HOME}?scnv=${OTHER_SCAN}`);
  await earlier.call('track', 'after');
  assert.equal(browser.service.events[0].scan_session_id, OTHER_SCAN);
});

test('Reset forgets everything, also for the rest of the page', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoPageview: true });
  await page.call('consent', 'granted');
  await page.call('reset');
  assert.equal(browser.storage.items.size, 0);
  assert.equal(browser.cookie('_scnv_vid'), undefined);
  await page.call('track', 'after');
  assert.deepEqual(browser.service.types, ['pageview']);
  assert.deepEqual(await page.ask(), { session: null });
});

test('Reset while a request is under way: its failure brings nothing back', async () => {
  const browser = new Browser();
  browser.service.willAnswer(503);
  const release = browser.service.hold();
  const page = await browser.visit(LANDING, { autoPageview: true });
  await page.call('reset');
  release();
  await browser.clock.pass(60_000);
  assert.equal(browser.storage.items.size, 0);
  assert.equal(browser.service.requests.length, 1);
});

test('A tab does not bring back what another tab has reset', async () => {
  const browser = new Browser();
  const one = await browser.visit(LANDING, { autoPageview: true });
  const two = await browser.visit(HOME);
  await two.call('reset');
  await one.call('track', 'after');
  assert.deepEqual(browser.service.types, ['pageview']);
  assert.equal(browser.cookie('_scnv_vid'), undefined);
});
