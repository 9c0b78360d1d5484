import assert from 'node:assert/strict';
import { until } from './until.mjs';
import { askSession, ingestRequests, named, service, shop, track, visit } from './world.mjs';

const queued = page => page.evaluate(() => JSON.parse(localStorage.getItem('_scnv_q'))?.events ?? []);

visit('What happens offline is delivered once back online', async ({ context, page, session }) => {
  shop.shows(shop.snippet());
  await page.goto(shop.landing(session));
  await askSession(page);
  await context.setOffline(true);
  await track(page, 'in_the_tunnel');
  const [waiting] = await until('the event waits', async () => (await queued(page)).length === 1 && queued(page));
  await context.setOffline(false);
  const events = await service.stored(session, 'in_the_tunnel');

  assert.deepEqual(events.map(event => event.event_id), [waiting.event_id]);
  await until('the queue is empty', async () => !(await queued(page)).length);
});

visit('What could not be delivered is delivered by the next page', async ({ context, page, session }) => {
  shop.shows(shop.snippet());
  await page.goto(shop.landing(session));
  await askSession(page);
  await context.setOffline(true);
  await track(page, 'unsent');
  await until('the event waits', async () => (await queued(page)).length === 1);
  await page.goto('about:blank');
  await context.setOffline(false);
  await page.goto(`${shop.url}/next`);
  const events = await service.stored(session, 'unsent');

  assert.equal(events.length, 1);
});

visit('After a 429 the same event comes again, not before Retry-After', async ({ page, session }) => {
  shop.shows(shop.snippet());
  const tries = [];
  await page.route(`${service.url}/ct`, route => {
    tries.push({ at: Date.now(), id: route.request().postDataJSON().event_id });
    return tries.length > 1 ? route.continue() : route.fulfill({
      status: 429, contentType: 'application/json', body: '{"detail":"Rate limit exceeded"}',
      headers: { 'Retry-After': '2', 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After' }
    });
  });
  await page.goto(shop.landing(session));
  await track(page, 'patient');
  const events = await service.stored(session, 'patient');

  assert.deepEqual(events.map(event => event.event_id), [tries[0].id]);
  assert.equal(tries[1].id, tries[0].id);
  assert.ok(tries[1].at - tries[0].at >= 2000);
});

visit('A click in a tab that closes at once is delivered', async ({ context, page, session }) => {
  shop.shows(shop.snippet({ autoClicks: true }), '<button onclick="window.close()">Close</button>');
  await page.goto(shop.url);
  const [tab] = await Promise.all([context.waitForEvent('page'), page.evaluate(url => void window.open(url), shop.landing(session))]);
  await tab.waitForLoadState();
  await askSession(tab);
  const closed = tab.waitForEvent('close');
  await tab.click('button', { noWaitAfter: true }).catch(() => {});
  await closed;
  const events = await service.stored(session, 'click');

  assert.equal(events.length, 1);
});

visit('Events of one moment share a request', async ({ page, session }) => {
  shop.shows(shop.snippet());
  const requests = ingestRequests(page);
  await page.goto(shop.landing(session));
  await askSession(page);
  await page.evaluate(() => ['one', 'two', 'three'].forEach(name => window.scanova('track', name)));
  const events = await service.stored(session, 'one', 'two', 'three');

  assert.equal(named(events, 'two').length, 1);
  assert.deepEqual(requests, [`${service.url}/collect/batch`]);
});
