import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, LANDING } from './browser.js';

const HOME = 'https://shop.example.com/';
const ids = browser => browser.service.events.map(event => event.event_id);
const waiting = browser => browser.stored('_scnv_q')?.events.map(event => event.event_type) ?? [];

async function visiting(options) {
  const browser = new Browser();
  return { browser, page: await browser.visit(LANDING, options) };
}

test('One event goes to /ct as plain text that needs no preflight, kept alive over the page\'s end', async () => {
  const { browser } = await visiting({ autoPageview: true });
  const [{ path, init }] = browser.service.requests;
  assert.equal(path, '/ct');
  assert.equal(init.method, 'POST');
  assert.equal(init.keepalive, true);
  assert.equal(init.credentials, 'omit');
  assert.equal(init.headers, undefined);
  assert.equal(typeof init.body, 'string');
});

test('Events that gather while a request is under way go out as one batch', async () => {
  const { browser, page } = await visiting();
  const release = browser.service.hold();
  for (const name of ['one', 'two', 'three']) await page.call('track', name);
  assert.equal(browser.service.requests.length, 1);
  release();
  await page.clock.pass(0);
  assert.deepEqual(browser.service.requests.map(request => [request.path, request.body.events?.length ?? 1]), [['/ct', 1], ['/collect/batch', 2]]);
  assert.equal(browser.storage.getItem('_scnv_q'), null);
});

test('Events of one task share a request', async () => {
  const { browser, page } = await visiting();
  page.eval("scanova('track','one');scanova('track','two')");
  await page.clock.pass(0);
  assert.deepEqual(browser.service.requests.map(request => request.path), ['/collect/batch']);
});

for (const status of [500, 502, 503]) {
  test(`After ${status} the same event goes out again with the same id`, async () => {
    const { browser, page } = await visiting();
    browser.service.willAnswer(status);
    await page.call('track', 'purchase');
    assert.deepEqual(waiting(browser), ['purchase']);
    await browser.clock.pass(3000);
    assert.deepEqual(browser.service.types, ['purchase', 'purchase']);
    assert.equal(new Set(ids(browser)).size, 1);
    assert.deepEqual(browser.service.events[0], browser.service.events[1]);
    assert.deepEqual(waiting(browser), []);
  });
}

test('The pause doubles with each failure and ends with the first success', async () => {
  const { browser, page } = await visiting();
  page.window.Math.random = () => 0;
  for (let i = 0; i < 4; i++) browser.service.willAnswer(503);
  await page.call('track', 'x');
  for (const [tries, pause] of [1000, 2000, 4000, 8000].entries()) {
    await browser.clock.pass(pause - 1);
    assert.equal(browser.service.requests.length, tries + 1);
    await browser.clock.pass(1);
    assert.equal(browser.service.requests.length, tries + 2);
  }
  assert.equal(browser.storage.getItem('_scnv_q'), null);
});

test('The pause is at most five minutes, and up to half as long again by jitter', async () => {
  const { browser, page } = await visiting();
  page.window.Math.random = () => 0.999;
  for (let i = 0; i < 20; i++) {
    browser.service.willAnswer(503);
    await page.call('track', 'x');
    const pause = browser.stored('_scnv_q').at - browser.clock.now;
    assert.ok(pause > 1.4 * Math.min(500 * 2 ** (i + 1), 300_000) && pause <= 450_000, `${pause} after ${i + 1}`);
    browser.clock.now += pause;
  }
});

test('429: nothing is sent before Retry-After has passed, on no page and in no tab', async () => {
  const { browser, page } = await visiting();
  browser.service.willAnswer(429, { detail: 'rate limit' }, { 'Retry-After': '30' });
  await page.call('track', 'one');
  await page.call('track', 'two');
  await browser.clock.pass(10_000);
  await browser.visit(HOME, { autoPageview: true });
  await browser.clock.pass(19_000);
  assert.equal(browser.service.requests.length, 1);
  await browser.clock.pass(20_000);
  assert.deepEqual(browser.service.types, ['one', 'one', 'two', 'pageview']);
});

