import { ensureBuilt } from '../../tools/build.mjs';
import { openStage, prepare } from '../../tools/setup.mjs';

/**
 * Lets `npx playwright test` work by itself: builds what changed, finds the runtime, opens a display. Under `npm test`
 * that is done already and its results stand in the environment.
 */
export default async function globalSetup(): Promise<() => void> {
  if (process.env['PACKWRIGHT_RUNTIME'] !== undefined) return () => undefined;
  const runtime = await prepare({ tests: true });
  if (!(await ensureBuilt())) throw new Error('The app could not be built.');
  const stage = await openStage(runtime);
  Object.assign(process.env, stage.env);
  return () => stage.close();
}
