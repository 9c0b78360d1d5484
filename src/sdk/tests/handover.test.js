import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, LANDING, OTHER_SCAN, SCAN } from './browser.js';

const PAY = 'https://pay.example.net';

async function linkAfterLoad(html, options = {}) {
  const page = await new Browser().visit(LANDING, options, { html });
  return page.document.querySelector('a').getAttribute('href');
}

test('Marked fields get the scan session, others stay', async () => {
  const page = await new Browser().visit(LANDING, {},
    { html: '<form><input type="hidden" name="scnv" data-scnv-field><input name="other" value="mine"></form>' });
  const [marked, other] = page.document.querySelectorAll('input');
  assert.equal(marked.value, SCAN);
  assert.equal(other.value, 'mine');
});

test('Without a scan session a marked field keeps what the server wrote', async () => {
  const page = await new Browser().visit('https://shop.example.com/', {}, { html: `<input data-scnv-field value="${OTHER_SCAN}">` });
  await page.fire(page.document, 'submit');
  assert.equal(page.document.querySelector('input').value, OTHER_SCAN);
});

test('A field added later is filled before its form is sent', async () => {
  const page = await new Browser().visit(LANDING);
  page.document.body.innerHTML = '<form><input type="hidden" data-scnv-field></form>';
  await page.fire(page.document.querySelector('form'), 'submit');
  assert.equal(page.document.querySelector('input').value, SCAN);
});

test('A field parsed after the script is filled when the page is complete', async () => {
  const page = await new Browser().visit(LANDING);
  page.document.body.innerHTML = '<input type="hidden" data-scnv-field>';
  await page.fire(page.document, 'DOMContentLoaded');
  assert.equal(page.document.querySelector('input').value, SCAN);
});

test('A marked link to a named domain carries the scan session', async () => {
  assert.equal(await linkAfterLoad(`<a data-scnv-link="pay.example.net" href="${PAY}/cart">`), `${PAY}/cart?scnv=${SCAN}`);
  assert.equal(await linkAfterLoad(`<a data-scnv-link href="${PAY}/cart">`, { linkDomains: ['pay.example.net'] }), `${PAY}/cart?scnv=${SCAN}`);
  assert.equal(await linkAfterLoad(`<nav data-scnv-link="x.example.org, *.example.net"><a href="${PAY}/">Pay</a></nav>`), `${PAY}/?scnv=${SCAN}`);
});

test('A link to another domain, or one that is not marked, stays as it is', async () => {
  for (const html of [
    `<a data-scnv-link="pay.example.net" href="https://evil.example.org/">`,
    `<a data-scnv-link="*.pay.example.net" href="${PAY}/">`,
    `<a data-scnv-link="example.net" href="https://notexample.net/">`,
    `<a data-scnv-link href="${PAY}/">`,
    `<a data-scnv-link="pay.example.net" href="mailto:x@pay.example.net">`
  ]) {
    assert.ok(!(await linkAfterLoad(html)).includes('scnv='), html);
  }
  assert.ok(!(await linkAfterLoad(`<a href="${PAY}/">`, { linkDomains: ['pay.example.net'] })).includes('scnv='));
});

test('The rest of a link stays byte for byte, an older scan session is replaced', async () => {
  assert.equal(
    await linkAfterLoad(`<a data-scnv-link="pay.example.net" href="${PAY}/cart?q=a%20b&&flag&scnv=${OTHER_SCAN}&scnvx=1#pay">`),
    `${PAY}/cart?q=a%20b&&flag&scnvx=1&scnv=${SCAN}#pay`);
});

test('A link added later is decorated when it is about to be used, once', async () => {
  const page = await new Browser().visit(LANDING);
  page.document.body.innerHTML = `<a data-scnv-link="pay.example.net" href="${PAY}/"><b>Pay</b></a>`;
  await page.fire(page.document.querySelector('b'), 'pointerdown');
  await page.click('b');
  assert.equal(page.document.querySelector('a').getAttribute('href'), `${PAY}/?scnv=${SCAN}`);
});

test('Reset takes the scan session back from fields and links', async () => {
  const page = await new Browser().visit(LANDING, {},
    { html: `<input data-scnv-field><a data-scnv-link="pay.example.net" href="${PAY}/?a=1">` });
  await page.call('reset');
  assert.equal(page.document.querySelector('input').value, '');
  assert.equal(page.document.querySelector('a').getAttribute('href'), `${PAY}/?a=1`);
});

test('requireConsent: fields and links get the scan session on a grant', async () => {
  const page = await new Browser().visit(LANDING, { requireConsent: true }, { html: '<input data-scnv-field>' });
  await page.fire(page.document.querySelector('input'), 'pointerdown');
  assert.equal(page.document.querySelector('input').value, '');
  await page.call('consent', 'granted');
  assert.equal(page.document.querySelector('input').value, SCAN);
});