test('Coming online does not cut a Retry-After short', async () => {
  const { browser, page } = await visiting();
  browser.service.willAnswer(429, {}, { 'Retry-After': '30' });
  await page.call('track', 'one');
  await page.online(false);
  await page.online(true);
  await browser.clock.pass(5000);
  assert.equal(browser.service.requests.length, 1);
});

for (const status of [400, 403, 413, 422]) {
  test(`After ${status} the event is dropped and the next one goes out`, async () => {
    const { browser, page } = await visiting();
    browser.service.willAnswer(status, { detail: 'no' });
    await page.call('track', 'refused');
    await page.call('track', 'next');
    await browser.clock.pass(60_000);
    assert.deepEqual(browser.service.types, ['refused', 'next']);
  });
}

for (const status of [400, 422]) {
  test(`After ${status} for a batch its events go out one by one, once`, async () => {
    const { browser, page } = await visiting();
    browser.service.willAnswer(status, { detail: 'no' });
    browser.service.willAnswer(200);
    browser.service.willAnswer(status, { detail: 'no' });
    page.eval("['one','absurd','three'].forEach(name=>scanova('track',name))");
    await browser.clock.pass(60_000);
    assert.deepEqual(browser.service.types, ['one', 'absurd', 'three', 'one', 'absurd', 'three']);
    assert.deepEqual(browser.service.requests.map(request => request.path), ['/collect/batch', '/ct', '/ct', '/ct']);
    assert.deepEqual(waiting(browser), []);
    await page.eval("['four','five'].forEach(name=>scanova('track',name))");
    await browser.clock.pass(0);
    assert.equal(browser.service.requests.at(-1).path, '/collect/batch');
  });
}

test('Of a batch only what the store could not take is tried again', async () => {
  const { browser, page } = await visiting();
  browser.service.willAnswer(200, { results: [
    { index: 0, status: 'accepted' }, { index: 1, status: 'rejected', code: 503 }, { index: 2, status: 'rejected', code: 422 }
  ] });
  page.eval("['stored','unknown','wrong'].forEach(name=>scanova('track',name))");
  await browser.clock.pass(5000);
  assert.deepEqual(browser.service.types, ['stored', 'unknown', 'wrong', 'unknown']);
});

test('Offline: nothing is tried, events outlive the page, and go out when the network is back', async () => {
  const { browser, page } = await visiting();
  await page.online(false);
  await page.call('track', 'one');
  await page.call('track', 'two');
  await page.leave();
  await browser.clock.pass(60_000);
  assert.equal(browser.service.requests.length, 0);
  assert.deepEqual(waiting(browser), ['one', 'two']);
  await browser.visit(HOME, { autoPageview: true });
  assert.deepEqual(browser.service.types, ['one', 'two', 'pageview']);
  assert.deepEqual(waiting(browser), []);
});

test('A network that fails unnoticed: the events go out when the browser is online again', async () => {
  const { browser, page } = await visiting();
  browser.service.reachable = false;
  for (let i = 0; i < 5; i++) {
    await page.call('track', `event_${i}`);
    await browser.clock.pass(20_000);
  }
  browser.service.reachable = true;
  await page.online(true);
  await browser.clock.pass(1000);
  assert.equal(new Set(ids(browser)).size, 5);
  assert.equal(browser.service.events.length, 5);
});

test('Leaving: what waits behind a request goes by beacon, what is under way is kept until it is answered and not sent twice then', async () => {
  const { browser, page } = await visiting();
  const release = browser.service.hold();
  await page.call('track', 'under_way');
  await page.call('track', 'waiting');
  await page.leave();
  assert.deepEqual(browser.service.requests.map(request => [request.via, request.body.event_type]),
    [['fetch', 'under_way'], ['beacon', 'waiting']]);
  assert.deepEqual(waiting(browser), ['under_way']);
  release();
  await browser.clock.pass(5000);
  assert.deepEqual(browser.service.types, ['under_way', 'waiting']);
  assert.equal(browser.storage.getItem('_scnv_q'), null);
});

