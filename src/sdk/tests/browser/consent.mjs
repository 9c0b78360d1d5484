import assert from 'node:assert/strict';
import { askSession, ingestRequests, named, service, shop, track, visit } from './world.mjs';

const stored = page => page.evaluate(() => [Object.keys(localStorage).sort(), document.cookie]);
const consent = (page, state) => page.evaluate(answer => window.scanova('consent', answer), state);

visit('Events state the consent, and a refusal strips them', async ({ page, session }) => {
  shop.shows(shop.snippet());
  await page.goto(shop.landing(session));
  for (const state of ['granted', 'pending', 'denied']) {
    await consent(page, state);
    await track(page, `after_${state}`);
    await service.stored(session, `after_${state}`);
  }
  const events = await service.stored(session, 'after_denied');

  assert.deepEqual(events.map(event => [event.consent, event.page_url !== null]), [['granted', true], ['pending', false], ['denied', false]]);
  assert.equal((await service.read(`/sessions/${session}`)).consent, 'denied');
});

visit('With requireConsent nothing is stored or sent before the grant, and events keep their times', async ({ page, session }) => {
  shop.shows(shop.snippet({ autoPageview: true, requireConsent: true }));
  const requests = ingestRequests(page);
  await page.goto(shop.landing(session));
  assert.equal(await askSession(page), null);
  await consent(page, 'pending');
  assert.deepEqual([await stored(page), requests], [[[], ''], []]);

  const granted = Date.now();
  await consent(page, 'granted');
  const [view] = await service.stored(session, 'pageview');

  assert.equal(view.consent, 'granted');
  assert.ok(Date.parse(view.event_time) <= granted);
  assert.equal(await askSession(page), session);
});

visit('With requireConsent a refusal drops what waits and is remembered', async ({ page, session }) => {
  shop.shows(shop.snippet({ autoPageview: true, requireConsent: true }));
  const requests = ingestRequests(page);
  await page.goto(shop.landing(session));
  await consent(page, 'denied');
  assert.equal(await askSession(page), null);
  assert.deepEqual(await stored(page), [['_scnv_consent'], '']);
  await page.reload();
  assert.equal(await askSession(page), null);
  assert.deepEqual(requests, []);
});

visit('A grant is remembered over page loads', async ({ page, session }) => {
  shop.shows(shop.snippet({ requireConsent: true }));
  await page.goto(shop.landing(session));
  await consent(page, 'granted');
  await askSession(page);
  await page.goto(`${shop.url}/next`);
  await track(page, 'later');
  const events = await service.stored(session, 'later');

  assert.equal(named(events, 'later')[0].consent, 'granted');
});

visit('A reset forgets everything', async ({ page, session }) => {
  shop.shows(shop.snippet({ autoPageview: true }));
  await page.goto(shop.landing(session));
  await service.stored(session, 'pageview');
  await page.evaluate(() => window.scanova('reset'));
  assert.equal(await askSession(page), null);
  assert.deepEqual(await stored(page), [[], '']);
});
