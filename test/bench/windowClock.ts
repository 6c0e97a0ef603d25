import type { Frame, Page } from 'playwright-core';

/*
 * Times as the browser has them: milliseconds since 1970 with fractions (`timeOrigin + now()`), so that those of the
 * workbench and of the pages in it can be compared. None of them has the way to and from this process in it.
 */

interface Clock {
  emicKey?: number;
  emicSeen?: number;
  emicDone?: Promise<Drawn>;
}

/** What a page drew after a key, in the browser's time. */
export interface Drawn {
  readonly key: number;
  /** When the first message of the host came after the key. */
  readonly told: number;
  /** When the page had changed. */
  readonly changed: number;
  /** When the frame began that shows it. */
  readonly frame: number;
  /** Characters of the messages to and from the host, as JSON. */
  readonly heard: number;
  readonly said: number;
}

/** Lets every webview that is opened from now on note when it first shows `selector` in a frame. */
export async function noteFirstFrames(page: Page, selector: string): Promise<void> {
  await page.addInitScript((wanted) => {
    if (window === window.top) return;
    const look = (): void => {
      // VS Code loads a page out of sight first, in a frame within the webview's; it has this name once it is to be seen.
      const inner = document.querySelector<HTMLIFrameElement>('iframe#active-frame');
      if (inner?.contentDocument?.querySelector(wanted)) {
        requestAnimationFrame(() => ((globalThis as Clock).emicSeen = performance.timeOrigin + performance.now()));
      } else requestAnimationFrame(look);
    };
    look();
  }, selector);
}

/** Presses a key in the workbench. @returns when it came there. */
export async function pressAt(page: Page, key: string): Promise<number> {
  await page.evaluate(() => {
    const clock = globalThis as Clock;
    const note = (event: KeyboardEvent): void => {
      clock.emicKey = performance.timeOrigin + event.timeStamp;
    };
    window.addEventListener('keydown', note, { capture: true, once: true });
  });
  await page.keyboard.press(key);
  return page.evaluate(() => (globalThis as Clock).emicKey ?? 0);
}

/** When a webview that was opened after `since` first showed what {@link noteFirstFrames} looks for. */
export async function firstFrame(page: Page, since: number): Promise<number> {
  const end = Date.now() + 90_000;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      const seen = await frame.evaluate(() => (globalThis as Clock).emicSeen ?? 0).catch(() => 0);
      if (seen > since) return seen;
    }
    await page.waitForTimeout(50);
  }
  throw new Error('Waited in vain: the first frame of a webview.');
}

/**
 * How long VS Code's own request for the frame in a webview took, of the webview that was opened last: its service worker keeps
 * it, whatever the page is.
 */
export async function frameRequest(page: Page): Promise<number> {
  const asked = await Promise.all(
    page.frames().map((frame) =>
      frame
        .evaluate(() =>
          performance
            .getEntriesByType('resource')
            .filter(({ name }) => name.includes('/fake.html'))
            .map(({ startTime, duration }) => ({ at: performance.timeOrigin + startTime, duration })),
        )
        .catch(() => []),
    ),
  );
  return asked.flat().reduce((last, one) => (one.at > last.at ? one : last), { at: 0, duration: 0 }).duration;
}

/** Begins to wait for the frame in which a webview is to be seen again that was kept behind another tab. */
export async function webviewAgain(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const clock = globalThis as Clock;
    clock.emicSeen = 0;
    const isSeen = (): boolean =>
      [...document.querySelectorAll('iframe.webview.ready')].some(
        (frame) => getComputedStyle(frame).visibility === 'visible' && frame.getBoundingClientRect().height > 0,
      );
    const look = (): void => {
      if (!isSeen()) requestAnimationFrame(look);
      else requestAnimationFrame(() => (clock.emicSeen = performance.timeOrigin + performance.now()));
    };
    look();
  });
  return () => seenIn(page);
}

async function seenIn(page: Page): Promise<number> {
  await page.waitForFunction(() => ((globalThis as Clock).emicSeen ?? 0) > 0, undefined, { timeout: 90_000 });
  return page.evaluate(() => (globalThis as Clock).emicSeen ?? 0);
}