test('What was under way when its page ended is repeated by the next one, with the same id', async () => {
  const { browser, page } = await visiting();
  browser.service.hold();
  await page.call('track', 'under_way');
  await page.hide();
  await page.leave();
  await browser.visit(HOME);
  assert.deepEqual(browser.service.types, ['under_way', 'under_way']);
  assert.equal(new Set(ids(browser)).size, 1);
});

test('Hiding the page delivers too, as a phone may end it there', async () => {
  const { browser, page } = await visiting();
  browser.service.hold();
  await page.call('track', 'under_way');
  await page.call('track', 'waiting');
  await page.hide();
  await page.call('track', 'while_hidden');
  assert.deepEqual(browser.service.requests.map(request => request.via), ['fetch', 'beacon', 'beacon']);
});

test('An event raised by the page while it is left is delivered', async () => {
  const { browser, page } = await visiting();
  browser.service.hold();
  await page.call('track', 'under_way');
  page.eval("addEventListener('pagehide',()=>scanova('track','goodbye'))");
  await page.leave();
  assert.deepEqual(browser.service.types, ['under_way', 'goodbye']);
});

test('A beacon the browser refuses leaves its events for the next page', async () => {
  const { browser, page } = await visiting();
  browser.service.hold();
  page.set(page.window.navigator, { sendBeacon: () => false });
  await page.call('track', 'under_way');
  await page.call('track', 'waiting');
  await page.leave();
  assert.deepEqual(waiting(browser), ['under_way', 'waiting']);
});

test('Leaving while the service is slow: everything is kept for the next page', async () => {
  const { browser, page } = await visiting();
  browser.service.hold();
  await page.call('track', 'slow');
  await page.call('track', 'waiting');
  await browser.clock.pass(2001);
  await page.leave();
  assert.deepEqual(waiting(browser), ['slow', 'waiting']);
  assert.deepEqual(browser.service.requests.map(request => request.via), ['fetch', 'beacon'], 'and a beacon tries it now');
});

test('Leaving in a pause, no beacon disturbs the service', async () => {
  const { browser, page } = await visiting();
  browser.service.willAnswer(429, {}, { 'Retry-After': '30' });
  await page.call('track', 'one');
  await page.call('track', 'two');
  await page.leave();
  assert.deepEqual(browser.service.types, ['one']);
  assert.deepEqual(waiting(browser), ['one', 'two']);
});

test('Back out of the cache: an answer that came meanwhile takes its event out of the queue', async () => {
  const { browser, page } = await visiting();
  const release = browser.service.hold();
  await page.call('track', 'slow');
  await browser.clock.pass(2001);
  await page.leave();
  await page.comeBack();
  release();
  await browser.clock.pass(5000);
  assert.deepEqual(browser.service.types, ['slow']);
  assert.deepEqual(waiting(browser), []);
});

test('Back out of the cache: what could not be delivered is tried again', async () => {
  const { browser, page } = await visiting();
  browser.service.willAnswer(503);
  await page.call('track', 'x');
  await page.leave();
  browser.clock.now += 60_000;
  await page.comeBack();
  assert.deepEqual(browser.service.types, ['x', 'x']);
});

test('The queue keeps the newest 50', async () => {
  const { browser, page } = await visiting();
  await page.online(false);
  for (let i = 0; i < 60; i++) await page.call('track', `event_${i}`);
  assert.equal(waiting(browser).length, 50);
  assert.equal(waiting(browser)[0], 'event_10');
});

