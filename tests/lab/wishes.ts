import { openNode } from './devices/descriptor-fd';

/** Has the emulator stop the guest's processor for a while: nothing in it runs, and the world goes on. */
export const sleepGuest = async (ms: number): Promise<void> => {
  let answer = '';
  const line = openNode('/dev/ttyS1', (bytes) => {
    answer += bytes.toString('utf8');
  });
  line.write(Buffer.from(`${JSON.stringify({ id: 1, wish: 'sleep', ms })}\n`));
  const end = Date.now() + ms + 60_000;
  while (!answer.includes('\n')) {
    if (Date.now() > end) throw new Error('the emulator did not answer');
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
  line.close();
};
