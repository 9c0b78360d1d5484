import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, LANDING } from './browser.js';

const spa = { autoPageview: true, autoSpa: true };
const paths = browser => browser.service.events.map(event => new URL(event.page_url).pathname + new URL(event.page_url).hash);

async function go(page, method, url) {
  page.eval(`history.${method}({},'','${url}')`);
  await page.clock.pass(0);
}

test('A changed address is a view, and returning to one is a view again', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, spa);
  await go(page, 'pushState', '/a');
  await go(page, 'replaceState', '/b');
  await go(page, 'pushState', '/a');
  assert.deepEqual(paths(browser), ['/landing', '/a', '/b', '/a']);
  assert.deepEqual(browser.service.events.map(event => event.metadata), [{}, {}, {}, {}]);
});

test('Going back by popstate is a view', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, spa);
  await go(page, 'pushState', '/a');
  const popped = new Promise(resolve => page.window.addEventListener('popstate', resolve));
  page.window.history.back();
  // jsdom goes back by a timer of its page, which here only the clock moves, or by one of its own.
  await Promise.all([popped, page.clock.pass(0)]);
  await page.clock.pass(0);
  assert.deepEqual(paths(browser), ['/landing', '/a', '/landing']);
});

test('The referrer of a view is the view before it', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, spa, { referrer: 'https://search.example.com/' });
  await go(page, 'pushState', '/a');
  await go(page, 'pushState', '/b');
  assert.deepEqual(browser.service.events.map(event => event.referrer),
    ['https://search.example.com/', LANDING, 'https://shop.example.com/a']);
});

test('The title of a view is the one the router sets behind the address', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, spa);
  page.eval("history.pushState({},'','/a');document.title='A'");
  await page.clock.pass(0);
  assert.equal(browser.service.events[1].page_title, 'A');
});

test('The same address written again, or a place on the page, is no view', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, spa);
  await go(page, 'replaceState', LANDING);
  await go(page, 'pushState', '#reviews');
  assert.equal(browser.service.events.length, 1);
});

test('A route in the fragment is a view', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, spa);
  await go(page, 'pushState', '#/cart');
  await go(page, 'pushState', '#!/pay');
  assert.deepEqual(paths(browser), ['/landing', '/landing#/cart', '/landing#!/pay']);
});

test('A redirect inside one task is one view', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, spa);
  page.eval("history.pushState({},'','/old');history.replaceState({},'','/new')");
  await page.clock.pass(0);
  assert.deepEqual(paths(browser), ['/landing', '/new']);
});

test('History works as before, refusals included', async () => {
  const page = await new Browser().visit(LANDING, spa);
  assert.equal(page.eval("history.pushState({n:1},'','/a')"), undefined);
  assert.deepEqual({ ...page.window.history.state }, { n: 1 });
  assert.throws(() => page.eval("history.pushState({},'','https://other.example.com/')"), { name: 'SecurityError' });
});

test('Without autoSpa a changed address is no view', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoPageview: true });
  await go(page, 'pushState', '/a');
  assert.equal(browser.service.events.length, 1);
});

test('A return out of the back/forward cache is a view, where views are counted', async () => {
  const browser = new Browser();
  const counted = await browser.visit(LANDING, { autoPageview: true });
  await counted.leave();
  await counted.comeBack();
  assert.deepEqual(browser.service.types, ['pageview', 'pageview']);
  const uncounted = await browser.visit(LANDING);
  await uncounted.comeBack();
  assert.equal(browser.service.events.length, 2);
});

test('The first pageshow of a load is no second view', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoPageview: true });
  await page.fire(page.window, 'pageshow', { persisted: false });
  assert.equal(browser.service.events.length, 1);
});
