import assert from 'node:assert/strict';
import { askSession, ingestRequests, named, service, shop, track, visit } from './world.mjs';

visit('A pageview is sent once per page load, with page, device and visitor', async ({ page, session }) => {
  shop.shows(shop.snippet({ autoPageview: true }));
  await page.goto(shop.landing(session));
  await service.stored(session, 'pageview');
  await page.reload();
  const events = await service.stored(session, 'pageview', 'pageview');

  assert.equal(named(events, 'pageview').length, 2);
  assert.equal(events[0].page_url, shop.landing(session));
  assert.equal(events[0].page_title, 'Shop');
  assert.equal(events[0].device_type, 'mobile');
  assert.equal(events[0].is_bot, 0);
  assert.equal(events[0].visitor_id, events[1].visitor_id);
  assert.equal(events[0].web_session_id, events[1].web_session_id);
});

visit('Nothing is sent without a scan', async ({ page }) => {
  shop.shows(shop.snippet({ autoPageview: true, autoClicks: true }), '<button>Buy</button>');
  const requests = ingestRequests(page);
  await page.goto(shop.url);
  await page.click('button');

  assert.equal(await askSession(page), null);
  assert.deepEqual(requests, []);
});

visit('A click tells element, text and destination', async ({ page, session }) => {
  shop.shows(shop.snippet({ autoClicks: true }), `
    <button>Add <b>to cart</b></button><a href="#terms">Terms</a><a id="js" href="javascript:void 0">Menu</a>
    <div role="button" data-scnv-name="heart">♥</div><p>No button</p>`);
  await page.goto(shop.landing(session));
  await askSession(page);
  for (const selector of ['p', 'b', 'a', '#js', '[role=button]']) await page.click(selector);
  const events = await service.stored(session, ...Array(4).fill('click'));

  assert.deepEqual(named(events, 'click').map(event => event.metadata), [
    { element_type: 'BUTTON', element_text: 'Add to cart' },
    { element_type: 'A', element_text: 'Terms', destination_url: `${shop.landing(session)}#terms` },
    { element_type: 'A', element_text: 'Menu' },
    { element_type: 'DIV', element_text: 'heart' }
  ]);
});

visit('A form tells its name and action and never what was written into it', async ({ page, session }) => {
  shop.shows(shop.snippet({ autoForms: true }), `
    <form name="newsletter" action="/thanks"><input name="secret"><input type="hidden" name="scnv" data-scnv-field><button>Send</button></form>`);
  await page.goto(shop.landing(session));
  await askSession(page);
  await page.fill('[name=secret]', 'hunter2');
  await page.click('button');
  await page.waitForURL('**/thanks?*');
  const events = await service.stored(session, 'form_submit');

  assert.deepEqual(events[0].metadata, { form_name: 'newsletter', form_action: '/thanks' });
  assert.equal(new URL(page.url()).searchParams.get('scnv'), session);
  assert.ok(!JSON.stringify(events).includes('hunter2'));
});

visit('Scroll depths are sent once each per page', async ({ page, session }) => {
  shop.shows(shop.snippet({ autoScroll: true }), '<div style="height:5000px"></div>');
  await page.goto(shop.landing(session));
  await askSession(page);
  const scroll = edge => page.evaluate(to => new Promise(resolve => {
    addEventListener('scroll', () => requestAnimationFrame(() => requestAnimationFrame(resolve)), { once: true });
    scrollTo(0, to);
  }), edge);
  await scroll(5000);
  await scroll(0);
  await scroll(5000);
  await track(page, 'end');
  const events = await service.stored(session, 'end');

  assert.deepEqual(named(events, 'scroll').map(event => event.metadata.scroll_depth), [25, 50, 75, 100]);
});
