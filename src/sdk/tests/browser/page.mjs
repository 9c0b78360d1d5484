import assert from 'node:assert/strict';
import { STUB } from './shop.mjs';
import { askSession, named, service, shop, track, visit } from './world.mjs';

const errorsOf = page => {
  const errors = [];
  page.on('pageerror', error => errors.push(error.message));
  page.on('console', message => message.type() === 'error' && errors.push(message.text()));
  return errors;
};

visit('Where storage is blocked, memory takes its place', async ({ page, session }) => {
  shop.shows(shop.snippet({ autoPageview: true }), '', { 'Content-Security-Policy': 'sandbox allow-scripts' });
  const errors = errorsOf(page);
  await page.goto(shop.landing(session));
  await track(page, 'end');
  const events = await service.stored(session, 'pageview', 'end');

  assert.equal(await page.evaluate(() => { try { return !!localStorage; } catch (error) { return error.name; } }), 'SecurityError');
  assert.equal(new Set(events.map(event => event.visitor_id)).size, 1);
  assert.equal(new Set(events.map(event => event.web_session_id)).size, 1);
  assert.deepEqual(errors, []);
});

visit('A strict Content-Security-Policy needs the service in script-src and connect-src only', async ({ page, session }) => {
  shop.shows(shop.snippet({ autoPageview: true }, 'n0nce'), '', {
    'Content-Security-Policy': `default-src 'none'; script-src 'nonce-n0nce' ${service.url}; connect-src ${service.url}; require-trusted-types-for 'script'`
  });
  const errors = errorsOf(page);
  await page.goto(shop.landing(session));
  const events = await service.stored(session, 'pageview');

  assert.equal(events.length, 1);
  assert.deepEqual(errors.filter(error => !error.includes('favicon')), []);
});

visit('A Content-Security-Policy that forbids the service breaks nothing in the page', async ({ page, session }) => {
  shop.shows(shop.snippet({ autoPageview: true }), '<button onclick="document.title=\'works\'">Buy</button>', { 'Content-Security-Policy': "connect-src 'none'" });
  const thrown = [];
  page.on('pageerror', error => thrown.push(error.message));
  await page.goto(shop.landing(session));
  assert.equal(await askSession(page), session);
  await page.click('button');

  assert.equal(await page.title(), 'works');
  assert.deepEqual(thrown, []);
});

visit('A double install counts once', async ({ page, session }) => {
  shop.shows(shop.snippet({ autoPageview: true }) + shop.snippet({ autoPageview: true }));
  await page.goto(shop.landing(session));
  await track(page, 'end');
  const events = await service.stored(session, 'end');

  assert.equal(named(events, 'pageview').length, 1);
  assert.equal(events.length, 2);
});

visit('Calls before the script has loaded are replayed in order', async ({ page, session }) => {
  shop.shows(`<script>${STUB}scanova('track','first');scanova('init','demo',{autoPageview:true});scanova('track','second')</script>`);
  await page.goto(shop.landing(session));
  await page.addScriptTag({ url: shop.script });
  const events = await service.stored(session, 'first', 'pageview', 'second');

  assert.equal(events.length, 3);
  assert.ok(Date.parse(named(events, 'first')[0].event_time) <= Date.parse(named(events, 'second')[0].event_time));
  assert.equal(await askSession(page), session);
});

visit('The script may stand before init', async ({ page, session }) => {
  shop.shows(`<script src="${shop.script}"></script>`);
  await page.goto(shop.landing(session));
  await track(page, 'early');
  await page.evaluate(() => window.scanova('init', 'demo', { autoPageview: true }));
  const events = await service.stored(session, 'early', 'pageview');

  assert.equal(events.length, 2);
});
