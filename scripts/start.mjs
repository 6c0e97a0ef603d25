// `npm start`: Emic in a real VS Code, on a scratch copy of the sample study. In a browser by default; `-- --desktop` in
// a desktop VS Code. Further options: --folder <path> (another study, also copied), --no-open (print the address only),
// --port <number>, --latest.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePackages, main, root, Stop, temporaryFolder } from './lib/project.mjs';
import { versions } from './host/install.mjs';

function options(args) {
  try {
    return parseArgs({
      args,
      options: {
        desktop: { type: 'boolean' },
        'no-open': { type: 'boolean' },
        latest: { type: 'boolean' },
        folder: { type: 'string' },
        port: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new Stop(`${error.message.split('.')[0]}.`);
  }
}

/** A copy to play with: nothing that is tried out changes the project's own sample. */
function scratchStudy(from) {
  const source = path.resolve(from ?? path.join(root, 'media/sample-study'));
  if (from && !fs.existsSync(source)) throw new Stop(`There is no folder ${source}.`);
  const { folder: parent, remove } = temporaryFolder('start');
  const folder = path.join(parent, path.basename(source));
  if (fs.existsSync(source)) fs.cpSync(source, folder, { recursive: true });
  else fs.mkdirSync(folder);
  const settings = path.join(folder, '.vscode/settings.json');
  if (!fs.existsSync(settings)) {
    fs.mkdirSync(path.dirname(settings), { recursive: true });
    fs.writeFileSync(settings, `${JSON.stringify(readingSettings, undefined, 2)}\n`);
  }
  return { parent, folder, remove };
}

/** What makes transcripts pleasant to read and code. */
const readingSettings = {
  '[markdown]': {
    'editor.wordWrap': 'on',
    'editor.lineNumbers': 'off',
    'editor.minimap.enabled': false,
    'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
    'editor.unicodeHighlight.ambiguousCharacters': false,
    'editor.unicodeHighlight.invisibleCharacters': false,
  },
};

/** The system's way to open an address, where there is one that can work. */
function opener() {
  if (process.env.CI || process.env.SSH_CONNECTION) return undefined;
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  const hasDisplay = Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  return hasDisplay && onPath('xdg-open') ? ['xdg-open'] : undefined;
}

function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => fs.existsSync(file));
}

async function inBrowser({ folder }, chosen) {
  const [{ copyExtension }, { startServer, quietSettings }] = await Promise.all([
    import('./host/extension.mjs'),
    import('./host/server.mjs'),
  ]);
  const extension = await copyExtension('node');
  const settings = { ...quietSettings, 'files.autoSave': 'afterDelay', 'git.enabled': true };
  const server = await startServer(chosen.latest ? versions.latest : versions.floor, {
    settings,
    port: Number(chosen.port ?? 0),
  }).catch((error) => {
    extension.remove();
    throw error;
  });
  const address = server.url({ folder, extension: extension.folder });
  console.log(`\nEmic is running in VS Code, on a copy of the study in ${folder}`);
  console.log(`\n  ${address}\n`);
  const command = chosen['no-open'] ? undefined : opener();
  if (command) {
    spawn(command[0], [...command.slice(1), address], { stdio: 'ignore', detached: true })
      .on('error', () => undefined)
      .unref();
    console.log('It opens in your browser. Ctrl+C ends it and removes the copy.');
  } else {
    console.log('Open this address in a browser on this machine. Ctrl+C ends it and removes the copy.');
  }
  try {
    await interrupted(server.ended);
  } finally {
    await server.stop();
    extension.remove();
  }
}

/** Waits for Ctrl+C, the end of the terminal, or the server's own end. */
async function interrupted(ended) {
  const signal = new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => resolve(true));
  });
  const isWanted = await Promise.race([signal, ended.then(() => false)]);
  if (!isWanted) throw new Stop('The VS Code server has ended by itself.');
}

async function onDesktop({ parent, folder }) {
  const { copyExtension } = await import('./host/extension.mjs');
  const program =
    onPath(...(process.platform === 'win32' ? ['code.cmd', 'code.exe'] : ['code', 'codium'])) ?? (await downloaded());
  const extension = await copyExtension('node');
  const profile = path.join(parent, 'profile');
  const args = [
    '--new-window',
    '--wait',
    `--user-data-dir=${profile}`,
    `--extensionDevelopmentPath=${extension.folder}`,
    '--disable-workspace-trust',
    folder,
  ];
  console.log(
    `Emic opens in ${program}, on a copy of the study in ${folder}. Closing the window ends it and removes the copy.`,
  );
  try {
    const isBatch = program.endsWith('.cmd');
    const child = spawn(isBatch ? `"${program}"` : program, isBatch ? args.map((arg) => `"${arg}"`) : args, {
      stdio: 'inherit',
      // eslint-disable-next-line no-restricted-syntax -- Windows starts a batch file in no other way.
      shell: isBatch,
    });
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
    if (code !== 0)
      throw new Stop(
        `VS Code ended with code ${code}; without a display, use \`npm start\`, which opens in a browser.`,
      );
  } finally {
    extension.remove();
  }
}

async function downloaded() {
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    throw new Stop(
      'A desktop VS Code needs a display, and there is none here: use `npm start`, which opens in a browser.',
    );
  }
  try {
    return await downloadAndUnzipVSCode({ version: versions.floor.vscode, cachePath: path.join(root, '.vscode-test') });
  } catch {
    throw new Stop(
      'There is no `code` on the PATH and VS Code cannot be downloaded here: use `npm start`, which opens in a browser.',
    );
  }
}

await main(async (args) => {
  const chosen = options(args);
  await ensurePackages();
  const study = scratchStudy(chosen.folder);
  try {
    await (chosen.desktop ? onDesktop(study) : inBrowser(study, chosen));
  } finally {
    study.remove();
  }
  return 0;
});
