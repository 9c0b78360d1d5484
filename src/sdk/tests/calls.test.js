import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, LANDING, SCAN, STUB } from './browser.js';

test('Calls before the script loads are replayed in order', async () => {
  const browser = new Browser();
  const page = browser.open();
  page.eval(`${STUB};scanova('init','site_1',{autoPageview:true});scanova('track','first');scanova('track','second',{n:2})`);
  page.loadSdk();
  await page.clock.pass(0);
  assert.deepEqual(browser.service.types, ['pageview', 'first', 'second']);
  assert.deepEqual(browser.service.events[2].metadata, { n: 2 });
});

test('Events before init wait for it and keep their time', async () => {
  const browser = new Browser();
  const page = browser.open();
  page.loadSdk();
  await page.call('track', 'early');
  await page.clock.pass(5000);
  assert.deepEqual(browser.service.requests, []);
  await page.call('init', 'site_1', { autoPageview: true });
  assert.deepEqual(browser.service.types, ['early', 'pageview']);
  assert.deepEqual(browser.service.events.map(event => event.timestamp), ['2026-11-24T10:00:00.000Z', '2026-11-24T10:00:05.000Z']);
});

test('Consent stated before init holds for the first pageview', async () => {
  const browser = new Browser();
  const page = browser.open();
  page.loadSdk();
  await page.call('consent', 'denied');
  await page.call('init', 'site_1', { autoPageview: true });
  assert.equal(browser.service.events[0].consent, 'denied');
});

test('A second load of the script is harmless', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoPageview: true, autoClicks: true }, { html: '<button>Buy</button>' });
  page.eval(`${STUB};scanova('init','site_1',{autoPageview:true,autoClicks:true})`);
  page.loadSdk();
  await page.click('button');
  assert.deepEqual(browser.service.types, ['pageview', 'click']);
});

test('A second snippet that overwrites the function loses none of its calls', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING);
  page.eval("window.scanova=undefined;" + STUB + ";scanova('track','from_second')");
  page.loadSdk();
  await page.clock.pass(0);
  assert.deepEqual(browser.service.types, ['from_second']);
});

test('The endpoint is the origin the script came from, unless named', async () => {
  const browser = new Browser();
  await browser.visit(LANDING, { autoPageview: true });
  await browser.visit(LANDING, { autoPageview: true, endpoint: 'https://other.example.com/base/' });
  await browser.visit(LANDING, { autoPageview: true, endpoint: 'https://old.example.com/ct' });
  assert.deepEqual(browser.service.requests.map(request => request.origin + request.path),
    ['https://t.example.com/ct', 'https://other.example.com/base/ct', 'https://old.example.com/ct']);
});

test('A wrong call does nothing to the page', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING);
  const loop = {};
  loop.self = loop;
  for (const call of [[], ['nonsense'], ['constructor'], ['__proto__'], ['track', 'loop', loop], ['consent', 'perhaps'],
    ['getScanSessionId'], ['getScanSessionId', 'alert(1)'], ['init']]) {
    assert.equal(page.window.scanova(...call), undefined);
  }
  await page.clock.pass(1000);
  assert.deepEqual(page.errors, []);
  assert.deepEqual(browser.service.requests, []);
});

test('Init without a site id does nothing', async () => {
  const browser = new Browser();
  const page = browser.open();
  page.loadSdk();
  await page.call('init', undefined, { autoPageview: true });
  await page.call('track', 'x');
  assert.deepEqual(browser.service.requests, []);
});

test('The scan session is handed to who asks, whenever they ask', async () => {
  const browser = new Browser();
  const page = browser.open();
  page.eval(`${STUB};scanova('getScanSessionId',s=>window.before=s)`);
  page.loadSdk();
  await page.call('init', 'site_1');
  await page.clock.pass(0);
  assert.equal(page.window.before, SCAN);
  assert.deepEqual(await page.ask(), { session: SCAN });
});

test('Who asks without a scan session is told null', async () => {
  const page = await new Browser().visit('https://shop.example.com/');
  assert.deepEqual(await page.ask(), { session: null });
});

test('A page loaded ahead of its visit sends nothing until it is looked at', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoPageview: true },
    { prepare: (window, set) => set(window.document, { prerendering: true }) });
  assert.deepEqual(browser.service.requests, []);
  assert.equal(browser.storage.items.size, 0);
  page.set(page.document, { prerendering: false });
  await page.clock.pass(4000);
  await page.fire(page.document, 'prerenderingchange');
  assert.equal(browser.service.events[0].timestamp, '2026-11-24T10:00:04.000Z');
});

test('Debug tells what is sent and what became of it', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { debug: true });
  browser.service.willAnswer(422, { detail: [{ loc: ['body', 'metadata'], msg: 'too large' }] });
  await page.call('track', 'signup');
  const { event_id } = browser.service.events[0];
  assert.ok(page.console.some(([, word, type, id]) => word === 'event' && type === 'signup' && id === event_id));
  assert.ok(page.console.some(([, word, status, ids]) => word === 'answer' && status === 422 && ids[0] === event_id));
});

test('Without debug the console stays quiet', async () => {
  const page = await new Browser().visit(LANDING, { autoPageview: true });
  await page.call('nonsense');
  assert.deepEqual(page.console, []);
});
