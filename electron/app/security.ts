import { app, type Session, type WebContents } from 'electron';
import { pageOrigin } from './pages';

const allowedUrl = /^(app:\/\/packwright\/|data:|blob:|devtools:)/;

/** Denies everything that a page could ask of the machine: permissions, devices, downloads, foreign requests. */
export const lockSession = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('select-hid-device', (event) => event.preventDefault());
  session.on('select-serial-port', (event) => event.preventDefault());
  session.on('select-usb-device', (event) => event.preventDefault());
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !allowedUrl.test(details.url) }));
};

/** No window opens another, leaves our own pages, or holds a webview. */
const lockContents = (contents: WebContents): void => {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (!event.url.startsWith(`${pageOrigin}/`)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
};

/** For every web contents that the app will ever make. */
export const lockAllContents = (): void => {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
};
