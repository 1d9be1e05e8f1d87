import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { until } from './tour-waiting';

/** Long enough for a window on a busy machine to have drawn a second frame. */
const betweenLooksMs = 120;

/** True when the page shows all that the picture is to be of. */
const shows = async (window: BrowserWindow, selectors: readonly string[]): Promise<boolean> =>
  Boolean(
    await window.webContents.executeJavaScript(
      `document.fonts.status === 'loaded' &&
        ${JSON.stringify(selectors)}.every((selector) => document.querySelector(selector) !== null)`,
    ),
  );

/** A picture that no frame changes any more: two looks in a row saw the same pixels. */
const settledPicture = async (window: BrowserWindow, what: string): Promise<Buffer> => {
  let before: Buffer | null = null;
  return until(
    `a still picture: ${what}`,
    async () => {
      const image = await window.webContents.capturePage();
      const pixels = image.toBitmap();
      const still = before !== null && pixels.equals(before);
      before = pixels;
      return still ? image.toPNG() : null;
    },
    betweenLooksMs,
  );
};

/** Takes numbered pictures of the window into a folder, each once the page shows `selectors` and holds still. */
export const createPictures = (window: BrowserWindow, folder: string) => {
  let number = 0;
  return async (name: string, selectors: readonly string[]): Promise<void> => {
    number += 1;
    await until(`the page to show ${name}`, async () => ((await shows(window, selectors)) ? true : null));
    const picture = await settledPicture(window, name);
    await writeFile(join(folder, `${String(number).padStart(2, '0')}-${name}.png`), picture);
  };
};
