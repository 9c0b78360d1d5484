import assert from 'node:assert/strict';
import { until } from './until.mjs';
import { askSession, named, service, shop, visit } from './world.mjs';

const paths = events => named(events, 'pageview').map(event => new URL(event.page_url).pathname);

visit('A single-page application is followed, returns included', async ({ page, session }) => {
  shop.shows(shop.snippet({ autoPageview: true, autoSpa: true }));
  await page.goto(shop.landing(session, '/start'));
  await service.stored(session, 'pageview');
  let views = 1;
  for (const move of ["history.pushState(null,'','/cart')", "history.replaceState(null,'','/cart/full')", "location.hash='terms'", 'history.go(-2)']) {
    await page.evaluate(move);
    if (move.startsWith('history')) await service.stored(session, ...Array(++views).fill('pageview'));
  }
  const events = await service.events(session);

  assert.deepEqual(paths(events), ['/start', '/cart', '/cart/full', '/start']);
  assert.equal(new URL(events[1].referrer).pathname, '/start');
});

visit('Two tabs are one visitor and one web session', async ({ context, page, session }) => {
  shop.shows(shop.snippet({ autoPageview: true }));
  await page.goto(shop.landing(session));
  await service.stored(session, 'pageview');
  const other = await context.newPage();
  await other.goto(`${shop.url}/other`);
  const events = await service.stored(session, 'pageview', 'pageview');

  assert.equal(new Set(events.map(event => event.visitor_id)).size, 1);
  assert.equal(new Set(events.map(event => event.web_session_id)).size, 1);
  assert.equal(await askSession(other), session);
});

visit('A new scan replaces the old one and begins a new web session', async ({ page, session }) => {
  shop.shows(shop.snippet({ autoPageview: true }));
  const second = session.replace(/^.{8}/, '00000000');
  await page.goto(shop.landing(session));
  const [before] = await service.stored(session, 'pageview');
  await page.goto(`${shop.url}/?scnv=nonsense`);
  await service.stored(session, 'pageview', 'pageview');
  await page.goto(shop.landing(second));
  const [after] = await service.stored(second, 'pageview');

  assert.equal(after.visitor_id, before.visitor_id);
  assert.notEqual(after.web_session_id, before.web_session_id);
});

visit('A return out of the back/forward cache is a view', async ({ page, session }) => {
  shop.shows(`<script>addEventListener('pageshow', show => window.restored = show.persisted)</script>${shop.snippet({ autoPageview: true })}`);
  await page.goto(shop.landing(session, '/first'));
  await service.stored(session, 'pageview');
  await page.goto(`${shop.url}/second`);
  await service.stored(session, 'pageview', 'pageview');
  await page.evaluate(() => void setTimeout(() => history.back()));
  const events = await service.stored(session, 'pageview', 'pageview', 'pageview');

  assert.deepEqual(paths(events), ['/first', '/second', '/first']);
  await until('the page came out of the cache', () => page.evaluate(() => window.restored === true).catch(() => false));
});
