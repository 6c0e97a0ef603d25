import fs from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { windowAddress } from '../../../scripts/host/server.mjs';

/** Where a window comes from: the server's address and the extension's folder. */
export interface Host {
  readonly origin: string;
  readonly extension: string;
}

export interface WindowOptions {
  /** The folder to open, absolute; its `.vscode/settings.json` is written if there are settings or a theme. */
  readonly folder?: string;
  /** A `.code-workspace` file to open instead, absolute. */
  readonly workspace?: string;
  /** The colour theme, such as `Default Dark Modern`. */
  readonly theme?: string;
  /** Settings for the folder. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly width?: number;
  readonly height?: number;
  /** Whether modal dialogs may be shown: with its driver for tests, VS Code refuses them. */
  readonly dialogs?: boolean;
}

/** One row of a tree view. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** 1 for a root. */
  readonly level: number;
  readonly expanded: boolean | undefined;
}

const patience = 40_000;

/**
 * A window of the real VS Code, used as a person would: by keyboard and mouse, and read from the screen.
 * A window keeps nothing from another: each has a browser profile of its own.
 */
export class Workbench {
  readonly page: Page;
  readonly #context: BrowserContext;

  private constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.#context = context;
  }

  /** Opens a window and waits until the workbench stands. */
  static async open(browser: Browser, host: Host, options: WindowOptions = {}): Promise<Workbench> {
    const { folder, workspace, theme, settings, width = 1280, height = 860, dialogs = false } = options;
    if (folder && (theme ?? settings)) {
      writeSettings(folder, { ...settings, ...(theme ? { 'workbench.colorTheme': theme } : {}) });
    }
    const context = await browser.newContext({
      viewport: { width, height },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    if (dialogs) await allowDialogs(page);
    await page.goto(
      windowAddress(host.origin, {
        ...(folder ? { folder } : {}),
        ...(workspace ? { workspace } : {}),
        extension: host.extension,
      }),
    );
    const window = new Workbench(page, context);
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    await page.evaluate(async () => {
      const { driver } = globalThis as { driver?: { whenWorkbenchRestored?: () => Promise<void> } };
      await driver?.whenWorkbenchRestored?.();
    });
    // On small windows the newest version shows its chat beside the editor whatever the settings say.
    if (await page.locator('.part.auxiliarybar').isVisible()) {
      await window.runCommand('View: Hide Secondary Side Bar').catch(() => undefined);
    }
    return window;
  }

  async close(): Promise<void> {
    // A window that is left says goodbye, and its extension host ends; one that is only gone keeps it for hours.
    await this.page.goto('about:blank', { timeout: 5_000 }).catch(() => undefined);
    await this.#context.close();
  }

  // Commands and quick picks

  /** Presses keys in VS Code's notation with the platform's main modifier: `press('ControlOrMeta+s')`. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Types into what has the focus. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Runs a command from the palette by its full title, such as `Emic: Code Selection`; waits for it to be offered. */
  async runCommand(title: string): Promise<void> {
    await this.#pickFrom('F1', `>${title}`, title);
  }

  /** Whether the palette offers a command, by its full title. */
  async offersCommand(title: string): Promise<boolean> {
    await this.press('F1');
    await this.quickInput.fill(`>${title}`);
    const found = await this.#row(title)
      .waitFor({ timeout: 3_000 })
      .then(
        () => true,
        () => false,
      );
    await this.press('Escape');
    return found;
  }

  /** Opens a file of the workspace through quick open, and puts the cursor on `line` (1-based) if one is given. */
  async openFile(name: string, line?: number): Promise<void> {
    await this.#pickFrom('ControlOrMeta+p', name, path.posix.basename(name));
    await this.page
      .locator('.tab.active', { hasText: path.posix.basename(name) })
      .first()
      .waitFor();
    await this.page.locator('.editor-group-container.active .monaco-editor').first().waitFor();
    if (line !== undefined) await this.goTo(line);
  }

  async #pickFrom(key: string, query: string, label: string): Promise<void> {
    const end = Date.now() + patience;
    // What is offered is settled when the palette opens, so what an extension adds later needs another opening.
    for (;;) {
      await this.press(key);
      try {
        // A key that comes while a page takes the focus is lost.
        await this.quickInput.waitFor({ timeout: 5_000 });
        await this.quickInput.fill(query);
        await this.#row(label).click({ timeout: 2_500 });
        await this.#closed(query);
        return;
      } catch (error) {
        await this.press('Escape');
        if (Date.now() > end) throw new Error(`The palette does not offer "${label}".`, { cause: error });
      }
    }
  }

  /** Waits until the palette with `query` in it is gone: a key that comes before is lost with it. */
  async #closed(query: string): Promise<void> {
    await this.until(
      'the palette is gone',
      async () => {
        const typed = await this.quickInput.evaluateAll((inputs) =>
          inputs.map((input) => (input as unknown as { value: string }).value),
        );
        return !typed.includes(query);
      },
      5_000,
    ).catch(() => undefined);
  }

  /** The input of the open quick pick, palette or input box. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-box input');
  }

  #row(label: string): Locator {
    const quoted = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return this.page
      .locator('.quick-input-widget .monaco-list-row')
      .filter({ has: this.page.locator('.label-name', { hasText: new RegExp(`^\\s*${quoted}\\s*$`) }) })
      .first();
  }

  /** The labels that the open quick pick shows now. */
  async picks(): Promise<string[]> {
    const rows = this.page.locator(
      '.quick-input-widget:visible .monaco-list-row .quick-input-list-row:first-child .label-name',
    );
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }

  /** Chooses one entry of the open quick pick by its label, after narrowing it down with `query`. */
  async pick(label: string, query = label): Promise<void> {
    await this.quickInput.fill(query);
    await this.#row(label).click();
  }

  /** Ticks entries of the open quick pick of several and accepts it. */
  async pickSeveral(...labels: string[]): Promise<void> {
    for (const label of labels) {
      await this.quickInput.fill(label);
      // Wherever one clicks on a row of several, it is ticked.
      const row = this.#row(label);
      await row.locator('.label-name').first().click();
    }
    await this.press('Enter');
  }

  /** Answers the open input box or quick pick with what is typed. */
  async answer(text: string): Promise<void> {
    await this.quickInput.fill(text);
    await this.press('Enter');
  }

  /**
   * Answers VS Code's own question for a file that is there. The dialogue reads folders while one types, and puts back
   * what it had where one was quicker than it.
   */
  async chooseFile(file: string): Promise<void> {
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    const asks = async (): Promise<boolean> =>
      (await this.quickInput.isVisible()) && (await this.quickInput.inputValue()).startsWith('/');
    const row = this.page.locator('.quick-input-widget:visible .monaco-list-row', {
      hasText: file.slice(folder.length),
    });
    await this.until('a file is asked for', asks);
    await this.until(`${file} is taken`, async () => {
      await this.quickInput.fill(folder);
      await row.first().waitFor({ timeout: 5_000 });
      await this.quickInput.fill(file);
      await this.page.waitForTimeout(300);
      if ((await this.quickInput.inputValue()) === file) await this.press('Enter');
      return this.until('the question is answered', async () => !(await asks()), 3_000).catch(() => false);
    });
  }

  /** Answers VS Code's own question for a place to save to. */
  async saveAs(file: string): Promise<void> {
    await this.until('a place is asked for', async () => (await this.quickInput.inputValue()).startsWith('/'));
    await this.until(`${file} stands there`, async () => {
      await this.quickInput.fill(file);
      await this.page.waitForTimeout(500);
      return (await this.quickInput.inputValue()) === file;
    });
    await this.press('Enter');
  }

  // The editor

  /** The editor that has the focus. */
  get editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor[role=code]').first();
  }

  /** Puts the cursor somewhere; both numbers are 1-based. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.press('Control+g');
    await this.quickInput.waitFor();
    await this.quickInput.fill(`:${String(line)}:${String(column)}`);
    await this.press('Enter');
  }

  /** Selects the next occurrence of `text` (within a line) below the start of the file, as Find does. */
  async select(text: string): Promise<void> {
    await this.focusEditor();
    await this.press('ControlOrMeta+Home', 'ControlOrMeta+f');
    const input = this.page.locator('.find-widget.visible .find-part textarea.input').first();
    await input.fill(text);
    await this.page.locator('.find-widget.visible .matchesCount', { hasText: /\d+ (of|av) \d+/ }).waitFor();
    await this.press('Enter');
    // Enter went on from the first match, which typing has chosen already, if there are several: go back to it.
    const matches = await this.page.locator('.find-widget.visible .matchesCount').innerText();
    for (let at = Number.parseInt(matches, 10); at > 1; at--) await this.press('Shift+Enter');
    await this.press('Escape');
  }

  /** Selects from one place to another by keyboard; all numbers are 1-based, the end is exclusive. */
  async selectRange(line: number, column: number, endLine: number, endColumn: number): Promise<void> {
    // An anchor, since Shift and arrows would go by the lines on the screen.
    await this.goTo(line, column);
    await this.press('ControlOrMeta+k', 'ControlOrMeta+b');
    await this.goTo(endLine, endColumn);
    await this.press('ControlOrMeta+k', 'ControlOrMeta+k');
  }

  /** The text that is selected, as copying gives it. */
  async selectedText(): Promise<string> {
    await this.press('ControlOrMeta+c');
    return this.page.evaluate(() => (globalThis as unknown as { navigator: Navigator }).navigator.clipboard.readText());
  }

  async focusEditor(): Promise<void> {
    await this.runCommand('View: Focus Active Editor Group');
  }

  /** Saves the active editor, if it has changed, and waits until its tab is clean. */
  async save(): Promise<void> {
    const dirty = this.page.locator('.editor-group-container.active .tab.active.dirty').first();
    await dirty.waitFor({ timeout: 1_000 }).catch(() => undefined);
    const clean = this.page.locator('.editor-group-container.active .tab.active:not(.dirty)').first();
    await this.until('the document is saved', async () => {
      // A key that comes while a list is closing is lost with it.
      await this.press('ControlOrMeta+s');
      return clean.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    });
  }

  /** What the active editor shows now: the lines on the screen, joined. */
  async visibleText(): Promise<string> {
    const lines = this.editor.locator('.view-line');
    const places = await lines.evaluateAll((elements) =>
      elements.map((element) => ({
        top: Number.parseFloat((element as unknown as { style: { top: string } }).style.top),
        text: (element as unknown as { innerText: string }).innerText.replaceAll('\u00a0', ' '),
      })),
    );
    return places
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text)
      .join('\n');
  }

  // Around the editor

  /** Opens a view container by its name in the activity bar, such as `Emic`. */
  async openSidebar(name: string): Promise<void> {
    const tab = this.page.locator('.part.activitybar .action-item [role=tab], .part.activitybar [role=tab]').filter({
      has: this.page.locator(`xpath=self::*[starts-with(@aria-label, ${JSON.stringify(name)})]`),
    });
    const named = this.page.locator(`.part.activitybar [aria-label^=${JSON.stringify(name)}]`).first();
    const target = (await tab.count()) > 0 ? tab.first() : named;
    if ((await target.getAttribute('aria-expanded')) !== 'true') await target.click();
  }

  /** A view of the sidebar by its title, such as `Codes`: its pane. */
  view(title: string): Locator {
    return this.page.locator('.pane').filter({
      has: this.page.locator('.pane-header h3.title', { hasText: new RegExp(`^\\s*${title}\\s*$`, 'i') }),
    });
  }

  /** One row of a view, by its label. */
  row(view: string, label: string): Locator {
    return this.view(view)
      .locator('.monaco-list-row')
      .filter({ has: this.page.getByText(label, { exact: true }) })
      .first();
  }

  /** The rows that a tree view shows now (rows outside its scroll are not among them), all of them as they are at one moment. */
  async rows(view: string): Promise<TreeRow[]> {
    return this.view(view)
      .locator('.monaco-list-row')
      .evaluateAll((rows) => {
        interface Row {
          querySelectorAll(selector: string): Iterable<{ readonly innerText: string }>;
          getAttribute(name: string): string | null;
        }
        return (rows as unknown as readonly Row[]).map((row) => {
          const [label] = row.querySelectorAll('.label-name');
          const expanded = row.getAttribute('aria-expanded');
          return {
            label: (label?.innerText ?? '').trim(),
            description: Array.from(row.querySelectorAll('.label-description'), ({ innerText }) => innerText)
              .join(' ')
              .trim(),
            level: Number(row.getAttribute('aria-level')),
            expanded: expanded === null ? undefined : expanded === 'true',
          };
        });
      });
  }

  /** The messages of the notifications on the screen. */
  async notifications(): Promise<string[]> {
    return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }

  /** Presses a button of a notification or of a dialog. */
  async pressButton(label: string): Promise<void> {
    await this.page
      .locator('.notifications-toasts .monaco-button, .monaco-dialog-box .monaco-button', { hasText: label })
      .first()
      .click();
  }

  /** The texts of the status bar's entries. */
  async statusBar(): Promise<string[]> {
    const texts = await this.page.locator('.part.statusbar .statusbar-item').allInnerTexts();
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  }

  /** The frame of the active webview (a preview, say). */
  async webview(): Promise<ReturnType<Page['frameLocator']>> {
    const outer = this.page.locator('iframe.webview.ready').last().contentFrame();
    await outer.locator('iframe#active-frame').waitFor();
    return outer.frameLocator('iframe#active-frame');
  }

  /** Waits until `look` gives something true, and gives that. */
  async until<T>(what: string, look: () => Promise<T>, milliseconds = patience): Promise<NonNullable<T>> {
    const end = Date.now() + milliseconds;
    for (;;) {
      const seen = await look();
      if (seen) return seen;
      if (Date.now() > end) throw new Error(`Waited in vain: ${what}.`);
      await this.page.waitForTimeout(100);
    }
  }

  /** Takes a picture into out/screenshots/`name`.png, or to a path that ends in `.png`, and gives its path. */
  async screenshot(name: string): Promise<string> {
    const file = name.endsWith('.png') ? path.resolve(name) : path.resolve('out/screenshots', `${name}.png`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
    return file;
  }
}

