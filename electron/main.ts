import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { pageOrigin, registerPageScheme, servePages } from './app/pages';
import { lockAllContents, lockSession } from './app/security';

registerPageScheme();
lockAllContents();

void app.whenReady().then(async () => {
  lockSession(session.defaultSession);
  servePages(session.defaultSession, join(__dirname, '../renderer'));
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    webPreferences: {
      preload: join(__dirname, '../preload/preload.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      disableBlinkFeatures: 'WebHID,Serial,WebUSB',
    },
  });
  await window.loadURL(`${pageOrigin}/index.html`);
});

app.on('window-all-closed', () => app.quit());
