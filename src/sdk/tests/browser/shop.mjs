import { createServer } from 'node:http';

export const STUB = 'window.scanova=window.scanova||function(){(scanova.q=scanova.q||[]).push(arguments)};';

/** A customer's own site: another origin than the service's, with one page at a time. */
export class Shop {
  #html = '';
  #headers = {};
  #server = createServer((request, response) => {
    const known = request.url.split('?')[0] !== '/favicon.ico';
    response.writeHead(known ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8', ...this.#headers });
    response.end(known ? this.#html : '');
  });

  async start(service) {
    this.service = service;
    await new Promise(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
    return this;
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise(resolve => this.#server.close(resolve));
  }

  get script() {
    return `${this.service.url}/sdk/scanova.js`;
  }

  /** The snippet as the README has it. */
  snippet(options = {}, nonce = '') {
    return `<script nonce="${nonce}">${STUB}scanova('init','demo',${JSON.stringify(options)})</script><script async src="${this.script}"></script>`;
  }

  shows(head, body = '', headers = {}) {
    this.#html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Shop</title>${head}</head><body>${body}</body></html>`;
    this.#headers = headers;
  }

  /** Where a scan lands. */
  landing(session, path = '/landing') {
    return `${this.url}${path}?scnv=${session}`;
  }
}
