// Draws resources/icon.png (1024 x 1024) from resources/icon.svg with the runtime's own Chromium: `node tools/draw-icon.mjs`.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homeEnvironment, ownedFolder } from './lib/ordinary-user.mjs';
import { projectFolder, runTool, say } from './lib/process.mjs';
import { openStage, prepare } from './setup.mjs';

const size = 1024;

/** Main process of a one-page app that paints the picture and prints it as base64. */
const painter = (svg) => `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false });
  await window.loadURL('data:text/html,<canvas></canvas>');
  const paint = async (svg, size) => {
    const image = new Image();
    image.src = 'data:image/svg+xml;base64,' + svg;
    await image.decode();
    const canvas = document.querySelector('canvas');
    canvas.width = canvas.height = size;
    canvas.getContext('2d').drawImage(image, 0, 0, size, size);
    return canvas.toDataURL('image/png').split(',')[1];
  };
  const call = '(' + paint + ')(' + ${JSON.stringify(JSON.stringify(svg))} + ', ${size})';
  process.stdout.write('PNG ' + (await window.webContents.executeJavaScript(call)) + '\\n', () => app.exit(0));
});
`;

async function outputOfApp(stage, folder) {
  const env = { ...process.env, ...stage.env, ...homeEnvironment(join(folder, 'home')) };
  const child = spawn(stage.command, [folder], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  for await (const chunk of child.stdout) text += chunk;
  return /^PNG (\S+)$/m.exec(text)?.[1];
}

async function main() {
  const stage = await openStage(await prepare());
  const folder = ownedFolder(mkdtempSync(join(tmpdir(), 'packwright-icon-')));
  try {
    const svg = readFileSync(join(projectFolder, 'resources', 'icon.svg')).toString('base64');
    writeFileSync(join(folder, 'main.js'), painter(svg));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'painter', version: '1.0.0', main: 'main.js' }));
    chmodSync(folder, 0o755);
    const picture = await outputOfApp(stage, folder);
    if (picture === undefined) throw new Error('The runtime drew nothing.');
    writeFileSync(join(projectFolder, 'resources', 'icon.png'), Buffer.from(picture, 'base64'));
    say(`Drew resources/icon.png, ${size} x ${size}.`);
    return 0;
  } finally {
    stage.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

void runTool(main);