test('Batches stay small enough for a request that outlives the page', async () => {
  const { browser, page } = await visiting();
  await page.online(false);
  for (let i = 0; i < 20; i++) await page.call('track', `event_${i}`, { note: '€'.repeat(3000) });
  await page.online(true);
  await browser.clock.pass(1000);
  assert.equal(new Set(ids(browser)).size, 20);
  for (const { init } of browser.service.requests) {
    assert.equal(init.keepalive, true);
    assert.ok(Buffer.byteLength(init.body) <= 65_536);
  }
});

test('A batch as full as it gets has room for its envelope', async () => {
  const { browser, page } = await visiting();
  await page.call('track', 'probe', { note: '' });
  const note = '€'.repeat(5000 - JSON.stringify(browser.service.events[0]).length);
  await page.online(false);
  for (let i = 0; i < 8; i++) await page.call('track', 'probe', { note });
  await page.online(true);
  await browser.clock.pass(1000);
  assert.equal(JSON.stringify(browser.service.events.at(-1)).length, 5000);
  assert.equal(new Set(ids(browser)).size, 9);
  for (const { init } of browser.service.requests) assert.equal(init.keepalive, true);
});

test('An event too large to be kept alive is still sent, and waits as well where its page may end', async () => {
  const { browser, page } = await visiting();
  const release = browser.service.hold();
  await page.call('track', 'large', { note: 'x'.repeat(70_000) });
  assert.equal(browser.service.requests[0].init.keepalive, false);
  await page.hide();
  assert.deepEqual(waiting(browser), ['large']);
  release();
  await browser.clock.pass(0);
  assert.deepEqual(waiting(browser), []);
  assert.deepEqual(browser.service.types, ['large']);
});

test('Two tabs: a queue is taken by one of them', async () => {
  const { browser, page } = await visiting();
  const other = await browser.visit(HOME);
  browser.service.reachable = false;
  await page.call('track', 'one');
  await other.call('track', 'two');
  browser.service.reachable = true;
  await Promise.all([page.online(true), other.online(true)]);
  await browser.clock.pass(10_000);
  assert.deepEqual(browser.service.types.sort(), ['one', 'two']);
});

test('Two tabs: what one has taken from the queue the other does not see', async () => {
  const { browser, page } = await visiting();
  await page.online(false);
  await page.call('track', 'one');
  browser.service.hold();
  await browser.visit(HOME);
  await browser.visit(HOME);
  assert.deepEqual(browser.service.types, ['one']);
});

test('Coming online, each tab waits its own moment', async () => {
  const { browser, page } = await visiting();
  page.window.Math.random = () => 0.5;
  await page.online(false);
  await page.call('track', 'one');
  await page.online(true);
  await browser.clock.pass(499);
  assert.equal(browser.service.requests.length, 0);
  await browser.clock.pass(1);
  assert.deepEqual(browser.service.types, ['one']);
});

test('A clock that was set back does not hold the queue for ever', async () => {
  const { browser, page } = await visiting();
  browser.service.willAnswer(503);
  await page.call('track', 'one');
  browser.clock.now -= 864e5;
  await browser.visit(HOME);
  assert.deepEqual(browser.service.types, ['one', 'one']);
});

test('A page without fetch, or whose fetch throws, is not disturbed', async () => {
  for (const fetch of [undefined, () => { throw new Error('replaced'); }]) {
    const browser = new Browser();
    const page = await browser.visit(LANDING, { autoPageview: true }, { prepare: (window, set) => set(window, { fetch }) });
    await browser.clock.pass(1000);
    assert.deepEqual(page.errors, []);
    assert.deepEqual(waiting(browser), ['pageview']);
  }
});

test('A broken queue in storage is begun anew', async () => {
  for (const broken of ['x', '5', '{}', '{"events":5}']) {
    const browser = new Browser();
    browser.storage.setItem('_scnv_q', broken);
    await browser.visit(LANDING, { autoPageview: true });
    assert.deepEqual(browser.service.types, ['pageview']);
  }
});
