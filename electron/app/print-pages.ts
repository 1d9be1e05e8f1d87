import { BrowserWindow, type WebContents } from 'electron';

/** Loads a page of ours into a hidden window in which no script can run, hands it over, and closes it. */
const withPage = async <T>(html: string, act: (contents: WebContents) => Promise<T>): Promise<T> => {
  const window = new BrowserWindow({
    show: false,
    width: 794,
    height: 1123,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  });
  try {
    await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html, 'utf8').toString('base64')}`);
    return await act(window.webContents);
  } finally {
    window.destroy();
  }
};

export const htmlToPdf = (html: string): Promise<Uint8Array> =>
  withPage(
    html,
    async (contents) =>
      new Uint8Array(await contents.printToPDF({ pageSize: 'A4', printBackground: true, preferCSSPageSize: true })),
  );

/** True when the system's spooler took the page; whether paper came out it doesn't say. */
export const printOnSystem = (html: string, deviceName: string): Promise<boolean> =>
  withPage(
    html,
    (contents) =>
      new Promise((resolve) => {
        contents.print({ silent: true, deviceName, printBackground: true }, (success) => resolve(success));
      }),
  );
