import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, LANDING } from './browser.js';

async function clickOn(html, selector) {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoClicks: true }, { html });
  await page.click(selector);
  assert.deepEqual(page.errors, []);
  return browser.service.events.map(event => event.metadata);
}

async function submit(html) {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoForms: true }, { html });
  await page.fire(page.document.querySelector('form'), 'submit');
  assert.deepEqual(browser.service.types, ['form_submit']);
  return browser.service.events[0].metadata;
}

test('A click on a link tells its element, text and destination', async () => {
  assert.deepEqual(await clickOn('<a href="/pricing">\n  See  our\tprices </a>', 'a'), [
    { element_type: 'A', element_text: 'See our prices', destination_url: 'https://shop.example.com/pricing' }
  ]);
});

test('A click inside a button is the button\'s', async () => {
  assert.deepEqual(await clickOn('<button><b>Buy</b> now</button>', 'b'), [
    { element_type: 'BUTTON', element_text: 'Buy now' }
  ]);
});

test('Whatever has the role of a button is one', async () => {
  assert.deepEqual(await clickOn('<div role="button">Open</div>', 'div'), [{ element_type: 'DIV', element_text: 'Open' }]);
});

test('A click on anything else is no event', async () => {
  assert.deepEqual(await clickOn('<p>text</p><input type="checkbox">', 'p'), []);
  assert.deepEqual(await clickOn('<input type="checkbox">', 'input'), []);
});

test('data-scnv-name outweighs the text, aria-label stands in for it', async () => {
  assert.equal((await clickOn('<button data-scnv-name="hero" aria-label="x">Buy</button>', 'button'))[0].element_text, 'hero');
  assert.equal((await clickOn('<button aria-label="Menu"> <svg></svg></button>', 'button'))[0].element_text, 'Menu');
});

test('The text of an element is cut at 100 characters', async () => {
  assert.equal((await clickOn(`<button>${'x'.repeat(300)}</button>`, 'button'))[0].element_text, 'x'.repeat(100));
});

for (const href of ['javascript:void(0)', 'mailto:sales@example.com', 'MAILTO:sales@example.com']) {
  test(`A link to ${href} tells no destination`, async () => {
    assert.deepEqual(await clickOn(`<a href="${href}">Go</a>`, 'a'), [{ element_type: 'A', element_text: 'Go' }]);
  });
}

test('A link without href tells no destination', async () => {
  assert.deepEqual(await clickOn('<a>Go</a>', 'a'), [{ element_type: 'A', element_text: 'Go' }]);
});

test('An e-mail address on the page never leaves it', async () => {
  const [click] = await clickOn('<a href="/contact?to=sales%40example.com">sales@example.com</a>', 'a');
  assert.equal(click.element_text, '[redacted]');
  assert.equal(click.destination_url, 'https://shop.example.com/contact?to=[redacted]');
});

test('A click that the page stops is still heard', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoClicks: true }, { html: '<button>Buy</button>' });
  page.eval("document.querySelector('button').addEventListener('click',e=>e.stopImmediatePropagation())");
  await page.click('button');
  assert.deepEqual(browser.service.types, ['click']);
});

test('A click inside an open shadow tree is heard', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoClicks: true }, { html: '<div id="host"></div>' });
  page.eval("host.attachShadow({mode:'open'}).innerHTML='<button>Buy</button>'");
  page.eval("host.shadowRoot.querySelector('button').click()");
  await page.clock.pass(0);
  assert.equal(browser.service.events[0].metadata.element_text, 'Buy');
});

test('The name of a form comes from data-scnv-name, aria-label, name, id, in this order', async () => {
  assert.equal((await submit('<form data-scnv-name="a" aria-label="b" name="c" id="d">')).form_name, 'a');
  assert.equal((await submit('<form aria-label="b" name="c" id="d">')).form_name, 'b');
  assert.equal((await submit('<form name="c" id="d">')).form_name, 'c');
  assert.equal((await submit('<form id="d">')).form_name, 'd');
  assert.equal((await submit('<form>')).form_name, 'unnamed-form');
});

test('The action of a form is its attribute, else the current path', async () => {
  assert.equal((await submit('<form action="/checkout">')).form_action, '/checkout');
  assert.equal((await submit('<form>')).form_action, '/landing');
});

test('No value of a field is read, not even by fields that shadow the form\'s properties', async () => {
  const fields = ['name', 'id', 'action', 'getAttribute', 'password'].map(name => `<input name="${name}" value="secret-${name}">`);
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoForms: true, autoClicks: true },
    { html: `<form name="order" action="/pay">${fields.join('')}<textarea>secret</textarea><button>Pay</button></form>` });
  await page.click('button');
  await page.fire(page.document.querySelector('form'), 'submit');
  assert.ok(!JSON.stringify(browser.service.requests).includes('secret'));
  assert.deepEqual(page.errors, []);
});

function scrollable(window, set) {
  set(window, { innerHeight: 500, scrollY: 0 });
  set(window.document.documentElement, { scrollHeight: 2000 });
}

async function scrollTo(page, y) {
  page.window.scrollY = y;
  await page.fire(page.window, 'scroll');
  await page.clock.pass(20);
}

const depths = browser => browser.service.events.filter(event => event.event_type === 'scroll').map(event => event.metadata.scroll_depth);

test('Each scroll depth is told once per page', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoScroll: true }, { prepare: scrollable });
  assert.deepEqual(depths(browser), []);
  for (const y of [10, 20, 600, 0, 600, 1499.6, 1500]) await scrollTo(page, y);
  assert.deepEqual(depths(browser), [25, 50, 75, 100]);
});

test('An element of the page that scrolls is not the page', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoScroll: true }, { prepare: scrollable, html: '<div></div>' });
  await page.fire(page.document.querySelector('div'), 'scroll');
  await page.clock.pass(20);
  assert.deepEqual(depths(browser), []);
  await page.fire(page.document, 'scroll');
  await page.clock.pass(20);
  assert.deepEqual(depths(browser), [25]);
});

test('A jump to the end tells all depths', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoScroll: true }, { prepare: scrollable });
  await scrollTo(page, 1500);
  assert.deepEqual(depths(browser), [25, 50, 75, 100]);
});

test('A return out of the back/forward cache scrolls anew', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoScroll: true }, { prepare: scrollable });
  await scrollTo(page, 10);
  await page.leave();
  await page.comeBack();
  await scrollTo(page, 20);
  assert.deepEqual(depths(browser), [25, 25]);
});

test('A new view of a single-page application scrolls anew', async () => {
  const browser = new Browser();
  const page = await browser.visit(LANDING, { autoScroll: true, autoSpa: true }, { prepare: scrollable });
  await scrollTo(page, 10);
  page.eval("history.pushState({},'','/next')");
  await page.clock.pass(0);
  await scrollTo(page, 10);
  assert.deepEqual(depths(browser), [25, 25]);
});
