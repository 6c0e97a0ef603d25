import assert from 'node:assert/strict';
import fs from 'node:fs';

interface Manifest {
  main: string;
  browser: string;
  bin: { emic: string };
  engines: { vscode: string };
  activationEvents?: string[];
  contributes: Contributes;
}

interface Contributes {
  commands?: { command: string; title: string; category?: string; icon?: unknown }[];
  keybindings?: { command: string; key: string }[];
  menus?: Record<string, MenuEntry[]>;
  submenus?: { id: string }[];
  views?: Record<string, { id: string }[]>;
  viewsWelcome?: { view: string; contents: string }[];
  configuration?: { properties: Record<string, Setting> };
  walkthroughs?: { steps: Step[] }[];
  grammars?: { path: string }[];
  jsonValidation?: { url: string }[];
}

interface MenuEntry {
  command?: string;
  submenu?: string;
  when?: string;
  group?: string;
}

interface Setting {
  description?: string;
  markdownDescription?: string;
  enum?: unknown[];
  enumDescriptions?: unknown[];
}

interface Step {
  id: string;
  title: string;
  description: string;
  media: { image: Record<string, string>; altText: string };
}

const readJson = (file: string): unknown => JSON.parse(fs.readFileSync(file, 'utf8'));

/** All texts of a JSON value. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

describe('the manifest', () => {
  const manifest = readJson('package.json') as Manifest;
  const {
    commands = [],
    keybindings = [],
    menus = {},
    submenus = [],
    views = {},
    viewsWelcome = [],
  } = manifest.contributes;
  const ids = commands.map(({ command }) => command);

  it('should name the three bundles that the build makes', () => {
    assert.equal(manifest.main, './dist/extension.js');
    assert.equal(manifest.browser, './dist/web/extension.js');
    assert.equal(manifest.bin.emic, './dist/cli.js');
  });

  it('should ask for the floor version of VS Code', () => {
    assert.equal(manifest.engines.vscode, '^1.100.0');
  });

  it('should not start on everything', () => {
    assert.ok(!(manifest.activationEvents ?? []).includes('*'));
  });

  it('should give each command an id of its own, in one category', () => {
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^emic\.[a-zA-Z.]+$/);
    assert.ok(new Set(commands.map(({ category }) => category)).size <= 1);
    for (const { command, category } of commands) assert.ok(category, command);
  });

  it('should use in menus, keybindings and welcome views only what it contributes', () => {
    const views_ = Object.values(views).flatMap((list) => list.map(({ id }) => id));
    for (const [menu, entries] of Object.entries(menus)) {
      for (const { command, submenu } of entries) {
        if (command) assert.ok(ids.includes(command), `${menu}: ${command}`);
        if (submenu)
          assert.ok(
            submenus.some(({ id }) => id === submenu),
            `${menu}: ${submenu}`,
          );
      }
    }
    for (const { command } of keybindings) if (command.startsWith('emic.')) assert.ok(ids.includes(command), command);
    for (const { view, contents } of viewsWelcome) {
      assert.ok(!view.startsWith('emic.') || views_.includes(view), view);
      for (const [, command = ''] of contents.matchAll(/\(command:(emic\.[\w.]+)/g))
        assert.ok(ids.includes(command), command);
    }
  });

  it('should bind no key twice', () => {
    const keys = keybindings.map((binding) => JSON.stringify([binding.key, (binding as { when?: string }).when]));
    assert.equal(new Set(keys).size, keys.length);
  });

  it('should have a text for each of its placeholders, and none too many', () => {
    const used = new Set(texts(manifest).flatMap((text) => /^%(.+)%$/.exec(text)?.[1] ?? []));
    const english = fs.existsSync('package.nls.json') ? (readJson('package.nls.json') as Record<string, unknown>) : {};
    assert.deepEqual([...used].sort(), Object.keys(english).sort());
    for (const file of fs.readdirSync('.').filter((name) => /^package\.nls\..+\.json$/.test(name))) {
      assert.deepEqual(Object.keys(readJson(file) as object).sort(), Object.keys(english).sort(), file);
    }
  });

  it('should leave no title without a placeholder', () => {
    for (const { command, title } of commands) assert.match(title, /^%.+%$/, command);
  });

  it('should name only files that exist', () => {
    const files = texts(manifest.contributes).filter((text) => /^\.\/(?!dist\/)/.test(text));
    for (const file of files) assert.ok(fs.existsSync(file), file);
  });

  it('should have an empty state for each view, and a description for each setting', () => {
    for (const { id } of Object.values(views).flat())
      assert.ok(
        viewsWelcome.some(({ view }) => view === id),
        id,
      );
    for (const [name, setting] of Object.entries(manifest.contributes.configuration?.properties ?? {})) {
      assert.match(setting.markdownDescription ?? setting.description ?? '', /^%setting\..+%$/, name);
      assert.equal(setting.enumDescriptions?.length, setting.enum?.length, name);
    }
  });

  it('should lead through five steps, each with a text, a picture and buttons that work', () => {
    const english = readJson('package.nls.json') as Record<string, string>;
    const norwegian = readJson('package.nls.nb.json') as Record<string, string>;
    const [walkthrough] = manifest.contributes.walkthroughs ?? [];
    assert.equal(walkthrough?.steps.length, 5);
    for (const { id, title, description, media } of walkthrough.steps) {
      for (const text of [title, description, media.altText]) assert.match(text, /^%walkthrough\..+%$/, id);
      assert.deepEqual(Object.keys(media.image), ['light', 'dark', 'hc', 'hcLight']);
      const key = description.slice(1, -1);
      for (const texts of [english, norwegian]) {
        const commands = [...(texts[key] ?? '').matchAll(/\(command:(emic\.[\w.]+)/g)].map(
          ([, command = '']) => command,
        );
        assert.ok(commands.length > 0, id);
        const views_ = Object.values(views).flatMap((list) => list.map((view) => `${view.id}.focus`));
        for (const command of commands) assert.ok([...ids, ...views_].includes(command), command);
      }
      const [inEnglish, inNorwegian] = [english, norwegian].map((texts) => texts[key]?.match(/\(command:[^)]+\)/g));
      assert.deepEqual(inNorwegian, inEnglish, id);
    }
  });

  it('should say in each language the same commands in its welcome views', () => {
    const english = readJson('package.nls.json') as Record<string, string>;
    const norwegian = readJson('package.nls.nb.json') as Record<string, string>;
    for (const { contents } of viewsWelcome) {
      const key = contents.slice(1, -1);
      const commands = (texts: Record<string, string>): readonly string[] =>
        [...(texts[key] ?? '').matchAll(/\(command:([^)]+)\)/g)].map(([, command = '']) => command);
      assert.deepEqual(commands(norwegian), commands(english), key);
      for (const command of commands(english)) {
        const [id = ''] = command.split('?');
        if (id.startsWith('emic.')) assert.ok(ids.includes(id), command);
      }
    }
  });

  it('should offer by keyboard what the mouse finds on a row', () => {
    // The menu of a row opens with Shift+F10; what stands in the row only cannot be reached without the mouse.
    const entries = menus['view/item/context'] ?? [];
    const isInline = ({ group = '' }: MenuEntry): boolean => group.startsWith('inline');
    assert.ok(entries.some(isInline));
    for (const { command, when } of entries.filter(isInline)) {
      const inMenu = entries.find((entry) => !isInline(entry) && entry.command === command && entry.when === when);
      assert.ok(inMenu, `${String(command)} stands in its rows only`);
    }
  });

  it('should offer in the palette what the titles of views and editors offer', () => {
    const hidden = new Set(
      (menus.commandPalette ?? []).filter(({ when }) => when === 'false').map((one) => one.command),
    );
    const titles = [...(menus['view/title'] ?? []), ...(menus['editor/title'] ?? [])];
    assert.ok(titles.length > 5);
    for (const { command } of titles) assert.ok(!hidden.has(command), command);
  });

  it('should lock its packages without naming where they were fetched from', () => {
    assert.doesNotMatch(fs.readFileSync('package-lock.json', 'utf8'), /"resolved": "http/);
  });
});
