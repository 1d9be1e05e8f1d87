import { notRun } from './abilities';

/** After the last test. */
export const teardown = (): void => {
  console.log(
    `\nNot run here:\n${notRun()
      .map((line) => `- ${line}\n`)
      .join('')}`,
  );
};
