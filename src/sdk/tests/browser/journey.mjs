import assert from 'node:assert/strict';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { named, service, visit } from './world.mjs';

visit('From the printed code to an attributed purchase', async ({ page }) => {
  const { qr_codes: [code] } = await (await service.admin('/admin/sites/demo/qr-codes')).json();
  const image = await service.admin(`/admin/sites/demo/qr-codes/${code.qrid}/image.png?size=400`);
  const { data, width, height } = PNG.sync.read(Buffer.from(await image.arrayBuffer()));
  const scanUrl = jsQR(new Uint8ClampedArray(data), width, height).data;
  assert.equal(scanUrl, service.scanUrl);
  assert.equal(width, 400);

  await page.goto(scanUrl);
  const landing = new URL(page.url());
  const session = landing.searchParams.get('scnv');
  assert.equal(landing.pathname, '/demo/');
  await page.click('[data-consent=granted]');
  await page.click('#to-product');
  await page.click('#to-checkout');
  await page.fill('[name=quantity]', '2');
  await page.click('#pay');
  await page.waitForURL('**/demo/thanks.html?order=*');
  const order = await page.textContent('#order');
  const events = await service.stored(session, 'scan', 'consent_answer', 'click', 'form_submit', 'purchase', ...Array(4).fill('pageview'));

  assert.equal(events[0].event_name, 'scan');
  assert.equal(events[0].device_type, 'mobile');
  const [{ visitor_id: visitor }] = named(events, 'pageview');
  const state = await service.read(`/sessions/${session}`);
  assert.equal(state.linked, true);
  assert.equal(state.qrid, code.qrid);
  assert.equal(state.consent, 'granted');
  assert.deepEqual(state.visitor_ids, [visitor]);
  assert.equal(state.web_session_ids.length, 1);
  assert.deepEqual(state.conversions.map(({ event_id, amount, currency }) => [event_id, amount, currency]), [[order, 99.98, 'USD']]);
  assert.deepEqual(state.revenue, { USD: 99.98 });

  const known = await service.read(`/visitors/${visitor}`);
  assert.deepEqual(known.touchpoints.map(touch => [touch.scan_session_id, touch.qrid]), [[session, code.qrid]]);
  assert.deepEqual(known.conversions.map(c => [c.event_id, c.credit.last_touch]), [[order, [{ scan_session_id: session, qrid: code.qrid, credit: 1 }]]]);
});