/**
 * Lets VS Code show dialogs, and messages by themselves, although its driver for tests is on. Older versions do so when the driver is
 * off; newer ones would then not load the extension, so what asks for the driver there is taken out of their script.
 */
async function allowDialogs(page: Page): Promise<void> {
  const refusing = /\b(skipDialogs\(\)\{return )this\.environmentService\.enableSmokeTestDriver/g;
  const silent = /(!this\.isNotificationsCenterVisible&&)!this\.environmentService\.enableSmokeTestDriver&&/g;
  let isNewer = false;
  await page.route(
    ({ pathname }) => pathname.endsWith('/workbench/workbench.js'),
    async (route) => {
      if (!isNewer) return route.continue();
      const response = await route.fetch();
      const body = (await response.text()).replace(refusing, '$1!1').replace(silent, '$1');
      return route.fulfill({ response, body });
    },
  );
  await page.route(
    ({ pathname }) => pathname === '/',
    async (route) => {
      const response = await route.fetch();
      const html = await response.text();
      const script = /[^"'\s]+\/workbench\/workbench\.js/.exec(html)?.[0] ?? '';
      const text = await (await page.request.get(new URL(script, response.url()).href)).text();
      isNewer = refusing.test(text);
      const body = isNewer ? html : html.replace(/(enableSmokeTestDriver(?:&quot;|"):\s*)true/g, '$1false');
      await route.fulfill({ response, body });
    },
  );
}

/** Adds settings to a folder's own. */
function writeSettings(folder: string, settings: Readonly<Record<string, unknown>>): void {
  const file = path.join(folder, '.vscode/settings.json');
  const before = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').replace(/^\s*\/\/.*$/gm, '') : '{}';
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ ...(JSON.parse(before) as object), ...settings }, undefined, 2));
}
