import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE = 60_000;

/** Asks again and again until the answer is truthy, and returns it. */
export async function until(what, ask) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`Not in time: ${what}`);
    await pause(25);
  }
}
