import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.mjs';

const BINARY = fileURLToPath(new URL('../../../Scanova.Server/bin/Release/net10.0/Scanova.Server.dll', import.meta.url));
const START = 120_000;

/** The real service on a free port, as its first start leaves it; the limit per address is off, for all visitors share one here. */
export class Service {
  static async start() {
    const folder = await mkdtemp(join(tmpdir(), 'scanova-browser-'));
    const env = { ...process.env, ASPNETCORE_URLS: 'http://127.0.0.1:0', Scanova__RateLimits__BrowserPerMinute: '0' };
    const child = spawn('dotnet', [BINARY], { cwd: folder, env });
    let output = '';
    const scanUrl = await new Promise((resolve, reject) => {
      const fail = why => reject(new Error(`The service ${why}.\n${output}`));
      const patience = setTimeout(() => fail('did not start in time'), START);
      child.once('exit', code => fail(`ended with ${code}`));
      for (const stream of [child.stdout, child.stderr]) stream.on('data', text => {
        output += text;
        const told = /Demo shop: scan or open (http\S+\/s\/\S+)\s/.exec(output);
        if (told) resolve(told[1]);
        if (told) clearTimeout(patience);
      });
    }).catch(async error => {
      child.kill('SIGKILL');
      throw error;
    });
    const credentials = JSON.parse(await readFile(join(folder, 'data', 'credentials.json'), 'utf8'));
    return Object.assign(new Service(), { child, folder, scanUrl, url: new URL(scanUrl).origin, credentials });
  }

  async stop() {
    const exited = new Promise(resolve => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await exited;
    await rm(this.folder, { recursive: true, force: true });
  }

  admin(path) {
    return fetch(this.url + path, { headers: { 'X-Admin-Key': this.credentials.admin_key } });
  }

  /** A lookup with the site's key; null when there is no such thing. */
  async read(path) {
    const answer = await fetch(this.url + path, { headers: { 'X-API-Key': this.credentials.api_key } });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  }

  /** What is stored of a scan session, repeats included. */
  async events(session) {
    return (await this.read(`/sessions/${session}/events?limit=500&include_duplicates=1`))?.events ?? [];
  }

  /**
   * Waits until each of the names is stored as often as it is listed, and returns the session's events without repeats: a page
   * that is left before it hears of an event's fate sends it once more.
   */
  stored(session, ...names) {
    const wanted = name => names.filter(other => other === name).length;
    return until(`${names} stored`, async () => {
      const events = (await this.events(session)).filter(event => event.is_duplicate === 0);
      return names.every(name => events.filter(event => event.event_name === name).length >= wanted(name)) && events;
    });
  }
}