/** Begins to wait for the first frame of the workbench itself that shows `selector`; what it gives is asked for later. */
export async function frameInWorkbench(page: Page, selector: string): Promise<() => Promise<number>> {
  await page.evaluate((wanted) => {
    const clock = globalThis as Clock;
    clock.emicSeen = 0;
    const look = (): void => {
      if (document.querySelector(wanted) === null) requestAnimationFrame(look);
      else requestAnimationFrame(() => (clock.emicSeen = performance.timeOrigin + performance.now()));
    };
    look();
  }, selector);
  return () => seenIn(page);
}

/** Lets the pages of webviews count what they say to their host. */
export async function countSaid(frame: Frame): Promise<void> {
  await frame.parentFrame()?.evaluate(() => {
    window.addEventListener('message', ({ data }: MessageEvent<{ command?: string; data?: { message?: unknown } }>) => {
      if (data.command !== 'onmessage') return;
      const inner = document.querySelector<HTMLIFrameElement>('#active-frame')?.contentWindow as
        (Window & { emicSaid?: number }) | null | undefined;
      if (inner) inner.emicSaid = (inner.emicSaid ?? 0) + JSON.stringify(data.data?.message ?? data.data).length;
    });
  });
}

/**
 * Begins to wait for what a page draws after a key, which is pressed next, in the page or elsewhere.
 * @param selector what there must be more of than before; without it any change of the page counts.
 * @param quiet milliseconds in which messages are counted afterwards
 */
export async function nextDrawn(frame: Frame, selector: string | undefined, quiet = 0): Promise<() => Promise<Drawn>> {
  await frame.evaluate(
    ([wanted, pause]) => {
      const clock = globalThis as Clock & { emicSaid?: number };
      const now = (): number => performance.timeOrigin + performance.now();
      clock.emicSaid = 0;
      clock.emicDone = new Promise<Drawn>((resolve) => {
        const count = (): number => (wanted === undefined ? 0 : document.querySelectorAll(wanted).length);
        const before = count();
        let [key, told, changed, heard] = [0, 0, 0, 0];
        const onKey = (event: KeyboardEvent): void => {
          if (!['Shift', 'Alt', 'Control'].includes(event.key)) key ||= performance.timeOrigin + event.timeStamp;
        };
        // The page has listened for longer and has drawn by then, so the time is the event's.
        const onMessage = ({ data, timeStamp }: MessageEvent<unknown>): void => {
          told ||= performance.timeOrigin + timeStamp;
          heard += JSON.stringify(data ?? null).length;
        };
        window.addEventListener('keydown', onKey, true);
        window.addEventListener('message', onMessage, true);
        new MutationObserver((_, observer) => {
          if (wanted !== undefined && count() <= before) return;
          observer.disconnect();
          changed = now();
          requestAnimationFrame(() => {
            const drawn = now();
            setTimeout(() => {
              window.removeEventListener('keydown', onKey, true);
              window.removeEventListener('message', onMessage, true);
              resolve({ key, told, changed, frame: drawn, heard, said: clock.emicSaid ?? 0 });
            }, pause);
          });
        }).observe(document.body, { childList: true, characterData: true, subtree: true });
      });
    },
    [selector, quiet] as const,
  );
  return () => frame.evaluate(() => (globalThis as Clock).emicDone ?? Promise.reject(new Error('No key is awaited.')));
}

/** Milliseconds between the frames while a page is scrolled from its beginning to its end in so many of them. */
export function scrolled(frame: Frame, selector: string | undefined, frames: number): Promise<readonly number[]> {
  return frame.evaluate(
    ([wanted, count]) =>
      new Promise<readonly number[]>((resolve) => {
        const scroller = (wanted === undefined ? null : document.querySelector(wanted)) ?? document.documentElement;
        const times: number[] = [];
        scroller.scrollTop = 0;
        const step = (now: number): void => {
          times.push(now);
          // What is to come may turn out higher than was guessed.
          scroller.scrollTop += (scroller.scrollHeight - scroller.scrollTop) / Math.max(1, count + 1 - times.length);
          if (times.length <= count) requestAnimationFrame(step);
          else resolve(times.slice(1).map((time, i) => time - (times[i] ?? 0)));
        };
        requestAnimationFrame(step);
      }),
    [selector, frames] as const,
  );
}
